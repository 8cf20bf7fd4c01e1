import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.asked import Asked, WayIn
from bot.parts import Parts
from bot.querylog.person import Person, forget
from bot.questions.suggestions import FRESH_SECONDS, Suggestions
from tests.bot.waiting import CROWING, HEN
from tests.clock import Clock

GUILD, CHANNEL = 7, 70


def anywhere(_: int) -> bool:
    return True


@pytest.fixture
async def asked(parts: Parts) -> None:
    """Let three people ask a question that an article answers."""
    await parts.shelf(GUILD).add(HEN)
    for user_id in (1, 2, 3):
        await parts.assistant.ask(Asked(CROWING, WayIn.SLASH, GUILD, CHANNEL, user_id, "id"))
    await parts.querylog.flush()


def suggestions_of(parts: Parts, patience: float | None = None) -> Suggestions:
    return Suggestions(parts.engine, parts.assistant, parts.shelves, patience)


async def test_what_is_being_read_is_not_waited_for_and_then_asked_no_more(
    parts: Parts, asked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggestions, answers = suggestions_of(parts, patience=0), 0
    answer = parts.assistant.answer

    async def answer_and_count(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        nonlocal answers
        answers += 1
        return await answer(*arguments, **options)

    monkeypatch.setattr(parts.assistant, "answer", answer_and_count)

    assert await suggestions.like(GUILD, "kapan", anywhere, 25) == []
    await asyncio.gather(*suggestions._reading.values())
    for typed in ("kapan", "ayam", ""):
        assert await suggestions.like(GUILD, typed, anywhere, 25) == [CROWING]
    assert answers == 1


async def test_what_another_process_deletes_is_forgotten_in_minutes(
    parts: Parts, asked: None, clock: Clock
) -> None:
    suggestions = suggestions_of(parts)
    assert await suggestions.like(GUILD, "", anywhere, 25) == [CROWING]
    await forget(parts.engine, parts.querylog, Person.of(1, parts.pseudonyms), parts.pseudonyms)

    clock.move(FRESH_SECONDS + 1)

    assert await suggestions.like(GUILD, "", anywhere, 25) == []


async def test_what_is_forgotten_while_it_is_read_is_not_kept(parts: Parts, asked: None) -> None:
    suggestions = suggestions_of(parts, patience=0)
    assert await suggestions.like(GUILD, "", anywhere, 25) == []
    reading = list(suggestions._reading.values())

    suggestions.forget_all()
    await asyncio.gather(*reading)

    assert not suggestions._held


async def test_another_server_and_other_channels_get_nothing(parts: Parts, asked: None) -> None:
    suggestions = suggestions_of(parts)

    assert await suggestions.like(GUILD + 1, "", anywhere, 25) == []
    assert await suggestions.like(GUILD, "", lambda channel: channel != CHANNEL, 25) == []


async def test_each_channel_is_looked_up_once_however_much_was_asked_there(
    parts: Parts, asked: None
) -> None:
    for user_id in (1, 2, 3):
        await parts.assistant.ask(Asked(CROWING, WayIn.SLASH, GUILD, CHANNEL + 1, user_id, "id"))
    await parts.querylog.flush()
    suggestions, looked_up = suggestions_of(parts), []
    await suggestions.like(GUILD, "", anywhere, 25)
    held = suggestions._held[GUILD]
    suggestions._held[GUILD] = replace(held, asked=[*held.asked, *held.asked])

    def reads(channel: int) -> bool:
        looked_up.append(channel)
        return True

    await suggestions.like(GUILD, "", reads, 25)

    assert sorted(looked_up) == [CHANNEL, CHANNEL + 1]

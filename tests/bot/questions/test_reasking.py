from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.parts import Parts
from bot.querylog.closing import ClosedAs, close
from bot.querylog.unanswered import LOOKBACK, unanswered
from bot.questions.assistant import Assistant
from bot.questions.reasking import (
    Changed,
    NewlyAnswered,
    affected,
    changed_outside_discord,
    last_change,
)
from corpus.database import writing
from corpus.draft import Draft
from corpus.schema import EVERYWHERE, closed_questions, queries
from tests.bot.waiting import CROWING, CROWING_AGAIN, DUCK, HEN, NEVER, SWIMMING, ask_unanswered

LAST_YEAR = datetime.now(UTC) - timedelta(days=365)


async def ask(
    parts: Parts, *articles: str, guild_id: int = 7, since: datetime = LAST_YEAR
) -> list[NewlyAnswered]:
    return await parts.ask_again(Changed(guild_id, frozenset(articles), since))


async def open_questions(parts: Parts, guild_id: int = 7) -> Collection[str]:
    return {one.question for one in await unanswered(parts.engine, guild_id, LAST_YEAR)}


async def closings(engine: AsyncEngine) -> dict[str, tuple[str | None, datetime]]:
    """Return by what each question key is closed, and since when."""
    async with engine.connect() as connection:
        rows = await connection.execute(select(closed_questions))
        return {row.question_key: (row.article_id, row.closed_at) for row in rows}


async def test_newly_answered_questions_are_returned_and_closed_and_the_rest_stay_open(
    parts: Parts,
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await ask_unanswered(parts, CROWING_AGAIN, 7)
    await ask_unanswered(parts, SWIMMING, 7)
    await ask_unanswered(parts, NEVER, 7)
    await parts.shelf(7).add(HEN)
    await parts.shelf(7).add(DUCK)

    found = await ask(parts, "ayam", "bebek")

    assert found == [
        NewlyAnswered("ayam", HEN.title, (CROWING_AGAIN,)),
        NewlyAnswered("bebek", DUCK.title, (SWIMMING,)),
    ]
    assert await open_questions(parts) == {NEVER}


async def test_the_article_that_answers_most_comes_first(parts: Parts) -> None:
    for question in (CROWING, SWIMMING, "Siapa pemilik kolam bebek?", "Bebek senang?"):
        await ask_unanswered(parts, question, 7)
    await parts.shelf(7).add(HEN)
    await parts.shelf(7).add(DUCK)

    found = await ask(parts, "ayam", "bebek")

    assert [one.article_id for one in found] == ["bebek", "ayam"]


async def test_only_questions_that_a_changed_article_answers_are_closed_and_returned(
    parts: Parts,
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    await parts.shelf(7).add(DUCK)

    assert await ask(parts, "bebek") == []
    assert await open_questions(parts) == {CROWING}


async def test_a_doubtfully_answered_question_stays_open(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    await parts.shelves.refresh(7)
    sure = (await parts.assistant.answer(CROWING, 7)).confidence
    monkeypatch.setattr(parts.guilds, "least_confidence", lambda _guild_id: sure - 0.01)
    answer = await parts.assistant.answer(CROWING, 7)
    assert answer.answered
    assert answer.doubtful

    assert await ask(parts, "ayam") == []
    assert await open_questions(parts) == {CROWING}


async def test_a_second_caller_returns_the_same_and_a_later_one_nothing(
    parts: Parts,
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    before = datetime.now(UTC)
    await parts.shelf(7).add(HEN)
    first = await ask(parts, "ayam", since=before)

    assert first == await ask(parts, "ayam", since=before) != []
    # The next change of the same article, which answers the question as it did.
    since = datetime.now(UTC)
    kept = await closings(parts.engine)
    await parts.shelf(7).revise(replace(HEN, source="Antara"), 1)
    assert await ask(parts, "ayam", since=since) == []
    assert await closings(parts.engine) == kept


async def test_questions_that_a_changed_article_no_longer_answers_reopen(parts: Parts) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    await ask(parts, "ayam")

    await parts.shelf(7).revise(replace(HEN, body="Kandang itu sudah lama sekali kosong."), 1)

    assert await ask(parts, "ayam") == []
    assert await open_questions(parts) == {CROWING}


async def test_questions_of_a_removed_article_reopen_or_are_reassigned(
    parts: Parts,
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    await ask(parts, "ayam")
    [(key, (_, closed_at))] = (await closings(parts.engine)).items()
    twin = Draft("jago", "Jago", "", None, "id", "Setiap pagi buta ayam jantan berkokok, dua kali.")
    await parts.shelf(7).add(twin)

    await parts.shelf(7).remove("ayam")
    assert await ask(parts, "ayam") == []
    assert await closings(parts.engine) == {key: ("jago", closed_at)}

    await parts.shelf(7).remove("jago")
    await ask(parts, "jago")
    assert await open_questions(parts) == {CROWING}


async def test_a_judged_question_whose_passage_is_gone_reopens(parts: Parts) -> None:
    query = await ask_unanswered(parts, NEVER, 7)
    await parts.shelf(7).add(HEN)
    judge = Judgements(parts.engine).judge
    await judge(7, AskedAs(query.question, query.question_key), PassagePlace("ayam", 1, 1), None)
    await ask(parts, "ayam")
    assert await open_questions(parts) == set()

    await parts.shelf(7).remove("ayam")
    await ask(parts, "ayam")

    assert await open_questions(parts) == {NEVER}


async def test_a_dismissed_question_is_not_asked_again(parts: Parts) -> None:
    query = await ask_unanswered(parts, CROWING, 7)
    await close(parts.engine, 7, [query.question_key], ClosedAs.DISMISSED, by=1)
    await parts.shelf(7).add(HEN)

    assert await ask(parts, "ayam") == []


async def test_old_questions_are_not_asked_again(parts: Parts) -> None:
    await ask_unanswered(parts, CROWING, 7)
    async with writing(parts.engine) as connection:
        long_ago = datetime.now(UTC) - LOOKBACK - timedelta(hours=1)
        await connection.execute(update(queries).values(asked_at=long_ago))
    await parts.shelf(7).add(HEN)

    assert await ask(parts, "ayam") == []


async def test_similar_questions_are_each_asked_and_returned_as_one(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    for question in ("Di mana ayam diam sebentar?", "Di mana ayam diam sebnetar?"):
        await ask_unanswered(parts, question, 7)
    await parts.shelf(7).add(HEN)
    asked = []
    answer = Assistant.answer

    async def note(self: Assistant, question: str, *rest: int | None, **more: int) -> object:
        asked.append(question)
        return await answer(self, question, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Assistant, "answer", note)
    [found] = await ask(parts, "ayam")

    assert len(asked) == 2
    assert len(found.questions) == 1
    assert len(await closings(parts.engine)) == 2


async def test_asking_again_is_not_logged(parts: Parts) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)

    await ask(parts, "ayam")

    async with parts.engine.connect() as connection:
        assert len((await connection.execute(select(queries))).all()) == 1


async def test_a_change_of_the_shared_shelf_affects_servers_with_refused_questions(
    parts: Parts,
) -> None:
    for guild_id in (7, 8, None):
        await ask_unanswered(parts, CROWING, guild_id)
    changed = Changed(EVERYWHERE, frozenset(["ayam"]), LAST_YEAR)
    await parts.shelf(EVERYWHERE).add(HEN)

    each = await affected(parts.engine, changed)

    assert sorted(one.guild_id for one in each) == [EVERYWHERE, 7, 8]
    for one in each:
        assert [found.article_id for found in await parts.ask_again(one)] == ["ayam"]


async def test_a_servers_own_article_answers_only_there(parts: Parts) -> None:
    for guild_id in (7, 8, None):
        await ask_unanswered(parts, CROWING, guild_id)
    await parts.shelf(7).add(HEN)
    [changed] = await affected(parts.engine, Changed(7, frozenset(["ayam"]), LAST_YEAR))

    assert changed.guild_id == 7
    await parts.ask_again(changed)
    assert await open_questions(parts) == set()
    for other in (8, EVERYWHERE):
        assert await ask(parts, "ayam", guild_id=other) == []
        assert await open_questions(parts, other) == {CROWING}


async def test_changes_outside_discord_are_grouped_by_shelf(parts: Parts) -> None:
    first = await last_change(parts.engine)
    await parts.shelf(7).add(HEN)
    await parts.shelf(7).add(DUCK, by=42)
    await parts.shelf(8).add(replace(HEN, id="ayam-8"))
    until = await last_change(parts.engine)
    await parts.shelf(7).remove("ayam")

    found = await changed_outside_discord(parts.engine, first, until)

    assert {one.guild_id: one.articles for one in found} == {7: {"ayam"}, 8: {"ayam-8"}}
    assert all(one.since <= datetime.now(UTC) for one in found)
    [later] = await changed_outside_discord(parts.engine, until, until + 1)
    assert later.articles == {"ayam"}

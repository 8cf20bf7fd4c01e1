"""Questions that aren't taken, because there are too many, whichever way they come in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import InteractionResult

from bot.discord.client import KutipClient
from bot.discord.cooldown import SECONDS, Cooldown
from bot.errors import NotTakenError
from bot.locales import ENGLISH
from bot.questions.fair_queue import WORKERS, FairQueue
from tests.bot.conftest import Logged
from tests.bot.discord_client import Speak, texts_of
from tests.bot.indonesian import INDONESIAN
from tests.moved_clock import MovedClock

QUESTION = "Kenapa satelit Korea Utara gagal?"
QUOTED = "upaya peluncuran satelit mata-mata militer Korea Utara mengalami kegagalan"


@pytest.fixture
def client(simcord_env: Env) -> Iterator[KutipClient]:
    yield cast("KutipClient", simcord_env.bot)
    assert all(isinstance(each.__cause__, NotTakenError) for each in simcord_env.errors)


@pytest.fixture
def me(client: KutipClient) -> str:
    """A mention of the bot."""
    assert client.user is not None
    return client.user.mention


async def test_a_busy_bot_says_so_at_once_to_the_asker_only(
    simcord_env: Env,
    client: KutipClient,
    queue: FairQueue,
    sari: MemberActor,
    channel: ChannelHandle,
    speak: Speak,
    logged: Logged,
) -> None:
    speak("id", "en-US")
    before = len(simcord_env.http_requests)
    queue._most = 0

    result = await sari.slash(channel, "ask", question=QUESTION)

    assert texts_of(result.response) == INDONESIAN("ask.busy")
    assert result.ephemeral
    [request] = simcord_env.http_requests[before:]
    assert isinstance(request.json, dict)
    assert request.json["type"] == discord.InteractionResponseType.channel_message.value
    assert not await logged()


async def test_a_full_server_is_busy_and_others_are_not(
    client: KutipClient, queue: FairQueue, me: str, sari: MemberActor, channel: ChannelHandle
) -> None:
    queue._most_each = 1
    with queue.place(sari.guild.id):
        result = await sari.slash(channel, "ask", question=QUESTION)
        await sari.send(channel, f"{me} {QUESTION}")
        assert texts_of(channel.last_message) == INDONESIAN("ask.busy")
        await sari.send_dm(QUESTION)

    assert texts_of(result.response) == ENGLISH("ask.busy")
    assert QUOTED in texts_of(sari.user.dm_channel.last_message)
    assert queue.taken == 0


async def test_all_ways_in_count_for_the_cooldown(
    client: KutipClient, me: str, sari: MemberActor, channel: ChannelHandle
) -> None:
    clock = MovedClock()
    client.cooldown = Cooldown(1, clock)
    await sari.send(channel, f"{me} {QUESTION}")
    answer = channel.last_message
    assert answer is not None
    assert QUOTED in texts_of(answer)

    slash = await sari.slash(channel, "ask", question=QUESTION)
    menu = await sari.context_menu(channel, ENGLISH("ask.menu_ask"), answer)
    await sari.send(channel, "kapan itu?", reply_to=answer)
    await sari.send(channel, f"{me} {QUESTION}")

    for result in (slash, menu):
        assert texts_of(result.response) == ENGLISH("ask.too_soon", count=SECONDS)
        assert result.ephemeral
    too_soon = INDONESIAN("ask.too_soon", count=SECONDS)
    # The second time it goes without saying, so that nobody fills a channel with it.
    assert [texts_of(each) for each in channel.history()].count(too_soon) == 1

    clock.move(SECONDS + 1)
    assert QUOTED in texts_of((await sari.slash(channel, "ask", question=QUESTION)).response)


async def test_the_cooldown_of_a_person_counts_on_one_server_and_not_for_others(
    client: KutipClient, sari: MemberActor, budi: MemberActor, channel: ChannelHandle
) -> None:
    client.cooldown = Cooldown(1, MovedClock())

    for _ in range(2):
        result = await sari.slash(channel, "ask", question=QUESTION)
        await sari.send_dm(QUESTION)

    assert texts_of(result.response) == ENGLISH("ask.too_soon", count=SECONDS)
    in_dm = texts_of(sari.user.dm_channel.last_message)
    assert in_dm == INDONESIAN("ask.too_soon", count=SECONDS)
    assert QUOTED in texts_of((await budi.slash(channel, "ask", question=QUESTION)).response)


class Flood:
    """Holds back what people ask, to let it arrive all at once."""

    def __init__(self, env: Env, patch: pytest.MonkeyPatch) -> None:
        self._env = env
        self._emit = env.backend.emit
        self._held: list[tuple[str, Any]] = []
        patch.setattr(env.backend, "emit", lambda *event: self._held.append(event))

    async def arrive(self) -> None:
        """Let everything arrive, and wait until Kutip has nothing more to do."""
        self._env.backend.emit = self._emit  # type: ignore[method-assign]
        for name, payload in self._held:
            self._emit(name, payload)
        await self._env._settle_internal()


@pytest.fixture
def crowd(simcord_env: Env, guild: GuildHandle) -> list[MemberActor]:
    """Twenty members."""
    return [guild.add_member(simcord_env.create_user(f"user{number}")) for number in range(20)]


@dataclass
class Question:
    """A question of the flood: a command or, without a result, a mention."""

    text: str
    result: InteractionResult | None
    message_id: int = 0


async def ask_all(
    people: list[MemberActor], channel: ChannelHandle, me: str, times: int
) -> list[Question]:
    """Ask by commands and mentions in turn, each person so many questions."""
    asked: list[Question] = []
    for number in range(times):
        for person in people:
            text = QUESTION + "?" * len(asked)  # Each is another text, with the same answer.
            if number % 2:
                message = await person.send(channel, f"{me} {text}")
                asked.append(Question(text, None, message.id))
            else:
                asked.append(Question(text, await person.slash(channel, "ask", question=text)))
    return asked


def got(channel: ChannelHandle, asked: Question) -> list[str]:
    """Return the texts of all replies to a question."""
    if asked.result is None:
        return [
            texts_of(each)
            for each in channel.history()
            if each.reference is not None and each.reference.message_id == asked.message_id
        ]
    return [texts_of(each) for each in (asked.result.response, *asked.result.followups) if each]


async def test_of_a_flood_each_question_is_answered_or_refused_once_and_logged_if_answered(
    simcord_env: Env,
    client: KutipClient,
    queue: FairQueue,
    me: str,
    crowd: list[MemberActor],
    channel: ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    logged: Logged,
) -> None:
    client.cooldown = Cooldown(0, MovedClock())
    # No answer is ready before all questions are there.
    queue._most_each, queue._free = 50, 0
    refused: list[bool] = []

    def begin_at_the_last() -> None:
        refused.append(True)
        if len(refused) == len(asked) - 50:
            queue._free = WORKERS
            queue._give_turns()

    queue.on_busy = begin_at_the_last
    flood = Flood(simcord_env, monkeypatch)
    asked: list[Question] = await ask_all(crowd, channel, me, times=10)

    await flood.arrive()

    replies = {each.text: got(channel, each) for each in asked}
    busy = {text for text, texts in replies.items() if texts == [ENGLISH("ask.busy")]}
    answered = {text for text, texts in replies.items() if any(QUOTED in each for each in texts)}
    assert len(asked) == 200
    assert len(answered) == 50
    for each in asked:
        # A mention that is not taken is only answered where everybody sees it, see below.
        replied = each.text in answered or each.result is not None
        assert len(replies[each.text]) == replied, each
        assert each.text in answered | busy or not replied, each
    notices = [texts_of(each) for each in channel.history()].count(INDONESIAN("ask.busy"))
    # Once a person.
    assert notices == len(crowd)
    assert sorted(row.question for row in await logged()) == sorted(answered)
    assert queue.taken == 0


async def test_of_a_flood_of_one_person_only_what_the_cooldown_allows_is_answered_and_logged(
    simcord_env: Env,
    client: KutipClient,
    me: str,
    sari: MemberActor,
    budi: MemberActor,
    channel: ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    logged: Logged,
) -> None:
    client.cooldown = Cooldown(3, MovedClock())
    flood = Flood(simcord_env, monkeypatch)
    asked = await ask_all([sari, budi], channel, me, times=20)

    await flood.arrive()

    replies = {each.text: got(channel, each) for each in asked}
    answered = {text for text, texts in replies.items() if any(QUOTED in each for each in texts)}
    assert len(answered) == 2 * 3
    for each in asked:
        if each.text not in answered:
            too_soon = [ENGLISH("ask.too_soon", count=SECONDS)]
            assert replies[each.text] == (too_soon if each.result else []), each
    notices = [texts_of(each) for each in channel.history()]
    assert notices.count(INDONESIAN("ask.too_soon", count=SECONDS)) == 2
    assert sorted(row.question for row in await logged()) == sorted(answered)

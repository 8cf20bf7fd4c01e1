"""Questions that aren't taken, because there are too many, whichever way they come in."""

from collections.abc import Iterator
from typing import cast

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.discord.client import KutipClient
from bot.discord.cooldown import SECONDS, Cooldown
from bot.errors import NotTakenError
from bot.locales import ENGLISH
from bot.questions.fair_queue import FairQueue
from tests.bot.conftest import Logged
from tests.bot.discord_client import Speak, texts_of
from tests.bot.indonesian import INDONESIAN
from tests.bot.moved_clock import MovedClock

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

"""Questions for helpers that did not arrive, on a real client."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import discord
import pytest
from aiohttp import ServerDisconnectedError
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.client import KutipClient
from bot.discord.lost_requests import UNDER_WAY, LostRequests
from bot.guilds import GuildSettings
from bot.parts import Parts
from bot.querylog.help_requests import BETWEEN, HelpRequests
from corpus.database import writing
from corpus.schema import help_requests
from tests.bot.discord_client import Speak, response, texts_of
from tests.bot.waiting import CROWING


@dataclass
class Lost:
    """A question for helpers that was claimed and not posted."""

    channel: ChannelHandle
    asked_at: datetime
    requests: LostRequests

    async def look(self, after: timedelta = UNDER_WAY + timedelta(seconds=5)) -> None:
        await self.requests.poll(self.asked_at + after)

    def posted(self) -> list[str]:
        """Return the messages that mention the helpers."""
        shown = map(texts_of, self.channel.history())
        return [text for text in shown if "@&" in text]


@pytest.fixture
async def lost(
    client: KutipClient,
    parts: Parts,
    engine: AsyncEngine,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
    speak: Speak,
    may_be_pinged: set[int],
) -> Lost:
    speak("en-US", "en-US")
    role = guild.create_role("Helpers", mentionable=True)
    may_be_pinged.add(role.id)
    await parts.guilds.save(GuildSettings(guild.id, language="en", helper_role_id=role.id))
    refusal = response(await sari.slash(channel, "ask", question=CROWING))
    [row] = [each for each in refusal.components[0]["components"] if each["type"] == 1]
    query_id = row["components"][0]["custom_id"].split(":")[2]
    await parts.querylog.written(query_id)
    query = await parts.querylog.find(query_id)
    assert query is not None
    await HelpRequests(engine).claim(query, sari.id, channel.id)
    asked_at = discord.utils.snowflake_time(channel.id)  # by the clock of this Discord
    async with writing(engine) as connection:
        await connection.execute(update(help_requests).values(asked_at=asked_at))
    return Lost(channel, asked_at, LostRequests(client))


async def test_what_was_not_posted_is_posted_once_even_after_a_restart(
    lost: Lost, client: KutipClient
) -> None:
    await lost.look()
    await lost.look()
    lost.requests = LostRequests(client)
    await lost.look()

    [text] = lost.posted()
    assert CROWING in text


async def test_what_may_be_under_way_or_was_asked_long_before_is_left_alone(lost: Lost) -> None:
    await lost.look(after=UNDER_WAY - timedelta(seconds=5))
    await lost.look(after=BETWEEN + timedelta(seconds=5))

    assert lost.posted() == []


async def test_while_discord_cannot_be_reached_it_is_tried_again(
    lost: Lost, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise ServerDisconnectedError

    with monkeypatch.context() as patched:
        patched.setattr(discord.TextChannel, "send", fail)
        await lost.look()
    assert lost.posted() == []
    await lost.look()

    assert len(lost.posted()) == 1


async def test_where_it_cannot_be_looked_up_nothing_is_posted(lost: Lost, simcord_env: Env) -> None:
    simcord_env.inject_error("GET", f"/channels/{lost.channel.id}/messages", status=403)

    await lost.look()
    await lost.look()

    assert lost.posted() == []


async def test_another_process_posts_what_is_of_its_servers(
    lost: Lost, client: KutipClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client.shards_here, "work_for", lambda _: False)

    await lost.look()

    assert lost.posted() == []

"""Questions for helpers that were about to be posted when Kutip stopped, on a real client."""

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
from bot.discord.interrupted import InterruptedRequests
from bot.guilds import GuildSettings
from bot.parts import Parts
from bot.querylog.help_requests import BETWEEN, HelpRequests
from corpus.database import writing
from corpus.schema import help_requests
from tests.bot.discord_client import Speak, response, texts_of
from tests.bot.waiting import CROWING


@dataclass
class Stopped:
    """A question for helpers that was claimed, and the start after that."""

    channel: ChannelHandle
    client: KutipClient
    asked_at: datetime

    async def start(self, after: timedelta = timedelta(seconds=5)) -> bool:
        return await InterruptedRequests(self.client, self.asked_at + after).post()

    def posted(self) -> list[str]:
        """Return the messages that mention the helpers."""
        shown = map(texts_of, self.channel.history())
        return [text for text in shown if "@&" in text]


@pytest.fixture
async def stopped(
    client: KutipClient,
    parts: Parts,
    engine: AsyncEngine,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
    speak: Speak,
    may_be_pinged: set[int],
) -> Stopped:
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
    return Stopped(channel, client, asked_at)


async def test_what_was_not_posted_is_posted_once_after_a_start(stopped: Stopped) -> None:
    assert await stopped.start()
    assert await stopped.start()

    [text] = stopped.posted()
    assert CROWING in text


async def test_what_was_asked_long_before_or_since_is_left_alone(stopped: Stopped) -> None:
    assert await stopped.start(after=BETWEEN * 2)
    assert await stopped.start(after=-timedelta(seconds=5))

    assert stopped.posted() == []


async def test_while_discord_cannot_be_reached_it_is_tried_again(
    stopped: Stopped, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise ServerDisconnectedError

    started = InterruptedRequests(stopped.client, stopped.asked_at + timedelta(seconds=5))
    with monkeypatch.context() as patched:
        patched.setattr(discord.TextChannel, "send", fail)
        assert not await started.post()
    assert await started.post()

    assert len(stopped.posted()) == 1


async def test_where_it_cannot_be_looked_up_nothing_is_posted(
    stopped: Stopped, simcord_env: Env
) -> None:
    simcord_env.inject_error("GET", f"/channels/{stopped.channel.id}/messages", status=403)

    assert await stopped.start()
    assert stopped.posted() == []

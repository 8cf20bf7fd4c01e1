import logging
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from simcord.backend import serializers
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from sqlalchemy import select

from bot.discord.client import NOTE_AGAIN_SECONDS, KutipClient
from bot.discord.retries import UndeliveredError
from bot.guilds import GuildSettings
from bot.locales import ENGLISH
from bot.parts import Parts
from corpus.schema import guilds
from tests.bot.discord_client import MakeClient
from tests.bot.indonesian import INDONESIAN
from tests.failing import failing_at

SILENT = discord.PermissionOverwrite(send_messages=False)
Join = Callable[[GuildHandle], None]


@pytest.fixture
def join(simcord_env: Env) -> Join:
    """Join a server: for a new one, Discord's event lacks `unavailable`."""

    def join(guild: GuildHandle) -> None:
        if guild.me is not None:
            simcord_env.bot._connection._remove_guild(guild.me.guild)
        payload = created(simcord_env, guild)
        del payload["unavailable"]
        simcord_env.backend.emit("GUILD_CREATE", payload)

    return join


def created(env: Env, guild: GuildHandle) -> dict[str, Any]:
    return dict(serializers.guild_create_payload(env.backend, env.backend.get_guild(guild.id)))


async def is_left(parts: Parts, guild: GuildHandle) -> bool:
    async with parts.engine.connect() as connection:
        left_at = await connection.scalar(select(guilds.c.left_at).filter_by(id=guild.id))
    return left_at is not None


async def test_joining_a_server_posts_the_welcome_once(
    simcord_env: Env, guild: GuildHandle, channel: ChannelHandle, join: Join
) -> None:
    system = guild.create_text_channel("selamat-datang")
    simcord_env.backend.edit_guild(guild.id, {"system_channel_id": system.id})

    join(guild)
    await simcord_env.settle()

    [message] = system.history()
    assert message.content == INDONESIAN("server.welcome")
    assert channel.history() == []


async def test_without_a_system_channel_the_first_writable_one_is_used(
    simcord_env: Env, join: Join
) -> None:
    guild = simcord_env.create_guild("Elsewhere")
    kutip = guild.roles[simcord_env.bot.user.name]  # type: ignore[union-attr]
    closed = guild.create_text_channel("rules", overwrites={kutip: SILENT})
    general = guild.create_text_channel("general")

    join(guild)
    await simcord_env.settle()

    [message] = general.history()
    assert message.content == ENGLISH("server.welcome")
    assert closed.history() == []


async def test_without_a_writable_channel_nothing_is_posted(
    simcord_env: Env, guild: GuildHandle, join: Join
) -> None:
    join(guild)
    await simcord_env.settle()

    assert not [sent for sent in simcord_env.http_requests if "/messages" in sent.path]


async def test_a_welcome_that_can_not_be_sent_is_only_logged(
    simcord_env: Env,
    guild: GuildHandle,
    channel: ChannelHandle,
    join: Join,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> None:
        raise UndeliveredError("tried 8 times")

    caplog.set_level(logging.INFO, "bot")
    monkeypatch.setattr("simcord.http.router._check_faults", fail)

    join(guild)
    await simcord_env.settle()

    assert channel.history() == []
    assert "Could not post the welcome on server" in caplog.text


async def test_a_server_back_from_an_outage_gets_no_welcome(
    simcord_env: Env, parts: Parts, guild: GuildHandle, channel: ChannelHandle
) -> None:
    backend = simcord_env.backend
    backend.emit("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})
    backend.emit("GUILD_CREATE", created(simcord_env, guild))
    await simcord_env.settle()

    assert channel.history() == []
    assert not await is_left(parts, guild)


@pytest.mark.parametrize(
    ("ago", "welcomed"), [(timedelta(hours=1), True), (timedelta(days=2), False)]
)
async def test_a_server_that_invited_kutip_shortly_before_its_start_is_welcomed_once(
    simcord_env: Env, parts: Parts, make_client: MakeClient, ago: timedelta, welcomed: bool
) -> None:
    guild = simcord_env.create_guild("Elsewhere")
    channel = guild.create_text_channel("general")
    kutip = simcord_env.backend.get_guild(guild.id).members[simcord_env.backend.bot_user.id]
    kutip.joined_at = (datetime.now(UTC) - ago).isoformat()

    for _ in range(2):
        await simcord_env.restart_bot(make_client())
        assert len(channel.history()) == welcomed

    assert parts.guilds.is_recorded(guild.id)


async def test_a_new_server_that_has_an_outage_at_the_start_is_recorded_without_a_welcome(
    simcord_env: Env, parts: Parts
) -> None:
    client = simcord_env.bot
    assert isinstance(client, KutipClient)
    client._connection._add_guild_from_data({"id": 42, "unavailable": True})  # type: ignore[typeddict-item]

    await client._note_servers()

    assert parts.guilds.is_recorded(42)


async def test_leaving_and_rejoining_are_recorded(
    simcord_env: Env, parts: Parts, guild: GuildHandle, join: Join
) -> None:
    await parts.guilds.save(GuildSettings(guild.id, language="en"))

    simcord_env.backend.emit("GUILD_DELETE", {"id": str(guild.id)})
    await simcord_env.settle()
    assert await is_left(parts, guild)

    join(guild)
    await simcord_env.settle()
    assert not await is_left(parts, guild)
    assert parts.guilds.of(guild.id).language == "en"


async def test_while_the_database_is_locked_joining_and_leaving_are_recorded_later(
    simcord_env: Env, parts: Parts, guild: GuildHandle, channel: ChannelHandle, join: Join
) -> None:
    await parts.guilds.save(GuildSettings(guild.id))

    with failing_at(parts.engine, 1, "COMMIT"):
        simcord_env.backend.emit("GUILD_DELETE", {"id": str(guild.id)})
        await simcord_env.settle()
    await simcord_env.advance_time(NOTE_AGAIN_SECONDS)
    assert await is_left(parts, guild)

    with failing_at(parts.engine, 1, "COMMIT"):
        join(guild)
        await simcord_env.settle()
    await simcord_env.advance_time(NOTE_AGAIN_SECONDS)
    assert not await is_left(parts, guild)
    assert [message.content for message in channel.history()] == [INDONESIAN("server.welcome")]


async def test_a_server_that_is_left_while_the_servers_are_recorded_counts_as_left(
    simcord_env: Env, parts: Parts, guild: GuildHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, note_present = simcord_env.bot, parts.guilds.note_present
    assert isinstance(client, KutipClient)

    async def leave_meanwhile(
        present: Collection[int], now: datetime, knows: Callable[[int], bool]
    ) -> None:
        if left := client.get_guild(guild.id):
            client._connection._remove_guild(left)
            await client.on_guild_remove(left)
        await note_present(present, now, knows)

    monkeypatch.setattr(parts.guilds, "note_present", leave_meanwhile)
    await client.on_shard_ready(0)
    noting = client._noting_servers.get_task()
    assert noting is not None
    await noting

    assert await is_left(parts, guild)


async def test_a_kick_while_kutip_was_not_running_is_recorded_at_its_start(
    simcord_env: Env, parts: Parts, guild: GuildHandle, make_client: MakeClient
) -> None:
    gone = simcord_env.create_guild("Elsewhere")
    await simcord_env.restart_bot(make_client())
    assert not await is_left(parts, gone)

    replacement = make_client()
    simcord_env.backend.guilds.pop(gone.id)
    await simcord_env.restart_bot(replacement)

    assert await is_left(parts, gone)
    assert not await is_left(parts, guild)

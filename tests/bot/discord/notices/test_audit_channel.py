import logging
from dataclasses import replace
from typing import Any

import discord
import pytest
from aiohttp import ServerDisconnectedError
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env

from bot.discord.notices.audit_channel import EVERY_SECONDS
from bot.discord.render.shelf import CHANGES_SHOWN
from bot.guilds import GuildSettings
from bot.parts import Parts
from corpus.draft import Draft
from tests.bot.discord_client import texts_of
from tests.bot.indonesian import INDONESIAN


def draft(number: int) -> Draft:
    body = f"Nomor {number * 7919} {number**9} saja."
    return Draft(f"artikel-{number}", f"Kabar *{number}*", "", None, "id", body)


@pytest.fixture
async def log_channel(parts: Parts, guild: GuildHandle) -> ChannelHandle:
    """The log channel of the Indonesian server."""
    channel = guild.create_text_channel("catatan")
    await parts.guilds.save(GuildSettings(guild.id, log_channel_id=channel.id))
    return channel


async def poll(env: Env) -> None:
    await env.advance_time(EVERY_SECONDS)


async def test_each_change_is_posted_once_in_the_servers_language(
    simcord_env: Env, parts: Parts, sari: MemberActor, log_channel: ChannelHandle
) -> None:
    shelf = parts.shelf(sari.guild.id)
    await shelf.add(draft(1), sari.id)
    await shelf.revise(replace(draft(1), body="Ternyata lain sama sekali kabarnya."), 1)
    await poll(simcord_env)
    await poll(simcord_env)

    [message] = log_channel.history()

    hidden, *lines = texts_of(message).split("\n")
    assert hidden.startswith("**Korea Selatan dan A.S.")
    assert "karena server ini sekarang punya artikel sendiri" in hidden
    assert lines == [
        rf"<@{sari.id}> menambahkan **Kabar \*1\***",
        r"terminal mengubah **Kabar \*1\***: versi 1 → 2",
    ]

    await shelf.remove("artikel-1", sari.id)
    await poll(simcord_env)
    assert texts_of(log_channel.last_message) == rf"<@{sari.id}> menghapus **Kabar \*1\***"


async def test_many_changes_at_once_are_one_message(
    simcord_env: Env, parts: Parts, guild: GuildHandle, log_channel: ChannelHandle
) -> None:
    # The first article also hides the one that ships with Kutip.
    for number in range(CHANGES_SHOWN + 4):
        await parts.shelf(guild.id).add(draft(number))

    await poll(simcord_env)

    [message] = log_channel.history()
    *lines, more = texts_of(message).split("\n")
    assert len(lines) == CHANGES_SHOWN
    assert more == f"-# {INDONESIAN('shelf.log_more', count=5)}"


async def test_another_servers_changes_are_not_posted(
    simcord_env: Env, parts: Parts, guild: GuildHandle, log_channel: ChannelHandle
) -> None:
    other = simcord_env.create_guild("Elsewhere")
    theirs = other.create_text_channel("log")
    await parts.shelf(other.id).add(draft(1))
    await poll(simcord_env)
    assert log_channel.history() == theirs.history() == []

    # Nor in another server's channel, even if it is set as the log channel.
    await parts.guilds.save(GuildSettings(other.id, log_channel_id=log_channel.id))
    await parts.shelf(other.id).remove("artikel-1")
    await poll(simcord_env)

    assert log_channel.history() == theirs.history() == []


@pytest.mark.parametrize(
    "trouble", [ServerDisconnectedError(), OSError(), discord.DiscordException()], ids=repr
)
async def test_a_failure_on_one_server_does_not_affect_the_posts_on_others(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    log_channel: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Exception,
) -> None:
    others = [simcord_env.create_guild(name) for name in ("Elsewhere", "Nowhere")]
    places = [other.create_text_channel("log") for other in others]
    for other, place in zip(others, places, strict=True):
        await parts.guilds.save(GuildSettings(other.id, log_channel_id=place.id))
        await parts.shelf(other.id).add(draft(other.id % 1000))
    await parts.shelf(guild.id).add(draft(1))
    send = discord.TextChannel.send

    async def fail_there(self: discord.TextChannel, **message: Any) -> object:  # noqa: ANN401
        if self.id == places[0].id:
            raise trouble
        return await send(self, **message)

    monkeypatch.setattr(discord.TextChannel, "send", fail_there)
    await poll(simcord_env)

    assert caplog.text.count("Could not post changes") == 1
    assert len(log_channel.history()) == len(places[1].history()) == 1


async def test_a_deleted_channel_is_logged(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot")
    await parts.guilds.save(GuildSettings(guild.id, log_channel_id=4711))
    await parts.shelf(guild.id).add(draft(1))

    await poll(simcord_env)

    assert f"The log channel of server {guild.id} is gone." in caplog.text


async def test_a_forbidden_channel_is_logged(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    log_channel: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot")
    simcord_env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await parts.shelf(guild.id).add(draft(1))

    await poll(simcord_env)
    assert "Could not post changes" in caplog.text
    await parts.shelf(guild.id).remove("artikel-1")
    await poll(simcord_env)
    assert "menambahkan" in texts_of(log_channel.last_message)

    await poll(simcord_env)
    assert "menghapus" in texts_of(log_channel.last_message)

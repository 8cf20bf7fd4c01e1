"""The names of servers and channels, as the dashboard shows them."""

from types import SimpleNamespace
from typing import cast

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord import place_names
from bot.discord.place_names import PlaceNames
from corpus.purge import purge_guild
from corpus.schema import names
from tests.bot.callers import Caller, calling, describe


async def stored(engine: AsyncEngine) -> dict[int, tuple[int, str]]:
    async with engine.connect() as connection:
        rows = (await connection.execute(select(names))).all()
    return {row.id: (row.guild_id, row.name) for row in rows}


def server(name: str, server_id: int = 7) -> discord.Guild:
    named = SimpleNamespace(id=server_id, name=name, channels=(), threads=())
    return cast("discord.Guild", named)


async def test_a_channel_has_its_name_once_kutip_is_used_there(
    sari: MemberActor, channel: ChannelHandle, engine: AsyncEngine
) -> None:
    other = sari.guild.create_text_channel("never-used")

    await sari.slash(channel, "ask", question="Siapa Vipin Narang?")

    known = await stored(engine)
    assert known[channel.id] == (sari.guild.id, channel.name)
    assert known[sari.guild.id] == (sari.guild.id, sari.guild.name)
    assert other.id not in known


async def test_a_mention_names_its_channel_too(
    sari: MemberActor, channel: ChannelHandle, engine: AsyncEngine, simcord_env: Env
) -> None:
    assert simcord_env.bot.user is not None

    await sari.send(channel, f"{simcord_env.bot.user.mention} Siapa Vipin Narang?")

    assert channel.id in await stored(engine)


async def test_a_server_to_which_a_person_brings_kutip_along_is_not_named(
    simcord_env: Env, sari: MemberActor, channel: ChannelHandle, engine: AsyncEngine
) -> None:
    before = await stored(engine)
    named = sari.guild.create_role("Redaksi")
    described = describe(Caller.USER_INSTALL, simcord_env, sari.guild, named, channel)

    with calling(simcord_env, described):
        await sari.slash(channel, "ask", question="Siapa Vipin Narang?")

    assert channel.id not in before
    assert await stored(engine) == before


async def test_a_server_that_is_renamed_has_its_last_name(engine: AsyncEngine) -> None:
    known = PlaceNames(engine)
    await known.note_servers([server("Pasar"), server("Kampung", 8)])
    await known.note_servers([server("Pasar Baru")])

    assert (await stored(engine)).items() >= {7: (7, "Pasar Baru"), 8: (8, "Kampung")}.items()


async def test_nothing_is_stored_of_direct_messages(engine: AsyncEngine) -> None:
    before = await stored(engine)
    person = cast("discord.DMChannel", SimpleNamespace(id=5, name="Sari"))

    await PlaceNames(engine).note(None, person)

    assert await stored(engine) == before


async def test_a_server_that_returns_after_its_data_was_deleted_is_named_again(
    engine: AsyncEngine,
) -> None:
    known = PlaceNames(engine)
    await known.note_servers([server("Pasar")])
    await purge_guild(engine, 7)
    assert 7 not in await stored(engine)

    known.forget(server("Pasar"))
    await known.note_servers([server("Pasar")])

    assert 7 in await stored(engine)


async def test_a_locked_database_delays_a_name_and_fails_nothing(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_: AsyncEngine) -> object:
        raise OperationalError("", {}, Exception("database is locked"))

    known = PlaceNames(engine)
    with monkeypatch.context() as patched:
        patched.setattr(place_names, "writing", locked)
        await known.note_servers([server("Pasar")])
    assert 7 not in await stored(engine)

    await known.note_servers([server("Pasar")])

    assert 7 in await stored(engine)

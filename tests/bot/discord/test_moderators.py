from collections.abc import Sequence
from typing import Any

import discord
import pytest
from discord import AppCommandOptionType as Option
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.client import KutipClient
from bot.discord.components.pressed import Pressed
from bot.discord.views.draft import CancelButton, PublishButton
from bot.discord.views.removal import RemoveButton
from bot.locales import ENGLISH
from bot.parts import Parts
from corpus.draft import Draft
from corpus.schema import metadata
from corpus.web import Web
from tests.bot.discord_client import response, texts_of
from tests.bot.everything import (
    CUSTOM_IDS,
    allow_all,
    calls,
    press,
    registered,
    replies,
    send_form,
)

pytest_plugins = ["tests.bot.desk_fixtures"]

NEEDED = {
    "ask": None,
    "help": None,
    "privacy": None,
    ENGLISH("ask.menu_ask"): None,
    "article": discord.Permissions(manage_messages=True),
    ENGLISH("intake.menu_add"): discord.Permissions(manage_messages=True),
    "server": discord.Permissions(manage_guild=True),
    "review": discord.Permissions(manage_messages=True),
}
"""The default permissions of each command; a new command must be added here."""
TAKING: tuple[type[Pressed[Any]], ...] = (RemoveButton, CancelButton, PublishButton)
"""Items that remove an article or a draft, which the forms need."""
OPEN = {name for name, permissions in NEEDED.items() if permissions is None}


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.fixture
async def article(parts: Parts, guild: GuildHandle) -> str:
    """The id of an article of the server."""
    draft = Draft("kopi", "Kopi Gayo", "", None, "id", "Kopi Gayo dipanen pada bulan ini.")
    return (await parts.shelf(guild.id).add(draft)).id


@pytest.fixture
async def commands(simcord_env: Env) -> Sequence[Any]:
    fetched: Sequence[Any] = await simcord_env.bot.tree.fetch_commands()  # type: ignore[attr-defined]
    return fetched


async def rows(engine: AsyncEngine) -> dict[str, int]:
    async with engine.connect() as connection:
        return {
            table.name: (
                await connection.execute(select(func.count()).select_from(table))
            ).scalar_one()
            for table in metadata.sorted_tables
        }


async def test_every_command_has_the_right_default_permissions(commands: Sequence[Any]) -> None:
    assert {command.name: command.default_member_permissions for command in commands} == NEEDED


async def test_commands_of_moderators_are_limited_to_servers(client: KutipClient) -> None:
    for command in client.tree.get_commands(type=None):
        if command.name not in OPEN:
            assert command.guild_only, command.name


async def test_the_right_counts_on_the_server_whatever_a_channel_denies(
    simcord_env: Env, guild: GuildHandle, commands: Sequence[Any]
) -> None:
    powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    ani = guild.add_member(simcord_env.create_user("ani"), roles=[powers])
    denied = discord.PermissionOverwrite(manage_messages=False)
    channel = guild.create_text_channel("pojok", overwrites={powers: denied})
    guild.set_command_permissions(commands[0], {ani: True})
    allow_all(commands, ani)

    shown = response(await ani.slash(channel, "article list"))

    assert ENGLISH("fault.not_allowed") not in texts_of(shown)


async def test_a_right_taken_from_a_role_is_gone_at_once(
    simcord_env: Env, guild: GuildHandle, channel: ChannelHandle, commands: Sequence[Any]
) -> None:
    powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    ani = guild.add_member(simcord_env.create_user("ani"), roles=[powers])
    allow_all(commands, ani)
    simcord_env.backend.edit_role(guild.id, powers.id, {"permissions": 0})

    refused = response(await ani.slash(channel, "article list"))

    assert texts_of(refused) == ENGLISH("fault.not_allowed")
    assert simcord_env.errors


async def test_every_form_refuses_a_user_who_lost_the_permission_meanwhile(
    simcord_env: Env,
    client: KutipClient,
    guild: GuildHandle,
    parts: Parts,
    channel: ChannelHandle,
    article: str,
    engine: AsyncEngine,
) -> None:
    powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    ani = guild.add_member(simcord_env.create_user("ani"), roles=[powers])
    waiting = await parts.drafts.keep(
        guild.id, ani.id, Draft("teh", "Teh", "", None, "id", "Teh dari kebun itu harum.")
    )
    file = ("catatan.txt", b"Catatan yang cukup panjang untuk dikutip.")
    values: dict[Option, list[Any]] = {
        Option.string: [article],
        Option.attachment: [file],
        Option.boolean: [True],
        Option.integer: [1],
    }
    shown = [
        await call.made_by(ani, channel)
        for call in calls(client.tree, values, "article")
        if call.typing is None
    ]
    shown += [
        await press(
            simcord_env,
            ani,
            channel,
            pattern.format(article=article, draft=waiting.id, word="kopi", query="0" * 32),
        )
        for item in registered(client)
        if item not in TAKING
        for pattern in CUSTOM_IDS[item]
    ]
    forms = [result for result in shown if result is not None and result.modal is not None]
    assert len(forms) >= 3
    before = await rows(engine)
    simcord_env.backend.edit_member(guild.id, ani.id, {"role_ids": []})

    for form in forms:
        result = await send_form(ani, form)
        contents = [sent.content for sent in result.followups or replies(result)]
        assert contents == [ENGLISH("fault.not_allowed")], form.modal

    assert await rows(engine) == before
    assert simcord_env.errors

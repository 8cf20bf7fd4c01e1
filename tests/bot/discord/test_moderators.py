from collections.abc import Sequence
from typing import Any

import discord
import pytest
from discord import AppCommandOptionType as Option
from discord import AppCommandType
from simcord.actors import MemberActor
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
from tests.bot.everything import (
    CUSTOM_IDS,
    FOR_ALL,
    allow_all,
    calls,
    menus,
    press,
    registered,
    replies,
    send_form,
)

pytest_plugins = ["tests.bot.desk_fixtures"]

NEEDED = {
    "ask": None,
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
def client(simcord_env: Env) -> KutipClient:
    assert isinstance(simcord_env.bot, KutipClient)
    return simcord_env.bot


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


async def test_every_command_of_moderators_refuses_a_plain_member_and_changes_nothing(
    simcord_env: Env,
    client: KutipClient,
    guild: GuildHandle,
    sari: MemberActor,
    channel: ChannelHandle,
    article: str,
    commands: Sequence[Any],
    engine: AsyncEngine,
) -> None:
    allow_all(commands, sari)
    values: dict[Option, list[Any]] = {
        Option.string: [article],
        Option.boolean: [True],
        Option.attachment: [("catatan.txt", b"Catatan yang cukup panjang untuk dikutip.")],
        Option.role: [guild.create_role("Redaksi")],
        Option.channel: [channel],
    }
    before = await rows(engine)
    refused = set()
    groups = {each.name for each in client.tree.get_commands(type=AppCommandType.chat_input)} - OPEN

    for call in calls(client.tree, values, *groups):
        since = len(simcord_env.http_requests)
        result = await call.made_by(sari, channel)
        if result is None:
            assert _offered(simcord_env, since) == [], call
        else:
            assert result.modal is None, call
            assert [message.content for message in replies(result)] == [
                ENGLISH("fault.not_allowed")
            ], call
            assert all(message.ephemeral for message in replies(result)), call
        refused.add((call.command, call.typing))

    message = await sari.send(channel, "Catatan yang cukup panjang untuk dikutip.")
    for menu in set(menus(client.tree)) - OPEN:
        result = await sari.context_menu(channel, menu, message)
        assert [sent.content for sent in replies(result)] == [ENGLISH("fault.not_allowed")], menu

    assert await rows(engine) == before
    assert {command for command, _ in refused} >= {"article list", "article add", "server set"}
    assert ("article show", "article") in refused
    assert simcord_env.errors


async def test_every_button_and_menu_of_moderators_refuses_a_plain_member(
    simcord_env: Env,
    client: KutipClient,
    parts: Parts,
    sari: MemberActor,
    channel: ChannelHandle,
    article: str,
    engine: AsyncEngine,
) -> None:
    waiting = await parts.drafts.keep(
        sari.guild.id, sari.id, Draft("teh", "Teh", "", None, "id", "Teh dari kebun itu harum.")
    )
    before = await rows(engine)
    assert registered(client) == set(CUSTOM_IDS)

    for item in registered(client) - set(FOR_ALL):
        for pattern in CUSTOM_IDS[item]:
            custom_id = pattern.format(
                article=article, draft=waiting.id, word="kopi", query="0" * 32
            )
            result = await press(simcord_env, sari, channel, custom_id)
            assert result.modal is None, custom_id
            # The first response may be the message itself, edited in place.
            contents = [sent.content for sent in result.followups or replies(result)]
            assert contents == [ENGLISH("fault.not_allowed")], custom_id

    assert await rows(engine) == before


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
    values: dict[Option, list[Any]] = {Option.string: [article], Option.attachment: [file]}
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


def _offered(env: Env, since: int) -> list[Any]:
    """Return the choices offered since this request number."""
    return [
        choice
        for sent in env.http_requests[since:]
        if isinstance(sent.json, dict)
        for choice in (sent.json.get("data") or {}).get("choices", [])
    ]

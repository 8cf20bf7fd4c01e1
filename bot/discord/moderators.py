"""Permission checks for articles and settings, repeated at every command, button and form."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.discord.base import Interaction
from bot.errors import UserError
from bot.guilds import Guilds


def check_moderator(interaction: discord.Interaction[Any], guilds: Guilds) -> int:
    """Return the server's id; raise UserError if the user may not manage its articles.

    This takes Manage Messages on the server, or a role that the server has named. Outside servers,
    and on those that Kutip isn't a member of, nobody may.
    """
    server = _server(interaction)
    if not is_moderator(interaction, guilds):
        raise _not_allowed()
    return server.id


def is_moderator(interaction: discord.Interaction[Any], guilds: Guilds) -> bool:
    """Return whether the user may manage the articles of the server."""
    server, member = present_on(interaction), interaction.user
    if server is None or not isinstance(member, discord.Member):
        return False
    return member.guild_permissions.manage_messages or any(
        member.get_role(role) for role in guilds.of(server.id).moderator_roles
    )


def check_manager(interaction: discord.Interaction[Any]) -> int:
    """Return the server's id; raise UserError without Manage Server, or outside servers."""
    server = _server(interaction)
    if not is_manager(interaction):
        raise _not_allowed()
    return server.id


def is_manager(interaction: discord.Interaction[Any]) -> bool:
    """Return whether the user may manage the server."""
    member = interaction.user
    return (
        present_on(interaction) is not None
        and isinstance(member, discord.Member)
        and member.guild_permissions.manage_guild
    )


def present_on(interaction: discord.Interaction[Any]) -> discord.Guild | None:
    """Return the server of an interaction, if Kutip is a member and Discord shows it its roles.

    A user who has installed Kutip for themselves brings it along to other servers, too, and the
    roles of a server with an outage are not known. `interaction.permissions` are no substitute:
    they are those in the channel, which may allow more than the server does.
    """
    server = interaction.client.get_guild(interaction.guild_id or 0)
    return None if server is None or server.unavailable else server


def _server(interaction: discord.Interaction[Any]) -> discord.Guild:
    if interaction.guild_id is None:
        raise _not_allowed()
    server = present_on(interaction)
    if server is None:
        raise UserError("fault.not_present")
    return server


@asynccontextmanager
async def moderating(interaction: Interaction) -> AsyncIterator[int]:
    """Acknowledge a moderator's command, track it as under way, and yield the server's id.

    Only the user sees the reply. Raise what `check_moderator` raises.
    """
    async with acknowledged(interaction):
        yield check_moderator(interaction, interaction.client.parts.guilds)


@asynccontextmanager
async def managing(interaction: Interaction) -> AsyncIterator[int]:
    """Do the same for a command that changes settings; raise what `check_manager` raises."""
    async with acknowledged(interaction):
        yield check_manager(interaction)


@asynccontextmanager
async def acknowledged(interaction: Interaction) -> AsyncIterator[None]:
    """Acknowledge a command with a reply that only its user sees, and track it as under way."""
    with interaction.client.underway.working():
        # Before any work: Discord waits only three seconds.
        await interaction.response.defer(ephemeral=True, thinking=True)
        yield


def _not_allowed() -> UserError:
    return UserError("fault.not_allowed")

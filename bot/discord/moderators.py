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

    This takes Manage Messages or a role that the server has named. Outside servers nobody may.
    """
    if interaction.guild_id is None or not is_moderator(interaction, guilds):
        raise _not_allowed()
    return interaction.guild_id


def is_moderator(interaction: discord.Interaction[Any], guilds: Guilds) -> bool:
    """Return whether the user may manage the articles of the server."""
    member = interaction.user
    if interaction.guild_id is None or not isinstance(member, discord.Member):
        return False
    return (
        interaction.permissions.manage_messages
        or interaction.permissions.administrator
        or any(member.get_role(role) for role in guilds.of(interaction.guild_id).moderator_roles)
    )


def check_manager(interaction: discord.Interaction[Any]) -> int:
    """Return the server's id; raise UserError without Manage Server, or outside servers."""
    permissions = interaction.permissions
    if (
        interaction.guild_id is None
        or not isinstance(interaction.user, discord.Member)
        or not (permissions.manage_guild or permissions.administrator)
    ):
        raise _not_allowed()
    return interaction.guild_id


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

"""Who may keep a server's articles and settings; asked again at every command, button and form."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.discord.base import Interaction
from bot.errors import UserError
from bot.guilds import Guilds


def check_moderator(interaction: discord.Interaction[Any], guilds: Guilds) -> int:
    """Return the server's id; raise UserError if the person behind an interaction may not.

    They may by the right to manage messages, or by a role that the server has named. Nobody may
    outside a server.
    """
    member = interaction.user
    if interaction.guild_id is None or not isinstance(member, discord.Member):
        raise _not_allowed()
    roles = guilds.of(interaction.guild_id).moderator_roles
    if not (
        interaction.permissions.manage_messages
        or interaction.permissions.administrator
        or any(member.get_role(role) for role in roles)
    ):
        raise _not_allowed()
    return interaction.guild_id


def check_manager(interaction: discord.Interaction[Any]) -> int:
    """Return the server's id; raise UserError for who may not manage the server, or outside one."""
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
    """Give the server's id to a command that keeps its articles; raise as `check_moderator`.

    The command is acknowledged, so that only its user sees the reply, and counted as under way.
    """
    async with acknowledged(interaction):
        yield check_moderator(interaction, interaction.client.parts.guilds)


@asynccontextmanager
async def managing(interaction: Interaction) -> AsyncIterator[int]:
    """Do the same for a command that sets up the server; raise as `check_manager`."""
    async with acknowledged(interaction):
        yield check_manager(interaction)


@asynccontextmanager
async def acknowledged(interaction: Interaction) -> AsyncIterator[None]:
    """Acknowledge a command, so that only its user sees the reply, and count it as under way."""
    with interaction.client.underway.working():
        # Before any work: Discord waits three seconds.
        await interaction.response.defer(ephemeral=True, thinking=True)
        yield


def _not_allowed() -> UserError:
    return UserError("fault.not_allowed")

"""The role of the people that a server's members may ask when Kutip has no answer."""

import discord

from bot.discord.base import BaseClient, Interaction
from bot.discord.moderators import is_moderator, present_on
from bot.errors import UserError


def has_helpers(client: BaseClient, guild_id: int | None) -> bool:
    """Return whether a server has set a helper role, and still has that role."""
    guild = client.get_guild(guild_id or 0)
    role_id = client.parts.guilds.of(guild_id).helper_role_id
    return guild is not None and role_id is not None and guild.get_role(role_id) is not None


def helper_role(interaction: Interaction) -> discord.Role:
    """Return the server's helper role; raise UserError if it has set none, or deleted it."""
    guild = present_on(interaction)
    if guild is None:
        raise UserError("human.none" if interaction.guild_id is None else "fault.not_present")
    role_id = interaction.client.parts.guilds.of(guild.id).helper_role_id
    if role_id is None:
        raise UserError("human.none")
    role = guild.get_role(role_id)
    if role is None:
        raise UserError("human.role_gone")
    return role


def check_helper(interaction: Interaction) -> int:
    """Return the server's id; raise UserError unless the user is a helper or a moderator there."""
    guild, member = present_on(interaction), interaction.user
    guilds = interaction.client.parts.guilds
    if guild is None:
        raise UserError(
            "fault.not_allowed" if interaction.guild_id is None else "fault.not_present"
        )
    role_id = guilds.of(guild.id).helper_role_id
    helps = isinstance(member, discord.Member) and role_id and member.get_role(role_id)
    if not helps and not is_moderator(interaction, guilds):
        raise UserError("fault.not_allowed")
    return guild.id


def can_be_mentioned(role: discord.Role) -> bool:
    """Return whether Discord lets Kutip ping a role."""
    return role.mentionable or role.guild.me.guild_permissions.mention_everyone

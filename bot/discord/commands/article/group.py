"""The group `/article`, to which each file beside this one adds its commands."""

import discord
from discord import app_commands

from bot.discord.commands.names import named

article = app_commands.Group(
    name=named("shelf.command_article"),
    description=named("shelf.command_article_description"),
    guild_only=True,
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    # For Discord's own menu, in which a server may change it; the check at each use is the truth.
    default_permissions=discord.Permissions(manage_messages=True),
)

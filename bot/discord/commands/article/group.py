"""The group `/article`, to which the other modules of this package add their commands."""

import discord
from discord import app_commands

from bot.discord.commands.names import named

article = app_commands.Group(
    name=named("shelf.command_article"),
    description=named("shelf.command_article_description"),
    guild_only=True,
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    # Only a default, which a server may override; each command checks the permission itself.
    default_permissions=discord.Permissions(manage_messages=True),
)

"""`/server helpers`: set whom people may ask when Kutip has no answer."""

import discord
from discord import app_commands

from bot.discord.base import Interaction
from bot.discord.commands.names import named
from bot.discord.commands.server import server
from bot.discord.moderators import managing
from bot.discord.views.server import check_may_write, set_helpers
from bot.errors import UserError


@server.command(
    name=named("server.command_helpers"),
    description=named("server.command_helpers_description"),
)
@app_commands.rename(
    role=named("server.option_helper_role"), channel=named("server.option_helper_channel")
)
@app_commands.describe(
    role=named("server.option_helper_role_description"),
    channel=named("server.option_helper_channel_description"),
)
async def helpers(
    interaction: Interaction,
    role: discord.Role | None = None,
    channel: discord.TextChannel | None = None,
) -> None:
    """Set the role of the helpers and where they are asked; without a role, nobody is."""
    async with managing(interaction) as guild_id:
        if role is None and channel is not None:
            raise UserError("server.helper_role_missing")
        if channel is not None:
            check_may_write(channel, channel.mention)
        await set_helpers(interaction, guild_id, role, None if channel is None else channel.id)

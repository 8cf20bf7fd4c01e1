"""`/server helpers`: set whom people may ask when Kutip has no answer."""

from dataclasses import replace

import discord
from discord import app_commands

from bot.discord.base import Interaction
from bot.discord.commands.names import named
from bot.discord.commands.server import server, settings_text
from bot.discord.helper_role import can_be_mentioned
from bot.discord.moderators import managing
from bot.discord.notices.welcome import may_write
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
        if role is not None and role.is_default():
            raise UserError("server.everyone_asked")
        if role is None and channel is not None:
            raise UserError("server.helper_role_missing")
        if channel is not None and not may_write(channel):
            raise UserError("server.no_way_into_channel", channel=channel.mention)
        client = interaction.client
        role_id = None if role is None else role.id
        channel_id = None if channel is None else channel.id
        settings = await client.parts.guilds.change(
            guild_id,
            lambda was: replace(was, helper_role_id=role_id, helper_channel_id=channel_id),
        )
        texts = client.texts_for(interaction, private=True)
        if role is None:
            head = texts("server.helpers_off")
        else:
            head = texts("server.helpers_on", role=role.mention)
            if not can_be_mentioned(role):
                head += "\n" + texts("server.helpers_not_mentionable", role=role.mention)
        await interaction.edit_original_response(
            content=f"{head}\n\n{settings_text(settings, texts)}"
        )

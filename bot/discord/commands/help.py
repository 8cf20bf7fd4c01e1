"""`/help`: what people can do with Kutip here, as far as they may."""

from discord import app_commands

from bot.discord.base import Interaction
from bot.discord.commands.names import named
from bot.discord.components.card import card
from bot.discord.moderators import acknowledged, is_manager, is_moderator
from bot.discord.render.help import help_texts
from corpus.schema import EVERYWHERE


@app_commands.command(
    name=named("guide.command_help"), description=named("guide.command_help_description")
)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
@app_commands.allowed_installs(guilds=True, users=True)
async def help_(interaction: Interaction) -> None:
    """Show its user what they can do, and the titles of what their questions search."""
    async with acknowledged(interaction):
        client = interaction.client
        guilds = client.parts.guilds
        catalogue = client.parts.catalogue(interaction.guild_id or EVERYWHERE)
        titles = [each.title for each in await catalogue.titles() if not each.hidden]
        blocks = help_texts(
            titles,
            client.texts_for(interaction, private=True),
            moderator=is_moderator(interaction, guilds),
            manager=is_manager(interaction),
        )
        await interaction.edit_original_response(view=card(blocks))

"""`/article show`: show an article as it is quoted."""

from discord import app_commands

from bot.discord.base import Interaction
from bot.discord.commands.article.choosing import chosen_any, complete_any
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import moderating
from bot.discord.views.shelf import article_view


@article.command(
    name=named("shelf.command_show"), description=named("shelf.command_show_description")
)
@app_commands.rename(title=named("shelf.option_article"))
@app_commands.describe(title=named("shelf.option_article_description"))
@app_commands.autocomplete(title=complete_any)
async def show(interaction: Interaction, title: str) -> None:
    """Show an article's passages with the number of times each was quoted."""
    async with moderating(interaction) as guild_id:
        client = interaction.client
        entry = await chosen_any(interaction, title)
        texts = client.texts_for(interaction, private=True)
        view = await article_view(client.parts.catalogue(guild_id), entry.id, texts)
        await interaction.edit_original_response(view=view)

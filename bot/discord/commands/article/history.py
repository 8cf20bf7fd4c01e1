"""`/article history`: list an article's versions and changes."""

from discord import app_commands

from bot.discord.base import Interaction
from bot.discord.commands.article.choosing import chosen_any, complete_any
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import moderating
from bot.discord.views.shelf import history_view


@article.command(
    name=named("shelf.command_history"), description=named("shelf.command_history_description")
)
@app_commands.rename(title=named("shelf.option_article"))
@app_commands.describe(title=named("shelf.option_article_description"))
@app_commands.autocomplete(title=complete_any)
async def history(interaction: Interaction, title: str) -> None:
    """Show an article's history, with a menu to restore an earlier version."""
    async with moderating(interaction) as guild_id:
        client = interaction.client
        entry = await chosen_any(interaction, title)
        texts = client.texts_for(interaction, private=True)
        view = await history_view(client.parts.catalogue(guild_id), entry.id, texts)
        await interaction.edit_original_response(view=view)

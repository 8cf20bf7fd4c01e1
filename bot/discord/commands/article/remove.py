"""`/article remove` and `/article restore`: take an article off the shelf, or put it back."""

from discord import app_commands

from bot.discord.base import Interaction
from bot.discord.commands.article.choosing import (
    chosen_own,
    chosen_removed,
    complete_own,
    complete_removed,
)
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import moderating
from bot.discord.render.shelf import short_title
from bot.discord.views.changing import change_article
from bot.discord.views.removal import removal_view


@article.command(
    name=named("shelf.command_remove"), description=named("shelf.command_remove_description")
)
@app_commands.rename(title=named("shelf.option_article"))
@app_commands.describe(title=named("shelf.option_article_description"))
@app_commands.autocomplete(title=complete_own)
async def remove(interaction: Interaction, title: str) -> None:
    """Ask for confirmation, with a button that removes the article."""
    async with moderating(interaction):
        entry = await chosen_own(interaction, title)
        texts = interaction.client.texts_for(interaction, private=True)
        await interaction.edit_original_response(view=removal_view(entry, texts))


@article.command(
    name=named("shelf.command_restore"), description=named("shelf.command_restore_description")
)
@app_commands.rename(title=named("shelf.option_article"))
@app_commands.describe(title=named("shelf.option_article_description"))
@app_commands.autocomplete(title=complete_removed)
async def restore(interaction: Interaction, title: str) -> None:
    """Put a removed article back."""
    async with moderating(interaction):
        entry = await chosen_removed(interaction, title)
        await change_article(
            interaction,
            entry.id,
            lambda shelf, by: shelf.restore(entry.id, by),
            lambda texts, title: texts("shelf.restored", title=short_title(title)),
        )

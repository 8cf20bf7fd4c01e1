"""`/article edit`: change an article's title, source and text by hand."""

from discord import app_commands

from bot.discord.base import Interaction
from bot.discord.commands.article.choosing import chosen_own, complete_own
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.views.editing import open_edit_form


@article.command(
    name=named("intake.command_edit"), description=named("intake.command_edit_description")
)
@app_commands.rename(chosen=named("intake.option_article"))
@app_commands.describe(chosen=named("intake.option_article_description"))
@app_commands.autocomplete(chosen=complete_own)
async def edit_article(interaction: Interaction, chosen: str) -> None:
    """Open a form with the article's title and source, and its text if that fits."""
    with interaction.client.underway.working():
        await open_edit_form(interaction, await chosen_own(interaction, chosen))

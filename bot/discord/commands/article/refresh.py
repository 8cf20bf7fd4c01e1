"""`/article refresh`: fetch an article's link again."""

from discord import app_commands

from bot.discord.base import Interaction
from bot.discord.commands.article.choosing import chosen_own, complete_own
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import moderating
from bot.discord.views.refreshing import propose_refresh


@article.command(
    name=named("intake.command_refresh"), description=named("intake.command_refresh_description")
)
@app_commands.rename(chosen=named("intake.option_article"))
@app_commands.describe(chosen=named("intake.option_article_description"))
@app_commands.autocomplete(chosen=complete_own)
async def refresh_article(interaction: Interaction, chosen: str) -> None:
    """Show what has changed on the page, or say that nothing has."""
    async with moderating(interaction):
        await propose_refresh(interaction, await chosen_own(interaction, chosen))

"""`/article hide` and `/article unhide`: whether a server quotes a shared article."""

from discord import app_commands

from bot.discord.base import Interaction
from bot.discord.commands.article.choosing import chosen_shared, complete_hidden, complete_shared
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import moderating
from bot.discord.render.shelf import short_title
from bot.discord.views.changing import change_article


@article.command(
    name=named("shelf.command_hide"), description=named("shelf.command_hide_description")
)
@app_commands.rename(title=named("shelf.option_article"))
@app_commands.describe(title=named("shelf.option_article_description"))
@app_commands.autocomplete(title=complete_shared)
async def hide(interaction: Interaction, title: str) -> None:
    """Stop quoting a shared article on this server."""
    async with moderating(interaction):
        entry = await chosen_shared(interaction, title)
        await change_article(
            interaction,
            entry.id,
            lambda shelf, by: shelf.hide(entry.id, by),
            lambda texts, title: texts("shelf.hidden", title=short_title(title)),
        )


@article.command(
    name=named("shelf.command_unhide"), description=named("shelf.command_unhide_description")
)
@app_commands.rename(title=named("shelf.option_article"))
@app_commands.describe(title=named("shelf.option_article_description"))
@app_commands.autocomplete(title=complete_hidden)
async def unhide(interaction: Interaction, title: str) -> None:
    """Quote a hidden article on this server again."""
    async with moderating(interaction):
        entry = await chosen_shared(interaction, title)
        await change_article(
            interaction,
            entry.id,
            lambda shelf, by: shelf.unhide(entry.id, by),
            lambda texts, title: texts("shelf.unhidden", title=short_title(title)),
        )

"""`/article refresh`: fetch an article's link again."""

from discord import app_commands

from bot.articles.intake import link_of
from bot.articles.publish import unchanged
from bot.discord.base import Interaction
from bot.discord.commands.article.choosing import chosen_own, complete_own
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import moderating
from bot.discord.views.draft import show
from bot.errors import UserError
from bot.text.escape import escape
from corpus.errors import NoArticleError


@article.command(
    name=named("intake.command_refresh"), description=named("intake.command_refresh_description")
)
@app_commands.rename(chosen=named("intake.option_article"))
@app_commands.describe(chosen=named("intake.option_article_description"))
@app_commands.autocomplete(chosen=complete_own)
async def refresh_article(interaction: Interaction, chosen: str) -> None:
    """Show what has changed on the page, or say that nothing has."""
    parts = interaction.client.parts
    async with moderating(interaction) as guild_id:
        entry = await chosen_own(interaction, chosen)
        draft = await parts.catalogue(guild_id).draft(entry.id)
        if draft is None:
            raise NoArticleError
        if link_of(draft) is None:
            title = escape(draft.title)
            raise UserError("intake.no_link", title=title)
        taken = await parts.intake.again(draft)
        if taken is None:
            raise unchanged(draft.title)
        proposal = await parts.publisher.propose(
            guild_id, interaction.user.id, taken, entry.version
        )
        await show(interaction, proposal)

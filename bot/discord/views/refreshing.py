"""Fetching an article's link again, and the button for that."""

from bot.articles.intake import link_of
from bot.articles.publish import unchanged
from bot.discord.base import Interaction
from bot.discord.components.custom_id import ArticleId
from bot.discord.components.pressed import PressedButton
from bot.discord.moderators import check_moderator
from bot.discord.views.changing import own_article
from bot.discord.views.draft import show
from bot.errors import UserError
from bot.text.escape import escape
from corpus.catalogue import Entry
from corpus.errors import NoArticleError


async def propose_refresh(interaction: Interaction, entry: Entry) -> None:
    """Show what has changed on an article's page.

    Raise UserError if nothing has, if it has no link, or if the user may not manage articles.
    """
    parts = interaction.client.parts
    guild_id = check_moderator(interaction, parts.guilds)
    draft = await parts.catalogue(guild_id).draft(entry.id)
    if draft is None:
        raise NoArticleError
    if link_of(draft) is None:
        title = escape(draft.title)
        raise UserError("intake.no_link", title=title)
    taken = await parts.intake.again(draft)
    if taken is None:
        raise unchanged(draft.title)
    proposal = await parts.publisher.propose(guild_id, interaction.user.id, taken, entry.version)
    await show(interaction, proposal)


class RefreshButton(PressedButton, template="kutip:refresh:{article}"):
    """Fetches an article's link again."""

    article: ArticleId

    async def press(self, interaction: Interaction) -> None:
        """Show what has changed, in place of the article."""
        await propose_refresh(interaction, await own_article(interaction, self.article))

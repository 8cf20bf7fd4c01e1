"""The list of questions that are suggested to people while they type."""

from discord.ui import LayoutView

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.custom_id import Page, QueryId
from bot.discord.components.pressed import PressedButton
from bot.discord.render.review import LISTED, suggested_sheet, suggested_texts
from bot.discord.render.shelf import clamped, on_page
from bot.discord.views.review.listing import Listing, ListingButton, ReviewList, reviewing
from bot.errors import UserError
from bot.judgements.suggested import hide, unhide


class SuggestedList(ReviewList, listing=Listing.SUGGESTED):
    """Suggested questions, the most asked first, and those that a moderator hid."""

    async def page(self, number: int = 0) -> LayoutView:
        """Show a page."""
        suggested = await self.review.suggested()
        number, _ = clamped(number, len(suggested), LISTED)
        shown = on_page(suggested, number, LISTED)
        sheet = suggested_sheet(shown, self.texts, number, len(suggested))
        return self.paged(sheet, ((one.question, one.query_id) for one in shown))

    async def picked(self, item_id: str, page: int) -> LayoutView:
        """Show the question of a query id; raise UserError if it is gone."""
        query = await self.review.question(item_id)
        for one in await self.review.suggested():
            if one.question_key == query.question_key:
                label = (
                    self.texts("review.button_suggest")
                    if one.hidden
                    else self.texts("review.button_hide")
                )
                toggle = HideButton(query=item_id, page=page, hide=not one.hidden, label=label)
                return card(suggested_texts(one, self.texts), toggle, self.back(page))
        raise UserError("review.question_gone")


class HideButton(PressedButton, template="kutip:suggest:{query}:{page}:{hide}"):
    """Keeps a question from being suggested, or lets it be again."""

    query: QueryId
    page: Page
    hide: bool

    async def press(self, interaction: Interaction) -> None:
        """Hide or suggest it, and show it so."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        if self.hide:
            await hide(review.engine, review.guild_id, query.question_key, interaction.user.id)
        else:
            await unhide(review.engine, review.guild_id, query.question_key)
        interaction.client.suggestions.forget(review.guild_id)
        sentence = texts("review.hidden") if self.hide else texts("review.suggested_again")
        back = ListingButton.back(Listing.SUGGESTED, self.page, texts)
        await interaction.edit_original_response(view=card([sentence], back))

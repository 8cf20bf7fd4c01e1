"""The list of settled questions."""

from discord.ui import LayoutView

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.custom_id import Page, QueryId
from bot.discord.components.pressed import PressedButton
from bot.discord.render.review import LISTED, settled_sheet, settled_texts, short_question
from bot.discord.render.shelf import clamped, on_page
from bot.discord.views.review.dismissing import question_open
from bot.discord.views.review.listing import Listing, ListingButton, ReviewList, reviewing


class SettledList(ReviewList, listing=Listing.SETTLED):
    """Settled questions, the latest first."""

    async def page(self, number: int = 0) -> LayoutView:
        """Show a page."""
        settled = await self.review.settled()
        number, _ = clamped(number, len(settled), LISTED)
        shown = on_page(settled, number, LISTED)
        titles = await self.review.titles(one.article_id for one in shown)
        sheet = settled_sheet(shown, titles, self.texts, number, len(settled))
        return self.paged(sheet, ((one.question, one.query_id) for one in shown))

    async def picked(self, item_id: str, page: int) -> LayoutView:
        """Show the question of a query id; raise UserError if it is gone or was reopened."""
        query = await self.review.question(item_id)
        for one in await self.review.settled():
            if query.question_key in one.keys:
                titles = await self.review.titles([one.article_id])
                label = self.texts("review.button_reopen")
                reopen = ReopenButton(query=item_id, page=page, label=label)
                return card(settled_texts(one, titles, self.texts), reopen, self.back(page))
        raise question_open()


class ReopenButton(PressedButton, template="kutip:reopen:{query}:{page}"):
    """Reopens a question, however it was settled."""

    query: QueryId
    page: Page

    async def press(self, interaction: Interaction) -> None:
        """Reopen the question, and confirm it."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        if not await review.reopen(query):
            raise question_open()
        sentence = texts("review.reopened", question=short_question(query.question))
        back = ListingButton.back(Listing.SETTLED, self.page, texts)
        await interaction.edit_original_response(view=card([sentence], back))

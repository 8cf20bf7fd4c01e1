"""The list of poor answers."""

from discord.ui import LayoutView

from bot.discord.components.card import card
from bot.discord.render.review import LISTED, poor_sheet, poor_texts
from bot.discord.render.shelf import on_page
from bot.discord.views.review.dismissing import question_done
from bot.discord.views.review.listing import Listing, ReviewList
from bot.discord.views.review.remedies import remedies


class PoorList(ReviewList, listing=Listing.POOR):
    """Downvoted or doubtful answers, the worst first."""

    async def page(self, number: int = 0) -> LayoutView:
        """Show a page."""
        answers = await self.review.poor()
        sheet = poor_sheet(answers, self.texts, number)
        shown = on_page(answers, sheet.number, LISTED)
        return self.paged(sheet, ((one.question, one.query_id) for one in shown))

    async def picked(self, item_id: str, page: int) -> LayoutView:
        """Show the answer of a query id; raise UserError if it is gone or closed."""
        query = await self.review.question(item_id)
        for one in await self.review.poor():
            if query.question_key in one.keys:
                reply = await self.review.reply(item_id)
                blocks = poor_texts(one, None if reply is None else reply.answer, self.texts)
                dismiss = self.texts("review.button_fine")
                return card(blocks, *remedies(self, item_id, page, dismiss=dismiss))
        raise question_done()

"""The list of unanswered questions."""

from discord.ui import LayoutView

from bot.discord.components.card import card
from bot.discord.notices.answered import NotifyButton
from bot.discord.render.review import LISTED, unanswered_sheet, unanswered_texts
from bot.discord.render.shelf import on_page
from bot.discord.views.review.dismissing import question_done
from bot.discord.views.review.listing import Listing, ReviewList
from bot.discord.views.review.remedies import remedies
from bot.querylog.wishes import Wishes

NOTIFY_BUTTONS = 2
"""Maximum buttons to notify people, which fit into the row with the buttons for pages."""


class UnansweredList(ReviewList, listing=Listing.UNANSWERED):
    """Unanswered questions, the most asked first."""

    async def page(self, number: int = 0) -> LayoutView:
        """Return a page, with buttons to notify people whose questions are answered by now."""
        questions = await self.review.unanswered()
        sheet = unanswered_sheet(questions, self.texts, number)
        shown = on_page(questions, sheet.number, LISTED)
        picks = ((one.question, one.query_id) for one in shown)
        return self.paged(sheet, picks, *await self._notify_buttons())

    async def picked(self, item_id: str, page: int) -> LayoutView:
        """Show the question of a query id; raise UserError if it is gone or closed."""
        query = await self.review.question(item_id)
        for one in await self.review.unanswered():
            if query.question_key in one.keys:
                dismiss = self.texts("review.button_dismiss")
                buttons = remedies(self, item_id, page, dismiss=dismiss)
                return card(unanswered_texts(one, self.texts), *buttons)
        raise question_done()

    async def _notify_buttons(self) -> list[NotifyButton]:
        review = self.review
        people_waiting = await Wishes(review.engine).waiting(review.guild_id)
        waiting = list(people_waiting.items())[:NOTIFY_BUTTONS]
        titles = await review.titles(article_id for article_id, _ in waiting)
        return [
            NotifyButton.of(article_id, people, self.texts, titles.get(article_id, ""))
            for article_id, people in waiting
        ]

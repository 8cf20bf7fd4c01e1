"""The list of unanswered questions."""

from collections.abc import Sequence

from discord.ui import LayoutView

from bot.discord.notices.answered import NotifyButton
from bot.discord.render.question import unanswered_texts
from bot.discord.render.review import LISTED, unanswered_sheet
from bot.discord.render.shelf import on_page
from bot.discord.views.review.listing import Listing
from bot.discord.views.review.open import OpenList
from bot.discord.views.review.question import question_card
from bot.querylog.unanswered import UnansweredQuestion
from bot.querylog.wishes import Wishes

NOTIFY_BUTTONS = 2
"""Maximum buttons to notify people, which fit into the row with the buttons for pages."""


class UnansweredList(OpenList[UnansweredQuestion], listing=Listing.UNANSWERED):
    """Unanswered questions, the most asked first."""

    async def questions(self) -> Sequence[UnansweredQuestion]:
        """Return all questions."""
        return await self.review.unanswered()

    async def page(self, number: int = 0) -> LayoutView:
        """Return a page, with buttons to notify people whose questions are answered by now."""
        questions = await self.questions()
        sheet = unanswered_sheet(questions, self.texts, number)
        shown = on_page(questions, sheet.number, LISTED)
        picks = ((one.question, one.query_id) for one in shown)
        return self.paged(sheet, picks, *await self._notify_buttons())

    async def picked(self, item_id: str, page: int) -> LayoutView:
        """Show the question of a query id; raise UserError if it is gone or closed."""
        found = await self.find(item_id)
        earlier = await self.review.earlier(found.query)
        about = unanswered_texts(found.question, earlier, self.texts)
        candidates = await self.review.candidates(found.query, earlier)
        dismiss = self.texts("review.button_dismiss")
        return question_card(self, found, about, candidates, dismiss=dismiss)

    async def _notify_buttons(self) -> list[NotifyButton]:
        review = self.review
        people_waiting = await Wishes(review.engine).waiting(review.guild_id)
        waiting = list(people_waiting.items())[:NOTIFY_BUTTONS]
        titles = await review.titles(article_id for article_id, _ in waiting)
        return [
            NotifyButton.of(article_id, people, self.texts, titles.get(article_id, ""))
            for article_id, people in waiting
        ]

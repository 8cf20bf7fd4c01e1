"""The questions that had no answer."""

from discord.ui import LayoutView

from bot.discord.components.card import card
from bot.discord.notices.answered import TellButton
from bot.discord.render.review import LISTED, unanswered_sheet, unanswered_texts
from bot.discord.render.shelf import on_page
from bot.discord.views.review.dismissing import question_done
from bot.discord.views.review.listing import Listing, ReviewList
from bot.discord.views.review.remedies import remedies
from bot.querylog.wishes import Wishes

TELLING = 2
"""Articles of which those who wait for them can be told from the list: buttons in one row."""


class UnansweredList(ReviewList, listing=Listing.UNANSWERED):
    """What was asked without an answer and is still open, the most asked first."""

    async def page(self, number: int = 0) -> LayoutView:
        """Show a page, with buttons to tell those who wait for what has an answer by now."""
        questions = await self.review.unanswered()
        sheet = unanswered_sheet(questions, self.texts, number)
        shown = on_page(questions, sheet.number, LISTED)
        picks = ((one.question, one.query_id) for one in shown)
        return self.paged(sheet, picks, *await self._telling())

    async def picked(self, known_by: str, page: int) -> LayoutView:
        """Show a question by the id of a query; raise UserError if it is gone or done."""
        query = await self.review.question(known_by)
        for one in await self.review.unanswered():
            if query.question_key in one.keys:
                dismiss = self.texts("review.button_dismiss")
                buttons = remedies(self, known_by, page, dismiss=dismiss)
                return card(unanswered_texts(one, self.texts), *buttons)
        raise question_done()

    async def _telling(self) -> list[TellButton]:
        review = self.review
        waiting = list((await Wishes(review.engine).waiting(review.guild_id)).items())[:TELLING]
        titles = await review.titles(article_id for article_id, _ in waiting)
        return [
            TellButton.of(article_id, people, self.texts, titles.get(article_id, ""))
            for article_id, people in waiting
        ]

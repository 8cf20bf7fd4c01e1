"""The list of poor answers."""

from collections.abc import Sequence

from discord.ui import LayoutView

from bot.discord.render.question import poor_texts, same_passage
from bot.discord.render.review import LISTED, poor_sheet
from bot.discord.render.shelf import on_page
from bot.discord.views.review.listing import Listing
from bot.discord.views.review.open import OpenList
from bot.discord.views.review.question import question_card
from bot.querylog.poor import PoorAnswer
from index.answer import Hit


class PoorList(OpenList[PoorAnswer], listing=Listing.POOR):
    """Downvoted or doubtful answers, the worst first."""

    async def questions(self) -> Sequence[PoorAnswer]:
        """Return all answers."""
        return await self.review.poor()

    async def page(self, number: int = 0) -> LayoutView:
        """Show a page."""
        answers = await self.questions()
        sheet = poor_sheet(answers, self.texts, number)
        shown = on_page(answers, sheet.number, LISTED)
        return self.paged(sheet, ((one.question, one.query_id) for one in shown))

    async def picked(self, item_id: str, page: int) -> LayoutView:
        """Show the answer of a query id; raise UserError if it is gone or closed."""
        found = await self.find(item_id)
        earlier = await self.review.earlier(found.query)
        candidates = await self.review.candidates(found.query, earlier)
        quoted = await self._quoted(item_id)
        # What is a candidate, too, needn't be shown twice.
        again = quoted is not None and any(same_passage(hit, quoted) for hit in candidates)
        about = poor_texts(found.question, earlier, None if again else quoted, self.texts)
        dismiss = self.texts("review.button_fine")
        return question_card(self, found, about, candidates, quoted=quoted, dismiss=dismiss)

    async def _quoted(self, query_id: str) -> Hit | None:
        """Return what was quoted first, as it was then; None if that is not stored (any more)."""
        reply = await self.review.reply(query_id)
        return None if reply is None or not reply.answer.hits else reply.answer.hits[0]

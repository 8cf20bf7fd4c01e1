"""The base class of lists of open questions, which moderators settle one after the other."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, Protocol, Self, TypeAlias, TypeVar, cast

from discord.ui import LayoutView

from bot.discord.base import Interaction
from bot.discord.components.custom_id import Page, QueryId
from bot.discord.components.pressed import PressedButton
from bot.discord.render.review import LISTED
from bot.discord.views.review.listing import Listing, ReviewList
from bot.errors import UserError
from bot.querylog.grouping import Keyed
from bot.querylog.record import QueryRecord
from bot.questions.review import question_done

OpenListing: TypeAlias = Annotated[Listing, f"[{Listing.UNANSWERED}{Listing.POOR}]"]
"""One of these lists."""


class OpenQuestion(Keyed, Protocol):
    """A question of such a list."""

    @property
    def query_id(self) -> str:
        """The id of a query that asked it."""

    @property
    def question(self) -> str:
        """As it was worded then."""

    @property
    def wordings(self) -> tuple[str, ...]:
        """A wording for each of its keys."""


Question = TypeVar("Question", bound=OpenQuestion)


@dataclass(frozen=True, slots=True)
class Found(Generic[Question]):
    """A question of a list, and its place there."""

    query: QueryRecord
    question: Question
    page: int
    """Counted from 0."""
    before: Sequence[Question]
    after: Sequence[Question]
    """The questions before and after it in the list."""

    @property
    def following(self) -> str | None:
        """The query id of the question after it; None if it is the last."""
        return next((one.query_id for one in self.after), None)


class OpenList(ReviewList, Generic[Question]):
    """A list of open questions."""

    @staticmethod
    def of(listing: Listing, interaction: Interaction) -> "OpenList[OpenQuestion]":
        """Return a list for a moderator; raise UserError for anybody else."""
        return cast("OpenList[OpenQuestion]", ReviewList.of(listing, interaction))

    @abstractmethod
    async def questions(self) -> Sequence[Question]:
        """Return all questions, in the order of the list."""

    async def find(self, query_id: str) -> Found[Question]:
        """Look up the question of a query id; raise UserError if it is gone or settled."""
        query = await self.review.question(query_id)
        questions = await self.questions()
        for place, one in enumerate(questions):
            if query.question_key in one.keys:
                before, after = questions[:place], questions[place + 1 :]
                return Found(query, one, place // LISTED, before, after)
        raise question_done()

    async def following(self, query_id: str) -> str | None:
        """Return the query id of the question after that of this one.

        None if it is the last, or not listed (any more).
        """
        try:
            return (await self.find(query_id)).following
        except UserError:
            return None

    async def onward(self, following: str | None, page: int) -> LayoutView:
        """Return the card of the question that follows or, without one, a page of the list."""
        if following is not None:
            try:
                return await self.picked(following, page)
            except UserError:  # Somebody else settled it, or its asker deleted it.
                pass
        return await self.page(page)


class QuestionButton(PressedButton):
    """A button about an open question, which leads back to a page of its list."""

    listing: OpenListing
    query: QueryId
    page: Page

    @classmethod
    def of(cls, listing: Listing, query: str, page: int, label: str) -> Self:
        """Return the button with a label."""
        return cls(listing=listing, query=query, page=page, label=label)


class NextButton(QuestionButton, template="kutip:next:{listing}:{query}:{page}"):
    """Shows the question after this one, which stays open."""

    async def press(self, interaction: Interaction) -> None:
        """Show it or, without one, a page of the list."""
        questions = OpenList.of(self.listing, interaction)
        following = await questions.following(self.query)
        view = await questions.onward(following, self.page)
        await interaction.edit_original_response(view=view)

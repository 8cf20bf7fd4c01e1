"""The buttons to dismiss a question and to undo that."""

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.render.review import short_question
from bot.discord.views.review.listing import (
    Listing,
    ListingButton,
    QuestionButton,
    ReviewList,
    reviewing,
)
from bot.errors import UserError


def question_done() -> UserError:
    """Return the error for a question that is already closed."""
    return UserError("review.question_done")


def question_open() -> UserError:
    """Return the error for a question that was reopened or closed for another reason."""
    return UserError("review.question_open")


class DismissButton(QuestionButton, template="kutip:dismiss:{listing}:{query}:{page}"):
    """Dismisses a question that needs no answer, or no better answer."""

    async def press(self, interaction: Interaction) -> None:
        """Close the question if it is still open, and offer to undo that."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        dismiss = review.dismiss_poor if self.listing is Listing.POOR else review.dismiss_unanswered
        if not await dismiss(query, interaction.user.id):
            raise question_done()
        sentence = texts("review.dismissed", question=short_question(query.question))
        undo = UndismissButton(
            listing=self.listing,
            query=self.query,
            page=self.page,
            label=texts("review.button_undo"),
        )
        back = ListingButton.back(self.listing, self.page, texts)
        await interaction.edit_original_response(view=card([sentence], undo, back))


class UndismissButton(QuestionButton, template="kutip:undismiss:{listing}:{query}:{page}"):
    """Reopens a dismissed question."""

    async def press(self, interaction: Interaction) -> None:
        """Reopen the question if it is still dismissed, and show it."""
        review, _ = reviewing(interaction)
        if not await review.undismiss(await review.question(self.query)):
            raise question_open()
        view = await ReviewList.of(self.listing, interaction).picked(self.query, self.page)
        await interaction.edit_original_response(view=view)

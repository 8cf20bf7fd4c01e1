"""The buttons to hide a question from its list for good, and to undo that."""

from bot.discord.base import Interaction
from bot.discord.render.review import short_question
from bot.discord.views.review.listing import Listing
from bot.discord.views.review.open import OpenList, QuestionButton
from bot.discord.views.review.settling import go_on
from bot.errors import UserError
from bot.questions.review import question_done


def question_open() -> UserError:
    """Return the error for a question that was reopened or closed for another reason."""
    return UserError("review.question_open")


class DismissButton(QuestionButton, template="kutip:dismiss:{listing}:{query}:{page}"):
    """Dismisses a question that needs no answer, or no better answer."""

    async def press(self, interaction: Interaction) -> None:
        """Close the question if it is still open, offer to undo that, and go on."""
        questions = OpenList.of(self.listing, interaction)
        review, texts = questions.review, questions.texts
        query = await review.question(self.query)
        following = await questions.following(self.query)
        dismiss = review.dismiss_poor if self.listing is Listing.POOR else review.dismiss_unanswered
        if not await dismiss(query, interaction.user.id):
            raise question_done()
        sentence = texts("review.dismissed", question=short_question(query.question))
        label = texts("review.button_undo")
        undo = UndismissButton.of(self.listing, self.query, self.page, label)
        await go_on(interaction, questions, following, self.page, sentence, undo)


class UndismissButton(QuestionButton, template="kutip:undismiss:{listing}:{query}:{page}"):
    """Reopens a dismissed question."""

    async def press(self, interaction: Interaction) -> None:
        """Reopen the question if it is still dismissed, and show it."""
        questions = OpenList.of(self.listing, interaction)
        review = questions.review
        if not await review.undismiss(await review.question(self.query)):
            raise question_open()
        view = await questions.picked(self.query, self.page)
        await interaction.edit_original_response(view=view)

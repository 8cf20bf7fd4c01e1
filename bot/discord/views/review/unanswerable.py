"""The buttons to say that no passage answers a question, and to undo that."""

from bot.discord.base import Interaction
from bot.discord.render.review import short_question
from bot.discord.views.review.dismissing import question_open
from bot.discord.views.review.open import OpenList, QuestionButton
from bot.discord.views.review.settling import go_on


class NoAnswerButton(QuestionButton, template="kutip:no-answer:{listing}:{query}:{page}"):
    """Settles a question that no passage answers, until articles change."""

    async def press(self, interaction: Interaction) -> None:
        """Store that if the question is still open, offer to undo it, and go on."""
        questions = OpenList.of(self.listing, interaction)
        review, texts = questions.review, questions.texts
        query = await review.question(self.query)
        following = await questions.following(self.query)
        await review.judge_unanswerable(query, interaction.user.id)
        sentence = texts("review.unanswerable", question=short_question(query.question))
        label = texts("review.button_undo")
        undo = UndoNoAnswerButton.of(self.listing, self.query, self.page, label)
        await go_on(interaction, questions, following, self.page, sentence, undo)


class UndoNoAnswerButton(QuestionButton, template="kutip:undo-no-answer:{listing}:{query}:{page}"):
    """Reopens a question that no passage was said to answer."""

    async def press(self, interaction: Interaction) -> None:
        """Reopen the question if it is still settled so, and show it."""
        questions = OpenList.of(self.listing, interaction)
        review = questions.review
        if not await review.take_back_unanswerable(await review.question(self.query)):
            raise question_open()
        view = await questions.picked(self.query, self.page)
        await interaction.edit_original_response(view=view)

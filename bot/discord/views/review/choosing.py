"""The buttons to choose the passage that answers a question, and to undo that."""

from typing import Annotated, Self

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.custom_id import QueryId
from bot.discord.components.pressed import PressedButton
from bot.discord.notices.answered import NotifyButton
from bot.discord.render.question import choice_text, taken_back_text
from bot.discord.views.review.listing import Listing
from bot.discord.views.review.open import OpenList, OpenListing, QuestionButton
from bot.discord.views.review.settling import go_on
from bot.errors import UserError
from bot.judgements.judgements import PassagePlace
from bot.querylog.wishes import Wishes
from index.answer import Hit


async def choose(
    interaction: Interaction, listing: Listing, query_id: str, page: int, place: PassagePlace
) -> None:
    """Choose a passage for a question, offer to undo that and to notify people, and go on."""
    questions = OpenList.of(listing, interaction)
    review, texts = questions.review, questions.texts
    query = await review.question(query_id)
    article, passage = await review.passage(place.article_id, place.version, place.passage)
    following = await questions.following(query_id)
    choice = await review.choose(query, article, passage, interaction.user.id)
    buttons: list[PressedButton] = [
        UnchooseButton(
            listing=listing,
            query=query_id,
            page=page,
            judgement=choice.chosen.judgement.id,
            label=texts("review.button_undo"),
        )
    ]
    waiting = await Wishes(review.engine).fulfillable(review.guild_id, article.id)
    if people := len({wish.user_id for wish in waiting}):
        buttons.append(NotifyButton.of(article.id, people, texts))
    sentence = choice_text(choice, query.question, texts)
    await go_on(interaction, questions, following, page, sentence, *buttons)


class ChooseButton(
    PressedButton,
    template="kutip:it:{listing}{page}:{query}:{article}:{version}:{passage}",
):
    """Chooses one of the passages above it as the first answer to a question."""

    # Custom ids have at most 100 characters, and so do the longest of these.
    listing: OpenListing
    page: Annotated[int, r"\d{1,3}"]
    query: QueryId
    article: Annotated[str, r"[0-9a-z-]{1,40}"]
    version: Annotated[int, r"\d{1,5}"]
    passage: Annotated[int, r"\d{1,6}"]

    @classmethod
    def of(cls, hit: Hit, listing: Listing, page: int, query: str, label: str) -> Self:
        """Return the button for a passage that was found."""
        return cls(
            listing=listing,
            page=page,
            query=query,
            article=hit.article.id,
            version=hit.article.version,
            passage=hit.passage.number,
            label=label,
        )

    async def press(self, interaction: Interaction) -> None:
        """Choose it."""
        place = PassagePlace(self.article, self.version, self.passage)
        await choose(interaction, self.listing, self.query, self.page, place)


class UnchooseButton(
    QuestionButton, template="kutip:unchoose:{listing}:{query}:{page}:{judgement}"
):
    """Withdraws the choice that was just made."""

    judgement: Annotated[int, r"\d{1,18}"]

    async def press(self, interaction: Interaction) -> None:
        """Withdraw it, and show the question, unless another passage was chosen before."""
        questions = OpenList.of(self.listing, interaction)
        review, texts = questions.review, questions.texts
        query = await review.question(self.query)
        left = await review.take_back(await review.choice(self.judgement))
        try:
            view = await questions.picked(self.query, self.page)
        except UserError:  # An earlier choice remains, or it is not on the list otherwise.
            sentence = taken_back_text(query.question, left, texts)
            view = card([sentence], questions.back(self.page))
        await interaction.edit_original_response(view=view)

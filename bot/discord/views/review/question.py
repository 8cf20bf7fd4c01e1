"""The card of an open question: the passages that may answer it, and what else can be done."""

from collections.abc import Sequence

from discord import ButtonStyle
from discord.ui import ActionRow, Container, LayoutView, Separator, TextDisplay

from bot.discord.base import Interaction
from bot.discord.components.card import ACCENT, add_texts
from bot.discord.components.pressed import PressedButton
from bot.discord.components.unwatched import unwatched
from bot.discord.render.question import candidate_texts
from bot.discord.views.adding import open_form
from bot.discord.views.review.choosing import ChooseButton
from bot.discord.views.review.dismissing import DismissButton
from bot.discord.views.review.judging import JudgeButton
from bot.discord.views.review.open import Found, NextButton, OpenList, Question, QuestionButton
from bot.discord.views.review.regrouping import regrouping_menus
from bot.discord.views.review.unanswerable import NoAnswerButton
from index.answer import Hit


def question_card(  # noqa: PLR0913
    of: OpenList[Question],
    found: Found[Question],
    about: Sequence[str],
    candidates: Sequence[Hit],
    *,
    quoted: Hit | None = None,
    dismiss: str,
) -> LayoutView:
    """Return a question's card: texts about it, then the candidates above a button for each.

    The candidate that was quoted for it, if any, is marked. `dismiss` labels the button to dismiss
    the question.
    """
    texts, listing, page = of.texts, of.listing, found.page
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    for text in about:
        box.add_item(TextDisplay(text))
    box.add_item(Separator())
    add_texts(box, candidate_texts(candidates, quoted, about, texts))
    choosing = [
        ChooseButton.of(
            hit, listing, page, found.query.id, texts("review.button_answers", number=number)
        )
        for number, hit in enumerate(candidates, start=1)
    ]
    if choosing:
        box.add_item(ActionRow(*choosing)).add_item(Separator())
    place = (listing, found.query.id, page)
    box.add_item(
        ActionRow(
            JudgeButton.of(*place, texts("review.button_judge")),
            AddArticleButton.of(*place, texts("review.button_add")),
            NoAnswerButton.of(*place, texts("review.button_no_answer")),
            DismissButton.of(*place, dismiss),
        )
    )
    for menu in regrouping_menus(found, listing, texts):
        box.add_item(ActionRow(menu))
    onward: list[PressedButton] = [of.back(page)]
    if found.following is not None:
        onward.append(NextButton.of(*place, texts("review.button_next")))
    box.add_item(ActionRow(*onward))
    return unwatched(LayoutView().add_item(box))


class AddArticleButton(QuestionButton, template="kutip:add-article:{listing}:{query}:{page}"):
    """Opens the form for a new article that shall answer the question."""

    style: ButtonStyle = ButtonStyle.primary

    async def acknowledge(self, interaction: Interaction) -> None:
        """Do nothing: the form must be the first response."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await open_form(interaction, self.query)

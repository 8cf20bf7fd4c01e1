"""The menu of questions whose answer a change of the shelf took away or replaced."""

from typing import ClassVar

from discord.ui import LayoutView

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.pressed import PressedMenu
from bot.discord.notices.effects import MEND
from bot.discord.render.review import short_question
from bot.discord.views.review.judging import JudgeButton
from bot.discord.views.review.listing import Listing, ReviewList, reviewing
from bot.discord.views.review.question import AddArticleButton


class MendMenu(PressedMenu, template=MEND):
    """Opens a question, to choose the passage that answers it or to add an article."""

    replies: ClassVar[bool] = True

    async def press(self, interaction: Interaction) -> None:
        """Show the question in a message of its own, as in the list that it stands in, if any."""
        await interaction.edit_original_response(view=await _card(self.chosen, interaction))


async def _card(query_id: str, interaction: Interaction) -> LayoutView:
    review, texts = reviewing(interaction)
    query = await review.question(query_id)
    for listing, listed in (
        (Listing.UNANSWERED, await review.unanswered()),
        (Listing.POOR, await review.poor()),
    ):
        if any(query.question_key in one.keys for one in listed):
            return await ReviewList.of(listing, interaction).picked(query_id, 0)
    place = (Listing.UNANSWERED, query_id, 0)
    return card(
        [texts("effects.mend", question=short_question(query.question))],
        JudgeButton.of(*place, texts("review.button_judge")),
        AddArticleButton.of(*place, texts("review.button_add")),
    )

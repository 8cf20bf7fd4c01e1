"""The actions on a question: add an article, choose a passage, or dismiss it."""

from discord import ButtonStyle

from bot.discord.base import Interaction
from bot.discord.components.pressed import PressedButton
from bot.discord.views.adding import open_form
from bot.discord.views.review.dismissing import DismissButton
from bot.discord.views.review.judging import JudgeButton
from bot.discord.views.review.listing import ReviewList


def remedies(
    of: ReviewList, query_id: str, page: int, *, dismiss: str
) -> tuple[PressedButton, ...]:
    """Return the buttons for a question of a list; `dismiss` labels the one to dismiss it."""
    listing = of.listing
    return (
        AddArticleButton(label=of.texts("review.button_add"), style=ButtonStyle.primary),
        JudgeButton(
            listing=listing, query=query_id, page=page, label=of.texts("review.button_judge")
        ),
        DismissButton(listing=listing, query=query_id, page=page, label=dismiss),
        of.back(page),
    )


class AddArticleButton(PressedButton, template="kutip:add-article"):
    """Opens the form for a new article."""

    async def acknowledge(self, interaction: Interaction) -> None:
        """Do nothing: the form must be the first response."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await open_form(interaction)

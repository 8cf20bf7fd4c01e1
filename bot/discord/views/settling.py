"""A question is put aside, that is taken back, and what is settled is opened again."""

import re
from typing import Any, Self

import discord
from discord.ui import Button, Item, LayoutView

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.pressed import QUERY, Pressed
from bot.discord.render.review import short_question
from bot.discord.views.listing import (
    LISTING,
    PAGE,
    Listing,
    ListingButton,
    QuestionButton,
    reviewing,
)
from bot.errors import UserError

AnyInteraction = discord.Interaction[Any]
Match = re.Match[str]


def done() -> UserError:
    """Return what to raise when nothing needs to be done about a question any more."""
    return UserError("review.question_done")


def open_again() -> UserError:
    """Return what to raise when a question is settled no more, or otherwise."""
    return UserError("review.question_open")


class DismissButton(QuestionButton, template=rf"kutip:dismiss:{LISTING}:{QUERY}:{PAGE}"):
    """Puts aside what needs no answer, or no better one."""

    action = "dismiss"

    async def press(self, interaction: Interaction) -> None:
        """Close the question if it is open still, and say how it can be opened again."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        dismiss = review.dismiss_poor if self.listing is Listing.POOR else review.dismiss_unanswered
        if not await dismiss(query, interaction.user.id):
            raise done()
        told = texts("review.dismissed", question=short_question(query.question))
        undo = UndismissButton(
            self.listing, self.query, self.page, label=texts("review.button_undo")
        )
        back = ListingButton.back(self.listing, self.page, texts)
        await interaction.edit_original_response(view=card([told], undo, back))


class UndismissButton(QuestionButton, template=rf"kutip:undismiss:{LISTING}:{QUERY}:{PAGE}"):
    """Takes a question up again that was put aside."""

    action = "undismiss"

    async def press(self, interaction: Interaction) -> None:
        """Open the question again if it is put aside still, and show it."""
        # What a question leads to leads back to it.
        from bot.discord.views.review import picked_view  # noqa: PLC0415

        review, texts = reviewing(interaction)
        if not await review.undismiss(await review.question(self.query)):
            raise open_again()
        view = await picked_view(review, texts, self.listing, self.query, self.page)
        await interaction.edit_original_response(view=view)


class ReopenButton(Pressed[Button[LayoutView]], template=rf"kutip:reopen:{QUERY}:{PAGE}"):
    """Opens a question again, however it was settled."""

    def __init__(self, query: str, page: int, **look: Any) -> None:  # noqa: ANN401
        super().__init__(Button(custom_id=f"kutip:reopen:{query}:{page}", **look))
        self.query, self.page = query, page

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, _item: Item[Any], match: Match, /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(match["query"], int(match["page"]))

    async def press(self, interaction: Interaction) -> None:
        """Open it, and say so."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        if not await review.reopen(query):
            raise open_again()
        told = texts("review.reopened", question=short_question(query.question))
        back = ListingButton.back(Listing.SETTLED, self.page, texts)
        await interaction.edit_original_response(view=card([told], back))


SETTLING_ITEMS = (DismissButton, UndismissButton, ReopenButton)
"""What the client must know, so that it works after a restart."""

"""The lists that moderators review, and the button that leads into them."""

import re
from enum import StrEnum
from typing import Any, Self

import discord
from discord.ui import Button, Item, LayoutView

from bot.discord.base import Interaction
from bot.discord.components.pressed import Pressed
from bot.discord.moderators import check_moderator
from bot.locales import Texts
from bot.questions.review import Review


class Listing(StrEnum):
    """Which list; the values are short, since custom ids have room for 100 characters."""

    UNANSWERED = "u"
    POOR = "p"
    CHOSEN = "c"
    SETTLED = "s"


LISTING = r"(?P<listing>[upcs])"
PAGE = r"(?P<page>\d{1,4})"
ROLE = r"(?P<role>prev|page|next|back)"
"""Keeps custom ids of one message apart that show the same."""


def reviewing(interaction: Interaction) -> tuple[Review, Texts]:
    """Return what a moderator reviews, and in which language; raise UserError for anybody else."""
    client = interaction.client
    guild_id = check_moderator(interaction, client.parts.guilds)
    return client.parts.review(guild_id), client.texts_for(interaction, private=True)


class ListingButton(Pressed[Button[LayoutView]], template=rf"kutip:review:{LISTING}:{PAGE}:{ROLE}"):
    """Shows a page of a list."""

    def __init__(self, listing: Listing, page: int, role: str, **look: Any) -> None:  # noqa: ANN401
        super().__init__(Button(custom_id=f"kutip:review:{listing}:{page}:{role}", **look))
        self.listing, self.page = listing, page

    @classmethod
    def back(cls, listing: Listing, page: int, texts: Texts) -> Self:
        """Return the button from one of the list back to it."""
        return cls(listing, page, "back", label=texts("review.button_back"))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(Listing(match["listing"]), int(match["page"]), match["role"])

    async def press(self, interaction: Interaction) -> None:
        """Show the page."""
        # What a list leads to leads back to it.
        from bot.discord.views.review import listing_view  # noqa: PLC0415

        review, texts = reviewing(interaction)
        view = await listing_view(review, texts, self.listing, self.page)
        await interaction.edit_original_response(view=view)


class QuestionButton(Pressed[Button[LayoutView]], template="kutip:question:"):
    """A button about a question of a list, which knows the page that it was picked from."""

    action: str
    """What its custom id begins with, after `kutip:`."""

    def __init__(self, listing: Listing, query: str, page: int, **look: Any) -> None:  # noqa: ANN401
        custom_id = f"kutip:{self.action}:{listing}:{query}:{page}"
        super().__init__(Button(custom_id=custom_id, **look))
        self.listing, self.query, self.page = listing, query, page

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(Listing(match["listing"]), match["query"], int(match["page"]))

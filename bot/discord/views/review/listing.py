"""The base class of lists that moderators review, with buttons for pages and a menu for items."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from typing import ClassVar, Literal, Self

from discord import SelectOption
from discord.ui import LayoutView

from bot.discord.base import Interaction
from bot.discord.components.card import paged
from bot.discord.components.custom_id import Page
from bot.discord.components.pressed import PressedButton, PressedMenu
from bot.discord.moderators import check_moderator
from bot.discord.render.limits import CHOICE_NAME
from bot.discord.render.shelf import Sheet
from bot.locales import Texts
from bot.questions.review import Review
from bot.text.cut import cut
from bot.text.escape import one_line


class Listing(StrEnum):
    """The lists; the values are short, since custom ids have at most 100 characters."""

    UNANSWERED = "u"
    POOR = "p"
    CHOSEN = "c"
    SETTLED = "s"
    SUGGESTED = "g"


def reviewing(interaction: Interaction) -> tuple[Review, Texts]:
    """Return the server's review and the user's texts; raise UserError if not a moderator."""
    client = interaction.client
    guild_id = check_moderator(interaction, client.parts.guilds)
    return client.parts.review(guild_id), client.texts_for(interaction, private=True)


class ReviewList(ABC):
    """A list of a server's questions, in the user's language.

    A subclass registers itself under its `listing` when it is imported; the command that opens the
    list imports it. A subclass without one is a base class.
    """

    listing: ClassVar[Listing]
    kinds: ClassVar[dict[Listing, type["ReviewList"]]] = {}

    def __init_subclass__(cls, *, listing: Listing | None = None) -> None:
        super().__init_subclass__()
        if listing is not None:
            cls.listing = listing
            cls.kinds[listing] = cls

    def __init__(self, review: Review, texts: Texts) -> None:
        self.review, self.texts = review, texts

    @staticmethod
    def of(listing: Listing, interaction: Interaction) -> "ReviewList":
        """Return a list for a moderator; raise UserError for anybody else."""
        return ReviewList.kinds[listing](*reviewing(interaction))

    @abstractmethod
    async def page(self, number: int = 0) -> LayoutView:
        """Return a page, counted from 0, or the last page if there are fewer."""

    @abstractmethod
    async def picked(self, item_id: str, page: int) -> LayoutView:
        """Return the item with this id, picked from a page; raise UserError if it is gone."""

    def paged(
        self, sheet: Sheet, picks: Iterable[tuple[str, str]], *buttons: PressedButton
    ) -> LayoutView:
        """Return a page with a menu of these items, given as questions and item ids."""
        picks = list(picks)
        menu = PickMenu.of(picks, self.listing, sheet.number, self.texts) if picks else None
        return paged(sheet, partial(ListingButton, listing=self.listing), *buttons, menu=menu)

    def back(self, page: int) -> "ListingButton":
        """Return the button that leads back to a page of the list."""
        return ListingButton.back(self.listing, page, self.texts)


class ListingButton(PressedButton, template="kutip:review:{listing}:{page}:{role}"):
    """Shows a page of a list."""

    listing: Listing
    page: Page
    role: Literal["prev", "page", "next", "back"]
    """Makes the custom ids of buttons to the same page distinct."""

    @classmethod
    def back(cls, listing: Listing, page: int, texts: Texts) -> Self:
        """Return the button that leads from an item back to its list."""
        return cls(listing=listing, page=page, role="back", label=texts("review.button_back"))

    async def press(self, interaction: Interaction) -> None:
        """Show the page."""
        view = await ReviewList.of(self.listing, interaction).page(self.page)
        await interaction.edit_original_response(view=view)


class PickMenu(PressedMenu, template="kutip:pick:{listing}:{page}"):
    """A menu that shows an item of a list, with its actions."""

    listing: Listing
    page: Page

    @classmethod
    def of(
        cls, picks: Iterable[tuple[str, str]], listing: Listing, page: int, texts: Texts
    ) -> Self:
        """Return the menu of these items, given as questions and item ids."""
        options = [
            SelectOption(label=cut(one_line(question), CHOICE_NAME) or item_id, value=item_id)
            for question, item_id in picks
        ]
        placeholder = texts("review.label_pick")
        return cls(listing=listing, page=page, placeholder=placeholder, options=options)

    async def press(self, interaction: Interaction) -> None:
        """Show the item."""
        view = await ReviewList.of(self.listing, interaction).picked(self.chosen, self.page)
        await interaction.edit_original_response(view=view)

"""A list that moderators review, page by page, with the buttons and the menu that lead into it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from typing import ClassVar, Literal, Self

from discord import SelectOption
from discord.ui import LayoutView

from bot.discord.base import Interaction
from bot.discord.components.card import paged
from bot.discord.components.custom_id import Page, QueryId
from bot.discord.components.pressed import PressedButton, PressedMenu
from bot.discord.moderators import check_moderator
from bot.discord.render.limits import CHOICE_NAME
from bot.discord.render.shelf import Sheet
from bot.locales import Texts
from bot.questions.review import Review
from bot.text.cut import cut
from bot.text.escape import one_line


class Listing(StrEnum):
    """Which list; the values are short, since custom ids have room for 100 characters."""

    UNANSWERED = "u"
    POOR = "p"
    CHOSEN = "c"
    SETTLED = "s"


def reviewing(interaction: Interaction) -> tuple[Review, Texts]:
    """Return what a moderator reviews, and in which language; raise UserError for anybody else."""
    client = interaction.client
    guild_id = check_moderator(interaction, client.parts.guilds)
    return client.parts.review(guild_id), client.texts_for(interaction, private=True)


class ReviewList(ABC):
    """One of the lists, on a server and in a language.

    A subclass is known by its `listing` once its module is imported, which the command that opens
    the list does.
    """

    listing: ClassVar[Listing]
    kinds: ClassVar[dict[Listing, type["ReviewList"]]] = {}

    def __init_subclass__(cls, *, listing: Listing) -> None:
        super().__init_subclass__()
        cls.listing = listing
        cls.kinds[listing] = cls

    def __init__(self, review: Review, texts: Texts) -> None:
        self.review, self.texts = review, texts

    @staticmethod
    def of(listing: Listing, interaction: Interaction) -> "ReviewList":
        """Return a list as a moderator sees it; raise UserError for anybody else."""
        return ReviewList.kinds[listing](*reviewing(interaction))

    @abstractmethod
    async def page(self, number: int = 0) -> LayoutView:
        """Show a page, counted from 0, or the last if there are fewer."""

    @abstractmethod
    async def picked(self, known_by: str, page: int) -> LayoutView:
        """Show what is known by this on the list, picked from a page; raise UserError if gone."""

    def paged(
        self, sheet: Sheet, picks: Iterable[tuple[str, str]], *buttons: PressedButton
    ) -> LayoutView:
        """Show a page with a menu of these questions, each with what it is known by."""
        picks = list(picks)
        menu = PickMenu.of(picks, self.listing, sheet.number, self.texts) if picks else None
        return paged(sheet, partial(ListingButton, listing=self.listing), *buttons, menu=menu)

    def back(self, page: int) -> "ListingButton":
        """Return the button back to a page of the list."""
        return ListingButton.back(self.listing, page, self.texts)


class ListingButton(PressedButton, template="kutip:review:{listing}:{page}:{role}"):
    """Shows a page of a list."""

    listing: Listing
    page: Page
    role: Literal["prev", "page", "next", "back"]
    """Keeps custom ids of one message apart that show the same."""

    @classmethod
    def back(cls, listing: Listing, page: int, texts: Texts) -> Self:
        """Return the button from one of the list back to it."""
        return cls(listing=listing, page=page, role="back", label=texts("review.button_back"))

    async def press(self, interaction: Interaction) -> None:
        """Show the page."""
        view = await ReviewList.of(self.listing, interaction).page(self.page)
        await interaction.edit_original_response(view=view)


class PickMenu(PressedMenu, template="kutip:pick:{listing}:{page}"):
    """Shows one of a list, with what can be done about it."""

    listing: Listing
    page: Page

    @classmethod
    def of(
        cls, picks: Iterable[tuple[str, str]], listing: Listing, page: int, texts: Texts
    ) -> Self:
        """Offer these questions, each with what it is known by."""
        options = [
            SelectOption(label=cut(one_line(question), CHOICE_NAME) or known_by, value=known_by)
            for question, known_by in picks
        ]
        placeholder = texts("review.label_pick")
        return cls(listing=listing, page=page, placeholder=placeholder, options=options)

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        view = await ReviewList.of(self.listing, interaction).picked(self.chosen, self.page)
        await interaction.edit_original_response(view=view)


class QuestionButton(PressedButton):
    """A button about a question of a list, which knows the page that it was picked from."""

    listing: Listing
    query: QueryId
    page: Page

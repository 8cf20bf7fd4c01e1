"""Messages as cards: text blocks followed by rows of buttons and a menu."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from discord import ButtonStyle, Colour, MediaGalleryItem
from discord.ui import (
    ActionRow,
    Button,
    Container,
    Item,
    LayoutView,
    MediaGallery,
    Separator,
    TextDisplay,
)

from bot.discord.components.pressed import PressedButton, PressedMenu
from bot.discord.components.unwatched import unwatched
from bot.discord.render.shelf import Sheet

ACCENT = Colour(0xE8B04A)
"""The colour of a card's stripe: amber, like a text marker."""
PREVIOUS = "◀\N{VARIATION SELECTOR-15}"
NEXT = "▶\N{VARIATION SELECTOR-15}"
"""The variation selector makes clients draw these as text, not emoji."""


IN_A_ROW = 5
"""Maximum buttons in a row. Component Reference, Action Row."""

AnyButton: TypeAlias = Item[Any]
"""A PressedButton or a link button."""


def card(
    texts: Sequence[str],
    *buttons: AnyButton,
    below: Sequence[AnyButton] = (),
    menu: PressedMenu | None = None,
    picture: MediaGalleryItem | None = None,
    colour: Colour | int = ACCENT,
) -> LayoutView:
    """Return a card with these texts, in Discord's markdown, and optional components below.

    The buttons `below` share the row of the others if all fit.
    """
    box: Container[LayoutView] = Container(accent_colour=colour)
    add_texts(box, texts)
    if picture is not None:
        box.add_item(MediaGallery(picture))
    if buttons or below or menu is not None:
        box.add_item(Separator())
    for row in button_rows(buttons, below):
        box.add_item(row)
    if menu is not None:
        box.add_item(ActionRow(menu))
    return unwatched(LayoutView().add_item(box))


def add_texts(box: Container[LayoutView], texts: Iterable[str]) -> None:
    """Add texts to a card, with air between them."""
    for place, text in enumerate(texts):
        if place:
            box.add_item(Separator(visible=False))
        # One display per text, so that characters that change the text direction don't affect the
        # next.
        box.add_item(TextDisplay(text))


def button_rows(*groups: Sequence[AnyButton]) -> Iterator[ActionRow[LayoutView]]:
    """Yield the buttons in rows: one if all fit, else one or more for each group."""
    together = [button for group in groups for button in group]
    for group in [together] if len(together) <= IN_A_ROW else groups:
        for start in range(0, len(group), IN_A_ROW):
            yield ActionRow(*group[start : start + IN_A_ROW])


def link_button(address: str, label: str) -> Button[LayoutView]:
    """Return a button that opens a page; see `button_address` for what Discord takes."""
    return Button(style=ButtonStyle.link, url=address, label=label)


def stacked(upper: LayoutView, lower: LayoutView) -> LayoutView:
    """Return one message of two, whose buttons and menus must have different custom ids."""
    for item in lower.children:
        upper.add_item(item)
    return upper


def paged(
    sheet: Sheet,
    to_page: Callable[..., PressedButton],
    *buttons: PressedButton,
    below: Sequence[PressedButton] = (),
    menu: PressedMenu | None = None,
) -> LayoutView:
    """Return a card for one page, with buttons to the previous and next page if there are any."""
    turning = page_buttons(sheet.number, sheet.pages, to_page)
    return card(sheet.texts, *turning, *buttons, below=below, menu=menu)


def page_buttons(
    number: int, pages: int, to_page: Callable[..., PressedButton]
) -> list[PressedButton]:
    """Return the buttons to the previous and next page; none if there is only one page.

    `to_page` is called with the target page and a role, which keeps the custom ids of two buttons
    to the same page distinct.
    """
    last = pages - 1
    if not last:
        return []
    place = f"{number + 1}/{pages}"
    return [
        to_page(page=max(number - 1, 0), role="prev", label=PREVIOUS, disabled=number == 0),
        to_page(page=number, role="page", label=place, disabled=True),
        to_page(page=min(number + 1, last), role="next", label=NEXT, disabled=number == last),
    ]

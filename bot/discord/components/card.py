"""Messages as cards: text blocks followed by buttons and a menu."""

from collections.abc import Callable, Sequence

from discord import Colour, MediaGalleryItem
from discord.ui import (
    ActionRow,
    Container,
    LayoutView,
    MediaGallery,
    TextDisplay,
)

from bot.discord.components.pressed import PressedButton, PressedMenu
from bot.discord.render.shelf import Sheet

ACCENT = Colour(0xE8B04A)
"""The colour of a card's stripe: amber, like a text marker."""
PREVIOUS = "◀\N{VARIATION SELECTOR-15}"
NEXT = "▶\N{VARIATION SELECTOR-15}"
"""The variation selector makes clients draw these as text, not emoji."""


def card(
    texts: Sequence[str],
    *buttons: PressedButton,
    menu: PressedMenu | None = None,
    picture: MediaGalleryItem | None = None,
) -> LayoutView:
    """Return a card with these texts, in Discord's markdown, and optional components below."""
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    # One display per text, so that characters that change the text direction don't affect the next.
    for text in texts:
        box.add_item(TextDisplay(text))
    if picture is not None:
        box.add_item(MediaGallery(picture))
    if buttons:
        box.add_item(ActionRow(*buttons))
    if menu is not None:
        box.add_item(ActionRow(menu))
    return LayoutView(timeout=None).add_item(box)


def stacked(upper: LayoutView, lower: LayoutView) -> LayoutView:
    """Return one message of two, whose buttons and menus must have different custom ids."""
    for item in lower.children:
        upper.add_item(item)
    return upper


def paged(
    sheet: Sheet,
    to_page: Callable[..., PressedButton],
    *buttons: PressedButton,
    menu: PressedMenu | None = None,
) -> LayoutView:
    """Return a card for one page, with buttons to the previous and next page if there are any."""
    return card(sheet.texts, *page_buttons(sheet.number, sheet.pages, to_page), *buttons, menu=menu)


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

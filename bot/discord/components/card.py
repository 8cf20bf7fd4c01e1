"""A message as a card: texts one below another, then what can be done with them."""

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
"""Of the stripe beside an answer: amber, as a text marker's."""
PREVIOUS = "◀\N{VARIATION SELECTOR-15}"
NEXT = "▶\N{VARIATION SELECTOR-15}"
"""With the selector these are text, not emoji, wherever they are drawn."""


def card(
    texts: Sequence[str],
    *buttons: PressedButton,
    menu: PressedMenu | None = None,
    picture: MediaGalleryItem | None = None,
) -> LayoutView:
    """Show these texts, in Discord's markdown, and a picture, buttons and a menu below, if any."""
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    # Each in a display of its own, so that characters that change the direction of text can't
    # reach from one into the next.
    for text in texts:
        box.add_item(TextDisplay(text))
    if picture is not None:
        box.add_item(MediaGallery(picture))
    if buttons:
        box.add_item(ActionRow(*buttons))
    if menu is not None:
        box.add_item(ActionRow(menu))
    return LayoutView(timeout=None).add_item(box)


def paged(
    sheet: Sheet,
    to_page: Callable[..., PressedButton],
    *buttons: PressedButton,
    menu: PressedMenu | None = None,
) -> LayoutView:
    """Show a page with these below it, and buttons to the pages before and after, if any."""
    turning = turning_buttons(sheet.number, sheet.pages, to_page)
    return card(sheet.texts, *turning, *buttons, menu=menu)


def turning_buttons(
    number: int, pages: int, to_page: Callable[..., PressedButton]
) -> list[PressedButton]:
    """Return the buttons to the pages before and after this one; none if it is the only page.

    They are made from the page they lead to, and a role that keeps the custom ids of two apart
    that lead to the same.
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

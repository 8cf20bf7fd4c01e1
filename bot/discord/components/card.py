"""A message as a card: texts one below another, then what can be done with them."""

from collections.abc import Callable, Sequence
from typing import Any

from discord import Colour, MediaGalleryItem
from discord.ui import (
    ActionRow,
    Button,
    Container,
    LayoutView,
    MediaGallery,
    Select,
    TextDisplay,
)

from bot.discord.components.pressed import Pressed
from bot.discord.render.shelf import Sheet

ACCENT = Colour(0xE8B04A)
"""Of the stripe beside an answer: amber, as a text marker's."""
PREVIOUS = "◀\N{VARIATION SELECTOR-15}"
NEXT = "▶\N{VARIATION SELECTOR-15}"
"""With the selector these are text, not emoji, wherever they are drawn."""


def card(
    texts: Sequence[str],
    *buttons: Pressed[Button[LayoutView]],
    menu: Pressed[Select[Any]] | None = None,
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
    turning: Callable[..., Pressed[Button[LayoutView]]],
    *buttons: Pressed[Button[LayoutView]],
    menu: Pressed[Select[Any]] | None = None,
) -> LayoutView:
    """Show a page with these below it, and buttons to the pages before and after, if any."""
    number, last = sheet.number, sheet.pages - 1
    if last:
        place = f"{number + 1}/{sheet.pages}"
        buttons = (
            turning(max(number - 1, 0), "prev", label=PREVIOUS, disabled=number == 0),
            turning(number, "page", label=place, disabled=True),
            turning(min(number + 1, last), "next", label=NEXT, disabled=number == last),
            *buttons,
        )
    return card(sheet.texts, *buttons, menu=menu)

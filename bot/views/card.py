"""A message as a card: texts one below another, then what can be done with them."""

from collections.abc import Sequence
from typing import Any

from discord.ui import ActionRow, Button, Container, LayoutView, Select, TextDisplay

from bot.views.answer import ACCENT
from bot.views.pressed import Pressed


def card(
    texts: Sequence[str],
    *buttons: Pressed[Button[LayoutView]],
    menu: Pressed[Select[Any]] | None = None,
) -> LayoutView:
    """Show these texts, in Discord's markdown, with buttons and a menu below them, if any."""
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    # Each in a display of its own, so that characters that change the direction of text can't
    # reach from one into the next.
    for text in texts:
        box.add_item(TextDisplay(text))
    if buttons:
        box.add_item(ActionRow(*buttons))
    if menu is not None:
        box.add_item(ActionRow(menu))
    return LayoutView(timeout=None).add_item(box)

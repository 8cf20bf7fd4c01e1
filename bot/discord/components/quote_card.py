"""A quote as a card: what it is, the question, the quote and its source, with air between them."""

from collections.abc import Sequence

from discord.ui import Container, LayoutView, Separator, TextDisplay

from bot.discord.components.card import AnyButton, add_texts, button_rows, link_button
from bot.discord.components.unwatched import unwatched
from bot.discord.render.answer import Page
from bot.locales import Texts


def quote_card(
    page: Page,
    texts: Texts,
    *,
    greeting: str | None = None,
    showing: Sequence[AnyButton] = (),
    below: Sequence[AnyButton] = (),
) -> LayoutView:
    """Return the card of a page, with a link button to its source if it has one.

    That stands behind the buttons for `showing` more, and in one row with those `below` if all fit.
    """
    box: Container[LayoutView] = Container(accent_colour=page.tone.colour)
    for text in (*([] if greeting is None else [greeting]), *page.above):
        box.add_item(TextDisplay(text))
    box.add_item(Separator(visible=False))
    add_texts(box, [page.quote, page.origin])
    upper = list(showing)
    if page.address is not None:
        upper.append(link_button(page.address, texts("answer.button_source")))
    if rows := list(button_rows(upper, below)):
        box.add_item(Separator())
        for row in rows:
            box.add_item(row)
    return unwatched(LayoutView().add_item(box))

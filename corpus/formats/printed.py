"""Leave out what web pages add to their articles, after they were printed to a file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.article import Kind
from corpus.formats.phrases import (
    is_furniture,
    is_label,
    is_pagination,
    is_reference,
    is_sign_off,
)
from corpus.formats.reading import TextBlock

LONGEST_ENTRY = 60
"""Code points of a headline, time or name below a label such as “Berita terkait”."""


def without_added(blocks: Sequence[TextBlock]) -> Iterator[TextBlock]:
    """Yield the blocks; left out are ads, links to pages and other articles, and sign-offs."""
    announced = False
    """Whether the blocks above, down from a label, are its links."""
    for block in blocks:
        text = block.text
        if is_label(text):
            announced = True
        elif announced:
            announced = block.kind is Kind.LIST_ITEM or _is_entry(text)
        yield replace(block, left_out=block.left_out or announced or _is_added(text))


def _is_added(text: str) -> bool:
    pages, *tags = text.split("\n")
    return (
        is_reference(text)
        or is_furniture(text)
        or is_sign_off(text)
        or (is_pagination(pages) and all(map(_is_entry, tags)))
    )


def _is_entry(text: str) -> bool:
    return len(text) <= LONGEST_ENTRY and not text.endswith((".", "?", "!", ":"))

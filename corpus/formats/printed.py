"""Leave out what web pages add to their articles, after they were printed to a file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.article import Kind
from corpus.formats.phrases import (
    is_answering,
    is_comments,
    is_credit,
    is_furniture,
    is_label,
    is_pagination,
    is_reference,
    is_related,
    is_sign_off,
)
from corpus.formats.reading import TextBlock

LONGEST_ENTRY = 60
"""Code points of a headline, time or name below a label such as “Berita terkait”."""
_SHORTEST_PARAGRAPH = 60
"""Code points of a paragraph of the article itself, rather than a line above or below it."""


def without_added(blocks: Sequence[TextBlock], title: str = "") -> list[TextBlock]:
    """Return the blocks; left out are ads, links to pages and other articles, and sign-offs.

    On a page with such, so are the menu above the first heading, except for lines of the title, and
    lists of popular articles.
    """
    comments = _comments(blocks)
    sign_offs = _credits(blocks[:comments])
    is_page = (
        comments < len(blocks)
        or len(sign_offs) > 0
        or any(is_furniture(block.text) for block in blocks)
    )
    menu = _menu(blocks, title) if is_page else frozenset[int]()
    marked = _without_lines(blocks, is_page=is_page)
    return [
        replace(block, left_out=True)
        if number >= comments or number in sign_offs or number in menu
        else block
        for number, block in enumerate(marked)
    ]


def _without_lines(blocks: Sequence[TextBlock], *, is_page: bool) -> Iterator[TextBlock]:
    announced = False
    """Whether the blocks above, down from a label, are its links."""
    for block in blocks:
        text = block.text
        if is_label(text) or (is_page and block.kind is Kind.HEADING and is_related(text)):
            announced = True
        elif announced:
            announced = block.kind is Kind.LIST_ITEM or _is_entry(text)
        yield replace(block, left_out=block.left_out or announced or _is_added(text))


def _comments(blocks: Sequence[TextBlock]) -> int:
    """Return the number of the heading above readers' comments; how many blocks if there is none.

    A heading alone may be of the article, without buttons to answer below it.
    """
    answering = [number for number, block in enumerate(blocks) if is_answering(block.text)]
    headings = (number for number, block in enumerate(blocks) if is_comments(block.text))
    found = (number for number in headings if answering and number < answering[-1])
    return next(found, len(blocks))


def _credits(blocks: Sequence[TextBlock]) -> frozenset[int]:
    """Return the numbers of the lines below the last paragraph that name who made the article."""
    last = max(
        (
            number
            for number, block in enumerate(blocks)
            if len(block.text) >= _SHORTEST_PARAGRAPH and not is_credit(block.text)
        ),
        default=len(blocks),
    )
    return frozenset(
        number
        for number in range(last + 1, len(blocks))
        if ":" in blocks[number].text and is_credit(blocks[number].text)
    )


def _menu(blocks: Sequence[TextBlock], title: str) -> frozenset[int]:
    """Return the numbers of the entries above the first heading and the first paragraph."""
    end = next((number for number, block in enumerate(blocks) if _is_begun(block)), 0)
    return frozenset(
        number
        for number, block in enumerate(blocks[:end])
        if _is_entry(block.text) and block.text.casefold() not in title.casefold()
    )


def _is_begun(block: TextBlock) -> bool:
    return block.kind is Kind.HEADING or (
        len(block.text) >= _SHORTEST_PARAGRAPH and block.text.endswith(".")
    )


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

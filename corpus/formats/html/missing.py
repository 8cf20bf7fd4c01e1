"""Notice that a part of a page's text was taken neither for the article nor for something else."""

from collections.abc import Iterator

from corpus.formats.html.outline import Box

_MOST = 0.1
"""The share of the prose that may be missing."""
_FEWEST = 2
"""Headings or list items outside an article that has none itself."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_MOSTLY_LINKED = 0.5


def is_missing_text(page: Box, article: Box, foreign: set[Box]) -> bool:
    """Return whether headings, list items or more than a tenth of the prose are not in the article.

    What is in a `main` or `article` element with the article is judged, if there is one.
    """
    whole = next((box for box in article.above() if box.tag in {"main", "article"}), page)
    outside = list(_outside(whole, article, foreign))
    lost = sum(box.prose - sum(child.prose for child in box.children) for box in outside)
    return lost > _MOST * (lost + article.prose) or any(
        not any(box.tag in tags for box in article.walk())
        and sum(1 for box in outside if box.tag in tags and _is_of_text(box)) >= _FEWEST
        for tags in (_HEADINGS, frozenset({"li"}))
    )


def _outside(whole: Box, article: Box, foreign: set[Box]) -> Iterator[Box]:
    """Yield the boxes that are neither in the article nor foreign, nor mostly links."""
    waiting = [whole]
    while waiting:
        box = waiting.pop()
        if box is article or box in foreign or box.linked > _MOSTLY_LINKED * box.text:
            continue
        yield box
        waiting += box.children


def _is_of_text(box: Box) -> bool:
    """Return whether a list item is a sentence, or a heading has sentences below it."""
    if box.tag == "li":
        return box.prose > 0
    return box.parent is not None and any(
        sibling.prose for sibling in box.parent.children if sibling.order > box.order
    )

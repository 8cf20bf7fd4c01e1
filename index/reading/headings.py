"""Headings: the lines above passages that say what a section is about."""

import regex

from corpus.article import Article, Passage, Span
from corpus.paragraphs import is_heading
from corpus.sentences import CELL

ITEM = regex.compile(r"\s*(?:[•*–-]|\d+[.)])\s")
"""The beginning of an item of a list."""


def heading_of(article: Article, passage: Passage) -> Span | None:
    """Return the heading that a passage begins with, or None.

    It is a line of its own that ends as no sentence does, or the question of an FAQ, and something
    follows it in the passage.
    """
    first = passage.sentences[0]
    written = first.of(article.body)
    alone = len(passage.sentences) > 1 and article.body[first.end : first.end + 1] == "\n"
    if not alone or "\n" in written or CELL in written or ITEM.match(written):
        return None
    titles = is_heading(written) and not written.endswith(":")
    return first if titles or written.endswith("?") else None


def unquotable(article: Article, passage: Passage, heading: Span | None) -> tuple[bool, ...]:
    """Return which sentences of a passage are its heading or questions, but never all of them."""
    found = tuple(
        sentence == heading or article.body[sentence.end - 1] == "?"
        for sentence in passage.sentences
    )
    return (False,) * len(found) if all(found) else found

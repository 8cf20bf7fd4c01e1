"""Headings and items: the lines that say what a section is about, and those of lists and tables."""

from collections.abc import Collection
from itertools import takewhile

from corpus.article import Article, Kind, Passage, Span
from corpus.paragraphs import LIST_ITEM, is_heading, is_question
from corpus.sentences import CELL

_LISTED = frozenset({Kind.LIST_ITEM, Kind.TABLE_ROW})


def headings_of(article: Article, passage: Passage) -> tuple[Span, ...]:
    """Return the headings that a passage begins with, if anything else follows them.

    A heading is a line of its own that ends as no sentence does, or a question such as in an FAQ.
    """
    found = tuple(
        takewhile(
            lambda each: introduces(article, each) and not _ends_in_colon(each.of(article.body)),
            passage.sentences,
        )
    )
    return found if len(found) < len(passage.sentences) else ()


def introduces(article: Article, sentence: Span) -> bool:
    """Return whether a sentence only introduces what follows it.

    That is a heading, a question that stands alone, or a line that ends in a colon.
    """
    written = sentence.of(article.body)
    if _ends_in_colon(written):
        return True
    ends_line = article.body[sentence.end : sentence.end + 1] == "\n"
    if not (ends_line and begins_line(article, sentence)):
        return False
    if article.kind_at(sentence.start) is Kind.HEADING or is_question(written):
        return True
    return not is_item(article, sentence) and is_heading(written)


def is_item(article: Article, sentence: Span) -> bool:
    """Return whether a sentence is the beginning of a list's item, or a row of a table."""
    if not begins_line(article, sentence):
        return False
    written = sentence.of(article.body)
    return (
        article.kind_at(sentence.start) in _LISTED
        or CELL in written
        or LIST_ITEM.match(written) is not None
    )


def begins_line(article: Article, sentence: Span) -> bool:
    """Return whether a sentence is the first of its line."""
    # Looking for the line's beginning would take quadratic time where a line has many sentences.
    before = sentence.start - 1
    while before >= 0 and article.body[before] != "\n" and article.body[before].isspace():
        before -= 1
    return before < 0 or article.body[before] == "\n"


def unquotable(article: Article, passage: Passage, headings: Collection[Span]) -> tuple[bool, ...]:
    """Return which sentences of a passage are its headings or questions, but never all of them."""
    found = tuple(
        sentence in headings or article.body[sentence.end - 1] in "?？؟"
        for sentence in passage.sentences
    )
    return (False,) * len(found) if all(found) else found


def _ends_in_colon(written: str) -> bool:
    return written.endswith((":", "："))

"""A word of a text, as the index sees it."""

from dataclasses import dataclass

from corpus.article import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text and the term it is indexed under."""

    term: str
    """What the index stores and looks up: the word's stem, or the value of a number."""
    word: str
    """The word itself, folded."""
    span: Span
    """Its position in the text; the words of an expanded abbreviation share one span."""
    marks: int
    """Its Marks, combined with `|`."""

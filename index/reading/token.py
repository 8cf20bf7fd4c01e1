"""A word of a text, as the index sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from corpus.article import Span

Row = tuple[str, str, int, int, int]
"""A token as plain values: term, word, Marks, and where it starts and ends."""


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


@dataclass(slots=True)
class Tokens(Sequence[Token]):
    """The tokens of a text in columns, because an object a word is what indexing would wait for.

    >>> Tokens(["baca"], ["membaca"], [0], [5], [12])[0]
    Token(term='baca', word='membaca', span=Span(start=5, end=12), marks=0)
    """

    terms: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Where each token starts in the text."""
    ends: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many tokens there are."""
        return len(self.terms)

    @overload
    def __getitem__(self, place: int) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> list[Token]: ...
    def __getitem__(self, place: int | slice) -> Token | list[Token]:
        """Return the token at a place, or a list of those in a slice."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        span = Span(self.starts[place], self.ends[place])
        return Token(self.terms[place], self.words[place], span, self.marks[place])

    def __iter__(self) -> Iterator[Token]:
        """Yield the tokens in order."""
        return map(Token, self.terms, self.words, map(Span, self.starts, self.ends), self.marks)

    def row(self, place: int) -> Row:
        """Return the token at a place as plain values."""
        return (
            self.terms[place],
            self.words[place],
            self.marks[place],
            self.starts[place],
            self.ends[place],
        )

    def append(self, row: Row) -> None:
        """Add a token."""
        term, word, marks, start, end = row
        self.terms.append(term)
        self.words.append(word)
        self.marks.append(marks)
        self.starts.append(start)
        self.ends.append(end)

    def extend(self, other: "Tokens", start: int, end: int) -> None:
        """Add the tokens at the places `[start, end)` of others."""
        self.terms += other.terms[start:end]
        self.words += other.words[start:end]
        self.marks += other.marks[start:end]
        self.starts += other.starts[start:end]
        self.ends += other.ends[start:end]

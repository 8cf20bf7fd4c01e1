"""An article, its passages and their sentences, as spans into its body."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of a text, in Unicode code points.

    >>> Span(4, 12).of("Ayam bertelur.")
    ' bertelu'
    >>> Span(0, 14).covers(Span(5, 13))
    True
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the text in this span, word for word."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Return True if the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end


class Kind(StrEnum):
    """What a block of a text is; the values are stored."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    QUOTATION = "quotation"
    CODE = "code"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, item of a list or the like, as the format of a text marks it."""

    kind: Kind
    span: Span
    """Its place in the article's body."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an article that is indexed, ranked and quoted as a unit."""

    number: int
    """Its position in the article, counted from 1."""
    span: Span
    """Its place in the article's body."""
    sentences: tuple[Span, ...]
    """Its sentences in order, never empty; also spans into the article's body."""

    def without_title(self, title: str, body: str) -> "Passage":
        """Return it without its first sentence if that is the title and others follow."""
        first, *others = self.sentences
        if not others or first.of(body).split() != title.split():
            return self
        return Passage(self.number, Span(others[0].start, self.span.end), tuple(others))


@dataclass(frozen=True, slots=True)
class Article:
    """One stored version of an article."""

    id: str
    """The same for every version of the article: lower-case letters, digits and hyphens."""
    version: int
    """Counted from 1; quotes refer to it, so that they stay valid when the article changes."""
    title: str
    source: str
    """The publisher, e.g. `Reuters`."""
    url: str | None
    """The http or https address of its page; None if it has none."""
    language: str
    """The language of the body, an ISO 639-1 code, e.g. `id`."""
    body: str
    """The text, word for word, without title and source."""
    passages: tuple[Passage, ...]
    """In order and without overlap; together they cover every visible character of the body."""
    blocks: tuple[Block, ...] = ()
    """The blocks that its format marked, in order and without overlap; the rest is plain text."""
    author: str | None = None
    published: str | None = None
    """The date of the text as its source states it, as `YYYY-MM-DD`."""

    @property
    def credits(self) -> tuple[str, ...]:
        """Publisher and author, as far as they are known, each once."""
        known = (self.source, self.author or "")
        return tuple(dict.fromkeys(filter(None, known)))

    def kind_at(self, position: int) -> Kind | None:
        """Return the kind of the block at a position of the body, None if none is marked there."""
        number = bisect_right(self.blocks, position, key=lambda block: block.span.start) - 1
        if number < 0 or position >= self.blocks[number].span.end:
            return None
        return self.blocks[number].kind

    def passage(self, number: int) -> Passage:
        """Return the passage with this number, from 1; raise IndexError if there is none."""
        if number < 1:
            raise IndexError(number)
        return self.passages[number - 1]

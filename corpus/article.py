"""What is asked about: an article, its passages and their sentences, as spans into its body."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of a text, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the text in this span, word for word."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Tell whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an article that is indexed, ranked and quoted as a whole."""

    number: int
    """Its place in the article, counted from 1."""
    span: Span
    """Where it stands in the article's body."""
    sentences: tuple[Span, ...]
    """Its sentences in order, never empty, as spans into the article's body too."""


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article, as it was taken in."""

    id: str
    """The same for every version of the article: lower-case letters, digits and hyphens."""
    version: int
    """Counted from 1; quotes name it, so that they stay true when the article changes."""
    title: str
    source: str
    """Who published it, e.g. `Reuters`."""
    url: str | None
    """Where it can be read, an http or https address; None when it has no page."""
    language: str
    """Of its body, an ISO 639-1 code, e.g. `id`."""
    body: str
    """Its text, word for word, apart from title and source."""
    passages: tuple[Passage, ...]
    """In order; together they cover every visible character of the body, without overlap."""

    def passage(self, number: int) -> Passage:
        """Return the passage with this number, counted from 1; IndexError if there is none."""
        if number < 1:
            raise IndexError(number)
        return self.passages[number - 1]

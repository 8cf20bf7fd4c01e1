"""What a question gets: hits in order and how far to trust them, or an honest refusal."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.article import Article, Passage, Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, and what of it to show."""

    article: Article
    passage: Passage
    score: float
    """Higher is better; comparable only within one question."""
    sentence: Span
    """The sentence of the passage that answers best, as a span into the article's body."""
    shown: Span
    """That sentence, with the one before where it can't be understood alone."""
    matched: tuple[Span, ...] = ()
    """The words that the question and the passage share, as spans into the article's body."""
    chosen: bool = False
    """Whether a moderator said that it answers the question."""


class Refusal(StrEnum):
    """Why a question is not answered."""

    BLANK = "blank"
    """Nothing was asked: the question holds no letter and no digit."""
    NO_ARTICLES = "no articles"
    """There is nothing to search."""
    NO_MATCH = "no match"
    """No passage answers well enough to be quoted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits for one question, best first, and how far to trust them."""

    question: str
    hits: tuple[Hit, ...]
    """To be quoted, best first; empty exactly when refused."""
    confidence: float
    """In 0..1: the chance that the best hit answers the question, quoted or not."""
    refusal: Refusal | None = None
    nearest: tuple[Article, ...] = ()
    """When refused: the articles that come nearest, to be named, not quoted."""
    doubtful: bool = False
    """Whether the hits are quoted with a warning, since they are barely trusted."""

    @property
    def answered(self) -> bool:
        """Tell whether there is something to quote."""
        return self.refusal is None

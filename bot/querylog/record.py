"""A record of the query log: one question and its outcome."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.asked import WayIn
from corpus.article import Span


class Outcome(StrEnum):
    """The outcome of a question; the values are stored in the log."""

    ANSWERED = "answered"
    REFUSED = "refused"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A passage that was shown, by position, without its text."""

    article_id: str
    version: int
    passage: int
    """Its number in the article, from 1."""
    span: Span
    sentence: Span
    """The highlighted part: its best sentence, or that and the preceding one."""
    score: float
    chosen: bool = False
    """Whether a moderator chose it for the question."""
    settled: bool = False
    """Whether it was found by the words of settled questions."""


@dataclass(frozen=True, slots=True)
class QueryRecord:
    """One question and its outcome."""

    id: str
    """32 random hexadecimal digits."""
    asked_at: datetime
    """In UTC."""
    guild_id: int | None
    channel_id: int | None
    way_in: WayIn
    asker: str | None
    """The asker's pseudonym; None in the terminal."""
    locale: str | None
    question: str
    question_key: str
    """Equal for questions with the same meaning, see index.sameness; empty if nothing was asked."""
    outcome: Outcome
    confidence: float | None
    """In 0..1; None if the search failed."""
    milliseconds: float
    """Time the assistant took to answer."""
    hits: tuple[ShownHit, ...]
    """Best first."""
    follows: str | None = None
    """The id of the query that it follows up, if any; that may be deleted."""
    delivered: bool = True
    """False if the reply did not arrive."""

    @property
    def article_id(self) -> str | None:
        """The article of the best hit; None if nothing was quoted."""
        return self.hits[0].article_id if self.hits else None

"""One question and what came of it, as the query log keeps it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.asked import WayIn
from corpus.article import Span


class Outcome(StrEnum):
    """What came of a question; the values are kept in the log."""

    ANSWERED = "answered"
    REFUSED = "refused"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A passage that was shown, by where it stands, not by its text."""

    article_id: str
    version: int
    passage: int
    """Its number in the article, counted from 1."""
    span: Span
    sentence: Span
    """What of it stood out: its best sentence, or that and the one before."""
    score: float
    chosen: bool = False
    """Whether a moderator said that it answers the question."""


@dataclass(frozen=True, slots=True)
class QueryRecord:
    """One question and what came of it."""

    id: str
    """32 hexadecimal digits, drawn at random."""
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
    """The same for questions that mean the same, see index.sameness; empty if nothing is asked."""
    outcome: Outcome
    confidence: float | None
    """In 0..1; None when the search failed."""
    milliseconds: float
    """From the question's arrival at the assistant to its answer."""
    hits: tuple[ShownHit, ...]
    """Best first."""

    @property
    def article_id(self) -> str | None:
        """Return the article of the best hit; None if nothing was quoted."""
        return self.hits[0].article_id if self.hits else None

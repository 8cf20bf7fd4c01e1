"""The answer to a question: hits, best first, and a confidence, or a refusal."""

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.article import Article, Passage, Span
from index.ranking.doubts import Doubts
from index.ranking.quoting import words_among


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, and which part of it to show."""

    article: Article
    passage: Passage
    score: float
    """Higher is better; comparable only within one question."""
    sentence: Span
    """The best sentence of the passage, as a span of the article's body."""
    shown: Span
    """That sentence, with the one before it where it needs that as context."""
    asked: frozenset[str] = frozenset()
    """All terms that match one of the question's."""
    chosen: bool = False
    """Whether a moderator chose it as an answer to the question."""
    settled: bool = False
    """Whether it was found by the words of settled questions."""

    @property
    def matched(self) -> tuple[Span, ...]:
        """The words that the question and the passage share, as spans of the article's body.

        The passage is analyzed for that, which a reply doesn't need.
        """
        return words_among(self.article, self.passage, self.asked)

    def without_title(self) -> tuple[Passage, Span]:
        """Return the passage and the part to show, without a first sentence that is the title.

        They stay as they are if that sentence alone is to be shown.
        """
        if self.shown.end <= self.passage.sentences[0].end:
            return self.passage, self.shown
        passage = self.passage.without_title(self.article.title, self.article.body)
        return passage, Span(max(self.shown.start, passage.span.start), self.shown.end)


class Refusal(StrEnum):
    """Why a question is not answered."""

    BLANK = "blank"
    """The question has no letter and no digit."""
    NO_ARTICLES = "no articles"
    """There is nothing to search."""
    NO_MATCH = "no match"
    """No passage is likely enough to answer the question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits for a question, best first, or the reason for a refusal."""

    question: str
    hits: tuple[Hit, ...]
    """Hits to quote, best first; empty if and only if the question is refused."""
    confidence: float
    """The chance, in 0..1, that the best hit answers the question, whether or not it is quoted."""
    refusal: Refusal | None = None
    nearest: tuple[Article, ...] = ()
    """If refused: the articles closest to the question, to be named, not quoted."""
    titles: tuple[Article, ...] = ()
    """If refused and no article is close: some articles, to show what can be asked about."""
    doubtful: bool = False
    """Whether to quote the hits with a warning, because of a low confidence or of doubts."""
    doubts: Doubts = field(default_factory=Doubts)
    unread: bool = False
    """Whether only the beginning of the question was read, because it is very long."""

    @property
    def answered(self) -> bool:
        """Whether there are hits to quote."""
        return self.refusal is None

"""Explanations for maintainers: how a passage was found and scored, in numbers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.article import Article, Passage, Span
from index.found import Meant
from index.ranking.ranking import Ranked, Ranker
from index.reading.languages import Kind
from index.searching.expansion import ExpandedTerm
from index.searching.retrieval import Candidates, PassageIndex
from index.searching.settled import Support


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """A term that was searched for."""

    word: str
    """The word of the question."""
    terms: tuple[str, ...]
    """The terms looked up: its stem and those of its relatives, or those of its corrections."""
    weight: float
    """Its weight in the question, above 0."""
    known: bool
    """Whether any passage contains one of the terms."""


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    """A passage that was found, and how it was scored."""

    article: Article
    passage: Passage
    sentence: Span
    bm25: float
    bm25_rank: int
    """Its rank by BM25 alone, from 1."""
    gains: Mapping[str, float]
    """What each term of the passage or its title added to the BM25 score."""
    score: float
    """The final score; only differences between passages are meaningful."""
    refinements: Mapping[str, float]
    """What each feature added to the final score."""
    sentence_refinements: Mapping[str, float]
    """What each feature added to the score of the best sentence."""
    support: Support
    """What settled questions say for and against the passage."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a question was read, and what was found for it."""

    kind: Kind
    terms: tuple[ExplainedTerm, ...]
    hits: tuple[ExplainedHit, ...]
    """Best first."""
    confidence: float
    """In 0..1."""
    min_confidence: float
    """The confidence, in 0..1, below which nothing is shown."""
    chosen: tuple[tuple[Article, Passage], ...] = ()
    """What a moderator chose for the question, shown first whatever the confidence."""
    meant: Meant | None = None
    """What meaning said about the first passage; None where it wasn't asked."""

    @property
    def shown(self) -> bool:
        """Whether the hits are shown."""
        sure = bool(self.hits) and self.confidence >= self.min_confidence
        return sure or bool(self.chosen)

    @classmethod
    def empty(cls, min_confidence: float) -> "Explanation":
        """Return an explanation without hits, for a blank question or no articles."""
        return cls(Kind.NONE, (), (), 0.0, min_confidence)


def explain(  # noqa: PLR0913, PLR0917
    index: PassageIndex,
    found: Candidates,
    ranked: Sequence[Ranked],
    ranker: Ranker,
    confidence: float,
    min_confidence: float,
    meant: Meant | None = None,
) -> Explanation:
    """Explain the ranked candidates."""
    return Explanation(
        kind=found.question.kind,
        terms=tuple(_term(term) for term in found.terms),
        hits=tuple(_hit(index, found, each, ranker) for each in ranked),
        confidence=confidence,
        min_confidence=min_confidence,
        meant=meant,
    )


def _term(expanded: ExpandedTerm) -> ExplainedTerm:
    terms = tuple(term for term, _ in expanded.alternatives)
    return ExplainedTerm(expanded.asked.word, terms, expanded.weight, expanded.known)


def _hit(index: PassageIndex, found: Candidates, ranked: Ranked, ranker: Ranker) -> ExplainedHit:
    position = int(found.positions[ranked.candidate])
    article, passage = index.passages[position]
    weights: dict[str, float] = defaultdict(float)
    for expanded in found.searched:
        for term, strength in expanded.alternatives:
            weights[term] += strength * expanded.asked.weight
    gains = index.bm25.gains(position, weights)
    return ExplainedHit(
        article=article,
        passage=passage,
        sentence=passage.sentences[ranked.sentence],
        bm25=float(found.scores[ranked.candidate]),
        bm25_rank=ranked.candidate + 1,
        gains={term: weights[term] * gain for term, gain in gains.items()},
        score=ranked.score,
        refinements=ranker.refinements(index, ranked, found.question.kind),
        support=found.support.get(position, Support()),
        sentence_refinements=ranker.sentence_refinements(index, ranked, found.question.kind),
    )

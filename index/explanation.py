"""Why a passage was found, and why it is or is not shown: for maintainers, in numbers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.article import Article, Passage, Span
from index.ranking.ranking import Ranked, Ranker
from index.reading.languages import Kind
from index.searching.retrieval import Candidates, PassageIndex, Slot


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """A term that was looked for."""

    word: str
    """As the question has it."""
    terms: tuple[str, ...]
    """What was looked up: its stem and its relatives', or those of the words that it may be a
    misspelling of."""
    weight: float
    """How much of the question it is, above 0."""
    known: bool
    """Whether any passage holds it."""


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    """A passage that was found."""

    article: Article
    passage: Passage
    sentence: Span
    bm25: float
    bm25_rank: int
    """Its place by BM25 alone, counted from 1."""
    gains: Mapping[str, float]
    """What each term that it holds, or its title, gave to the score by BM25."""
    score: float
    """After refinement; only differences between passages mean something."""
    refinements: Mapping[str, float]
    """What each feature added to that score."""
    sentence_refinements: Mapping[str, float]
    """What each feature added to the score of its best sentence."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a question was read and what was found for it."""

    kind: Kind
    terms: tuple[ExplainedTerm, ...]
    hits: tuple[ExplainedHit, ...]
    """Best first."""
    confidence: float
    """In 0..1."""
    min_confidence: float
    """In 0..1: below it nothing is shown."""

    @property
    def shown(self) -> bool:
        """Whether the hits are shown at all."""
        return bool(self.hits) and self.confidence >= self.min_confidence

    @classmethod
    def empty(cls, min_confidence: float) -> "Explanation":
        """Return the explanation where there is nothing to look for, or nothing to look in."""
        return cls(Kind.NONE, (), (), 0.0, min_confidence)


def explain(  # noqa: PLR0913, PLR0917
    index: PassageIndex,
    found: Candidates,
    ranked: Sequence[Ranked],
    ranker: Ranker,
    confidence: float,
    min_confidence: float,
) -> Explanation:
    """Explain the ranked candidates."""
    return Explanation(
        kind=found.question.kind,
        terms=tuple(_term(slot) for slot in found.slots),
        hits=tuple(_hit(index, found, each, ranker) for each in ranked),
        confidence=confidence,
        min_confidence=min_confidence,
    )


def _term(slot: Slot) -> ExplainedTerm:
    return ExplainedTerm(
        slot.asked.word, tuple(term for term, _ in slot.terms), slot.weight, slot.known
    )


def _hit(index: PassageIndex, found: Candidates, ranked: Ranked, ranker: Ranker) -> ExplainedHit:
    position = int(found.positions[ranked.candidate])
    article, passage = index.places[position]
    wanted: dict[str, float] = defaultdict(float)
    for slot in found.searched:
        for term, alike in slot.terms:
            wanted[term] += alike * slot.asked.weight
    gains = index.bm25.gains(position, wanted)
    return ExplainedHit(
        article=article,
        passage=passage,
        sentence=passage.sentences[ranked.sentence],
        bm25=float(found.scores[ranked.candidate]),
        bm25_rank=ranked.candidate + 1,
        gains={term: wanted[term] * gain for term, gain in gains.items()},
        score=ranked.score,
        refinements=ranker.refinements(index, ranked, found.question.kind),
        sentence_refinements=ranker.sentence_refinements(index, ranked, found.question.kind),
    )

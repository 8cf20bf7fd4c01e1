"""What a search found in one language: ranked passages, and how sure they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.article import Article, Passage
from index.answer import Hit
from index.ranking.doubts import Doubts
from index.ranking.quoting import asked_terms, choose_quote
from index.ranking.ranking import COVERAGE_OF_PASSAGE, Ranked
from index.reading.languages import TRAINED_FOR
from index.searching.retrieval import Candidates, PassageIndex
from index.searching.settled import Support

FOREIGN = 0.85
"""What the share of a question that passages say counts if they are in another language, in 0..1:
words that languages share often mean something else."""
BY_WORDS, MOST_BY_WORDS = 3.0, 0.35
"""The confidence by the words of settled questions: so much for each share of the question that
they say, and this at most, because they are other questions."""
SETTLED = 0.5
"""How like the question those are, in 0..1, by which a passage counts as found."""
REJECTED = 0.9
"""How like the question those are, in 0..1, for which a passage that was rejected is left out."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What the meaning of a question said about the first passage."""

    similarity: float
    """The cosine of the passage with the question."""
    ahead: float
    """How far it is ahead of what words rank first, in score; 0 if it is that."""
    missed: bool
    """Whether words did not find it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The result of searching the articles in one language."""

    index: PassageIndex
    candidates: Candidates
    ranked: Sequence[Ranked]
    confidence: float
    by_trees: float = 0.0
    """The confidence before doubts and what was settled changed it."""
    doubts: Doubts = field(default_factory=Doubts)
    rejected: bool = False
    """Whether moderators said of a passage that it doesn't answer the question."""
    meant: Meant | None = None
    """None where meaning wasn't asked."""

    @property
    def support(self) -> Support:
        """What settled questions say for and against the first passage."""
        return _support(self.candidates, self.ranked[0]) if self.ranked else Support()

    @property
    def evidence(self) -> float:
        """How sure settled questions alone make the first passage, in 0..1."""
        support = self.support
        return max(support.likeness**2, min(BY_WORDS * support.share, MOST_BY_WORDS))

    @property
    def first(self) -> tuple[str, int] | None:
        """The article and the number of the first passage."""
        if not self.ranked:
            return None
        return self.index.passages.place(self._position(self.ranked[0]))

    def article_ids(self) -> Iterator[str]:
        """Yield the id of the article of each ranked passage."""
        for ranked in self.ranked:
            yield self.index.passages.place(self._position(ranked))[0]

    def unit(self, ranked: Ranked) -> tuple[Article, Passage]:
        """Return a ranked passage, or the unit of a list or table, with its article."""
        return self.index.passages[self._position(ranked)]

    def _position(self, ranked: Ranked) -> int:
        return int(self.candidates.positions[ranked.candidate])

    @property
    def coverage(self) -> float:
        """The share of the question that the first passage says, in 0..1, to one hundredth.

        It counts less where the question seems to be in another language.
        """
        if not self.ranked:
            return 0.0
        coverage = float(self.ranked[0].features[COVERAGE_OF_PASSAGE])
        asked_in, own_code = self.candidates.question.language, self.index.analyzer.language.code
        own = asked_in == own_code or {asked_in, own_code} <= TRAINED_FOR
        return round(coverage * (1.0 if own else FOREIGN), 2)

    def hits(self) -> Iterator[Hit]:
        """Yield a hit for the best unit of each passage, the best passage first."""
        seen, asked = set(), asked_terms(self.candidates.terms)
        for ranked in self.ranked:
            article, unit = self.unit(ranked)
            if (article.id, unit.number) not in seen:
                seen.add((article.id, unit.number))
                yield self._hit(ranked, asked)

    def _hit(self, ranked: Ranked, asked: frozenset[str]) -> Hit:
        article, unit = self.unit(ranked)
        # An article that is searched for a part of its passages has gaps in their numbers.
        passage = next(each for each in article.passages if each.number == unit.number)
        sentence = unit.sentences[ranked.sentence]
        shown = choose_quote(
            article,
            passage,
            passage.sentences.index(sentence),
            self.candidates.terms,
        )
        return Hit(
            article=article,
            passage=passage,
            score=ranked.score,
            sentence=sentence,
            shown=shown,
            asked=asked,
            settled=_support(self.candidates, ranked).likeness >= SETTLED,
        )


def is_rejected(candidates: Candidates, ranked: Ranked) -> bool:
    """Return whether a passage doesn't answer the question, according to what was settled."""
    return _support(candidates, ranked).unlikeness >= REJECTED


def _support(candidates: Candidates, ranked: Ranked) -> Support:
    return candidates.support.get(int(candidates.positions[ranked.candidate]), Support())

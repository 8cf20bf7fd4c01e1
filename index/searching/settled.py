"""Settled questions: their words count as words of the passages that they were settled for.

They are a field of the index that is searched along with the passages, but never quoted.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from index.reading.languages import Kind
from index.reading.question import VAGUE, Question
from index.searching.bm25 import PostingsBM25
from index.searching.expansion import EXTRA_PASSAGES, ExpandedTerm
from index.searching.informal import formal_bases
from index.searching.passages import Passages
from index.searching.relatives import INFORMAL
from index.searching.reversal import Reversible
from index.searching.spelling import Speller

OTHER_KIND = 0.7
"""What the likeness of questions of different kinds counts, such as "kapan buka" and "jam buka"."""
OPPOSITE = 0.5
"""How like a settled question another one is, in 0..1, of which it says nothing if it is turned
round."""
NEAR_MISS = 0.74
"""The most that a question is like a settled one which doesn't say all that it asks, in 0..1: one
other word makes another question, "sewa kamera berapa" of "sewa lensa berapa"."""

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Settlement:
    """A question that was settled: a passage answers it, or doesn't."""

    question: str
    """In the words of one of its askers."""
    earlier: str | None
    """The question that it follows up, if any."""
    article_id: str
    text: str
    """Of the passage, word for word."""
    weight: float
    """How much it counts, in -1..1; below 0 if the passage doesn't answer the question."""


@dataclass(frozen=True, slots=True)
class Said:
    """How settled questions say a term of the question that is asked."""

    strength: float
    """Of the match, in 0..1."""
    specific: float
    """The same, divided by the number of passages that the term is said of."""


@dataclass(frozen=True, slots=True)
class Support:
    """What settled questions say for and against a passage as the answer to a question."""

    said: Mapping[str, Said] = field(default_factory=dict)
    """By term of the question; those that are not said are left out."""
    share: float = 0.0
    """The share of the question that they say of this passage rather than of others, in 0..1."""
    likeness: float = 0.0
    """How like the question those are that the passage answers, in 0..1."""
    unlikeness: float = 0.0
    """How like the question those are that the passage doesn't answer, in 0..1."""
    nearest: Settlement | None = None
    """The one that is most like the question, of those that the passage answers."""

    def strength(self, term: str) -> float:
        """Return how strongly a term of the question is said, in 0..1."""
        said = self.said.get(term)
        return 0.0 if said is None else said.strength

    def gain(self, position: int, searched: Sequence[ExpandedTerm], bm25: PostingsBM25) -> float:
        """Return the weight of the terms that are said and that the passage itself lacks."""
        return sum(
            said.specific * each.weight
            for each in searched
            if (said := self.said.get(each.asked.term))
            and not bm25.gains(position, [term for term, _ in each.alternatives])
        )

    def and_also(
        self, settlement: Settlement, said: Mapping[str, Said], likeness: float
    ) -> "Support":
        """Return this with one more settled question, and what it says of the question."""
        if settlement.weight < 0:
            return replace(self, unlikeness=max(self.unlikeness, -settlement.weight * likeness))
        likeness *= settlement.weight
        every = dict(self.said)
        for term, one in said.items():
            other = every.get(term, Said(0.0, 0.0))
            every[term] = Said(
                max(other.strength, settlement.weight * one.strength),
                max(other.specific, settlement.weight * one.specific),
            )
        nearest = settlement if likeness > self.likeness else self.nearest
        return replace(self, said=every, likeness=max(self.likeness, likeness), nearest=nearest)


@dataclass(frozen=True, slots=True)
class _Row:
    settlement: Settlement
    positions: tuple[int, ...]
    """Of the units of its passage in the index."""
    kind: tuple[Kind, bool]
    """What is asked for, and whether that is a time of day."""
    question: Reversible


class SettledField:
    """The settled questions about the passages of an index. Instances are immutable."""

    def __init__(
        self,
        passages: Passages,
        read: Sequence[tuple[Settlement, Question]],
        bm25: PostingsBM25,
    ) -> None:
        """Take the passages of an index, and settled questions as it reads them.

        Questions about passages that the index doesn't have are left out.
        """
        places = _places(passages, {settlement.article_id for settlement, _ in read})
        self._rows: list[_Row] = []
        self._term_of: dict[str, str] = {}
        rows_of: dict[str, list[int]] = defaultdict(list)
        weights: dict[str, list[float]] = defaultdict(list)
        for settlement, question in read:
            positions = places.get((settlement.article_id, settlement.text))
            if not positions or not question.terms:
                continue
            for term in question.terms:
                rows_of[term.term].append(len(self._rows))
                weights[term.term].append(
                    term.weight * bm25.smoothed_idf(term.term, EXTRA_PASSAGES)
                )
                self._term_of[term.word] = term.term
            self._rows.append(
                _Row(settlement, tuple(positions), _kind(question), Reversible.of(question))
            )
        self._postings = {
            term: (np.array(rows), np.array(weights[term])) for term, rows in rows_of.items()
        }
        self._totals = np.zeros(len(self._rows))
        for rows, weight in self._postings.values():
            self._totals[rows] += weight
        self._passages_of = {
            term: max(
                len({self._rows[row].positions for row in rows}), bm25.document_frequency(term)
            )
            for term, rows in rows_of.items()
        }
        self._speller = Speller.of(self._term_of)
        self._formed_from: dict[str, list[str]] = defaultdict(list)
        """The terms of informal words, by the words that they may be formed from."""
        for word, its_term in self._term_of.items():
            for base in formal_bases(word):
                self._formed_from[base].append(its_term)

    @property
    def terms(self) -> Set[str]:
        """The terms of all settled questions."""
        return self._postings.keys()

    def respelt(self, term: ExpandedTerm, *, misspelt: bool) -> ExpandedTerm:
        """Return a query term that no passage has with the settled words that it may stand for.

        These are formed from it, "ngelag" from "lag", or spelt alike if it may be `misspelt`. What
        it was taken for is not reported as a correction: the words are somebody's own.
        """
        if term.known or term.correction is not None:
            return term
        nearest = self._speller.nearest(term.asked.word) if misspelt else []
        alternatives = {self._term_of[word]: similarity for word, similarity in reversed(nearest)}
        formed = self._formed_from.get(term.asked.word, ())
        alternatives.update(dict.fromkeys(formed, INFORMAL))
        if not alternatives:
            return term
        return replace(term, alternatives=tuple(alternatives.items()), known=True)

    def support(self, question: Question, searched: Sequence[ExpandedTerm]) -> dict[int, Support]:
        """Return what is said for and against passages as answers, by position in the index.

        Questions that turn what is asked round, or ask for another number, say nothing.
        """
        said, specific, likeness = self._match(searched)
        asked = Reversible.of(question)
        found: dict[int, Support] = {}
        for number in np.flatnonzero(said.any(axis=0)).tolist():
            row = self._rows[number]
            differs = asked.differs_from(row.question)
            if differs and asked.reverses(row.question) and likeness[number] >= OPPOSITE:
                for position in row.positions:
                    found.setdefault(position, Support())
                continue
            mine = {
                each.asked.term: Said(float(said[place, number]), float(specific[place, number]))
                for place, each in enumerate(searched)
                if said[place, number]
            }
            like = 0.0 if differs else float(likeness[number])
            like = like if said[:, number].all() else min(like, NEAR_MISS)
            like *= 1.0 if row.kind == _kind(question) else OTHER_KIND
            for position in row.positions:
                before = found.get(position, Support())
                found[position] = before.and_also(row.settlement, mine, like)
        return {position: _with_share(each, searched) for position, each in found.items()}

    def _match(self, searched: Sequence[ExpandedTerm]) -> tuple[Floats, Floats, Floats]:
        """Return how settled questions say each query term, and how like they are.

        The shapes are `(query terms, settled questions)`, twice, and `(settled questions,)`. The
        likeness is the share of either question that the other says, whichever is less.
        """
        said = np.zeros((len(searched), len(self._rows)))
        specific = np.zeros_like(said)
        met = np.zeros(len(self._rows))
        for term, (number, strength) in _strongest(searched).items():
            if term in self._postings:
                rows, weights = self._postings[term]
                said[number, rows] = np.maximum(said[number, rows], strength)
                specific[number, rows] = np.maximum(
                    specific[number, rows], strength / self._passages_of[term]
                )
                met[rows] += strength * weights
        of_asked = np.array([each.weight for each in searched])
        shares = of_asked @ said / (of_asked.sum() or 1.0)
        return said, specific, np.minimum(np.minimum(shares, met / self._totals), 1.0)


def _places(passages: Passages, articles: Set[str]) -> dict[tuple[str, str], list[int]]:
    """Return the positions of the units of each passage of these articles, by id and text."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for article_id in articles:
        article = passages.article(article_id)
        texts = (
            {each.number: each.span.of(article.body) for each in article.passages}
            if article
            else {}
        )
        for position in passages.positions_of(article_id):
            places[article_id, texts[passages.place(position)[1]]].append(position)
    return places


def _strongest(searched: Sequence[ExpandedTerm]) -> dict[str, tuple[int, float]]:
    """Return, for each term that is searched for, the query term that it matches best."""
    best: dict[str, tuple[int, float]] = {}
    for number, each in enumerate(searched):
        for term, strength in each.alternatives:
            if strength > best.get(term, (0, 0.0))[1]:
                best[term] = number, strength
    return best


def _with_share(support: Support, searched: Sequence[ExpandedTerm]) -> Support:
    weights = {each.asked.term: each.weight for each in searched}
    share = sum(weights[term] * said.specific for term, said in support.said.items())
    return replace(support, share=share / sum(weights.values()))


def _kind(question: Question) -> tuple[Kind, bool]:
    return Kind.NONE if question.kind in VAGUE else question.kind, question.asks_time

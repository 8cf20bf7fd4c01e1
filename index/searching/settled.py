"""Settled questions: their words count as words of the passages that they were settled for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Passage
from index.reading.languages import Kind, Mark
from index.reading.opposites import opposed
from index.reading.question import VAGUE, Question
from index.searching.bm25 import PostingsBM25
from index.searching.expansion import EXTRA_PASSAGES, ExpandedTerm

OTHER_KIND = 0.7
"""What the likeness of questions of different kinds counts: "kapan buka" and "jam buka"."""

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
class Support:
    """What settled questions say for and against a passage as the answer to a question."""

    said: Mapping[str, float] = field(default_factory=dict)
    """The terms of the question that they say, each with the strength of the match in 0..1."""
    likeness: float = 0.0
    """How like the question those are that it answers, in 0..1."""
    unlikeness: float = 0.0
    """How like the question those are that it doesn't answer, in 0..1."""
    nearest: Settlement | None = None
    """The one that is most like the question, of those that the passage answers."""


@dataclass(frozen=True, slots=True)
class _Row:
    settlement: Settlement
    positions: tuple[int, ...]
    """Of the units of its passage in the index."""
    kind: Kind
    turns: frozenset[str]
    fixed: frozenset[str]
    """Its numbers, any of which makes another question."""


class SettledField:
    """The settled questions about the passages of an index. Instances are immutable."""

    def __init__(
        self,
        passages: Sequence[tuple[Article, Passage]],
        read: Sequence[tuple[Settlement, Question]],
        bm25: PostingsBM25,
    ) -> None:
        """Take the passages of an index, and settled questions as it reads them.

        Questions about passages with other texts are left out.
        """
        places = _places(passages, {settlement.article_id for settlement, _ in read})
        self._rows: list[_Row] = []
        rows_of: dict[str, list[int]] = defaultdict(list)
        weights: dict[str, list[float]] = defaultdict(list)
        totals: list[float] = []
        for settlement, question in read:
            positions = places.get((settlement.article_id, settlement.text))
            if not positions or not question.terms:
                continue
            total = 0.0
            for term in question.terms:
                weight = term.weight * bm25.smoothed_idf(term.term, EXTRA_PASSAGES)
                rows_of[term.term].append(len(self._rows))
                weights[term.term].append(weight)
                total += weight
            totals.append(total)
            self._rows.append(
                _Row(
                    settlement,
                    tuple(positions),
                    _kind(question),
                    question.turns,
                    _numbers(question),
                )
            )
        self._totals: Floats = np.array(totals)
        self._postings: dict[str, tuple[Integers, Floats]] = {
            term: (np.array(rows), np.array(weights[term])) for term, rows in rows_of.items()
        }

    @property
    def terms(self) -> Set[str]:
        """The terms of all settled questions."""
        return self._postings.keys()

    def support(self, question: Question, searched: Sequence[ExpandedTerm]) -> dict[int, Support]:
        """Return what is for and against passages as answers, by position in the index.

        Questions that ask the opposite or for another number say nothing.
        """
        said = np.zeros((len(searched), len(self._rows)))
        met = np.zeros(len(self._rows))
        for term, (number, strength) in _strongest(searched).items():
            if term in self._postings:
                rows, weights = self._postings[term]
                said[number, rows] = np.maximum(said[number, rows], strength)
                met[rows] += strength * weights
        if not met.any():
            return {}
        of_asked = np.array([each.weight for each in searched])
        shares = of_asked @ said / of_asked.sum()
        kind, turned, numbers = _kind(question), question.turns, _numbers(question)
        found: dict[int, Support] = {}
        for number in np.flatnonzero(met > 0).tolist():
            row = self._rows[number]
            if numbers != row.fixed or opposed(turned, row.turns):
                continue
            likeness = float(min(shares[number], met[number] / self._totals[number], 1.0))
            likeness *= 1.0 if row.kind is kind else OTHER_KIND
            mine = {
                each.asked.term: float(strength)
                for each, strength in zip(searched, said[:, number], strict=True)
                if strength
            }
            for position in row.positions:
                before = found.get(position, Support())
                found[position] = _added(before, row.settlement, mine, likeness)
        return found


def _added(
    before: Support, settlement: Settlement, said: Mapping[str, float], likeness: float
) -> Support:
    if settlement.weight < 0:
        unlikeness = max(before.unlikeness, -settlement.weight * likeness)
        return Support(before.said, before.likeness, unlikeness, before.nearest)
    likeness *= settlement.weight
    nearest = settlement if likeness > before.likeness else before.nearest
    both = {
        term: max(before.said.get(term, 0.0), settlement.weight * said.get(term, 0.0))
        for term in {*before.said, *said}
    }
    return Support(both, max(before.likeness, likeness), before.unlikeness, nearest)


def _places(
    passages: Sequence[tuple[Article, Passage]], articles: Set[str]
) -> dict[tuple[str, str], list[int]]:
    """Return the positions of the units of each passage, by article and text."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    texts: dict[tuple[str, int], str] = {}
    for position, (article, unit) in enumerate(passages):
        if article.id in articles:
            passage = article.id, unit.number
            if passage not in texts:
                whole = next(each for each in article.passages if each.number == unit.number)
                texts[passage] = whole.span.of(article.body)
            places[article.id, texts[passage]].append(position)
    return places


def _strongest(searched: Sequence[ExpandedTerm]) -> dict[str, tuple[int, float]]:
    """Return, for each term that is searched for, the query term that it matches best."""
    best: dict[str, tuple[int, float]] = {}
    for number, each in enumerate(searched):
        for term, strength in each.alternatives:
            if strength > best.get(term, (0, 0.0))[1]:
                best[term] = number, strength
    return best


def _kind(question: Question) -> Kind:
    return Kind.NONE if question.kind in VAGUE else question.kind


def _numbers(question: Question) -> frozenset[str]:
    return frozenset(term.term for term in question.terms if term.marks & Mark.NUMBER)

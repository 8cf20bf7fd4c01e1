"""The pool: what words found in each language, and the passages nearest in meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.found import Found
from index.ranking.matches import Floats
from index.ranking.ranking import COVERAGE_OF_PASSAGE, Ranked
from index.semantic.meaning import Meaning

BY_WORDS = 8
"""The most passages of each language that words found and that are ranked anew."""
NEAREST = 6
"""The most passages that are nearest in meaning, whether or not words found them."""
MOST_BEHIND = 5.0
"""What a passage is behind the first of its language at most, in score; so far is one that words
missed."""
_TERMS = 5
"""Divisor that brings the number of a question's terms to about 1."""

POOL_FEATURES = (
    "behind", "missed", "coverage", "first", "confidence_if_first", "terms_if_first",
    "similarity", "behind_nearest", "foreign", "similarity_if_foreign",
)  # fmt: skip
"""Features of a passage of the pool, in the order of the columns: by words, then by meaning."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage of the pool."""

    found: Found
    """What words found in its language."""
    position: int
    ranked: Ranked | None
    """None if words missed it."""
    similarity: float
    """Its cosine with the question."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The passages that are ranked anew for a question."""

    passages: tuple[Placed, ...]
    first: int | None
    """The number of the passage that words rank first; None if they found none."""
    rows: Floats
    """One row per passage, one column for each of POOL_FEATURES."""


def pool(
    meaning: Meaning, every: Sequence[Found], found: Found, vector: NDArray[np.float32]
) -> Pool:
    """Return the pool, given what words found in each language and which of that is best.

    `vector` is that of the question.
    """
    passages: list[Placed] = []
    for each in every:
        positions = np.array(
            [each.candidates.positions[one.candidate] for one in each.ranked[:BY_WORDS]], np.int64
        )
        near = meaning.similarities_at(_code(each), vector, positions).tolist()
        for one, position, similarity in zip(each.ranked, positions.tolist(), near, strict=False):
            passages.append(Placed(each, position, one, similarity))
    best = found.ranked[0] if found.ranked else None
    numbers = (number for number, each in enumerate(passages) if each.ranked is best)
    first = next(numbers, None)
    if meaning.searches:
        known = {(id(each.found), each.position) for each in passages}
        nearest = _nearest(meaning, every, vector)
        passages += [each for each in nearest if (id(each.found), each.position) not in known]
    return Pool(tuple(passages), first, _rows(passages, first))


def _nearest(meaning: Meaning, every: Sequence[Found], vector: NDArray[np.float32]) -> list[Placed]:
    """Return the passages nearest in meaning; equally near ones in the order of their places."""
    near: list[Placed] = []
    for each in every:
        if not each.candidates.ideal:
            continue  # In this language, the question has no word to describe a passage by.
        similarities = meaning.similarities(_code(each), vector)
        count = min(NEAREST, len(similarities))
        best = np.argpartition(-similarities, count - 1)[:count]
        near += [
            Placed(each, position, None, float(similarities[position]))
            for position in sorted(best.tolist())
            if similarities[position] > 0
        ]
    return sorted(near, key=lambda each: -round(each.similarity, 4))[:NEAREST]


def _rows(passages: Sequence[Placed], first: int | None) -> Floats:
    nearest = max((each.similarity for each in passages), default=0.0)
    confidence = 0.0 if first is None else passages[first].found.confidence
    rows = [np.zeros((0, len(POOL_FEATURES)))]
    for number, each in enumerate(passages):
        ranked, words = each.ranked, each.found.ranked
        behind = MOST_BEHIND if ranked is None else min(words[0].score - ranked.score, MOST_BEHIND)
        foreign = is_foreign(each.found)
        is_first = number == first
        row = [
            behind,
            ranked is None,
            0.0 if ranked is None else ranked.features[COVERAGE_OF_PASSAGE],
            is_first,
            is_first * confidence,
            is_first * len(each.found.candidates.terms) / _TERMS,
            each.similarity,
            nearest - each.similarity,
            foreign,
            foreign * each.similarity,
        ]
        rows.append(np.array([row], np.float64))
    return np.concatenate(rows)


def is_foreign(found: Found) -> bool:
    """Return whether the question seems to be in another language than these passages."""
    return found.candidates.question.language != _code(found)


def _code(found: Found) -> str:
    return found.index.analyzer.language.code

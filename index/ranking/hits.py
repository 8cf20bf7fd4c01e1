"""Hits: which words match a query term, in the texts of candidates and outside of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.searching.expansion import ExpandedTerm
from index.searching.postings import Flags, Integers
from index.searching.retrieval import Candidates, PassageIndex

TITLE_STRENGTH = 0.7
"""Strength of a match in the title of a passage's article, where one in its text has up to 1."""
_SIEVE = 4096
"""A power of 2, much larger than the usual number of terms that are looked for."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hits:
    """Words that match query terms, in the order of the words."""

    words: Integers
    """Their numbers among the words of all candidates."""
    terms: Integers
    """The number of the query term that each matches."""
    strengths: Floats
    """How well, in 0..1."""
    candidates: Integers
    """The candidate of each."""
    rows: Integers
    """The row of each."""

    def only(self, kept: Flags) -> "Hits":
        """Return some of them (one flag each)."""
        places = kept.nonzero()[0]
        return Hits(
            self.words.take(places),
            self.terms.take(places),
            self.strengths.take(places),
            self.candidates.take(places),
            self.rows.take(places),
        )


@dataclass(frozen=True, slots=True)
class Sought:
    """The terms of a corpus that match query terms; an element for each, by their ids."""

    term_ids: Integers
    numbers: Integers
    """The number of the query term that each matches."""
    strengths: Floats
    """How well, in 0..1."""
    kin: Flags
    """Whether it is only kin of that query term."""

    @classmethod
    def by(cls, index: PassageIndex, terms: Sequence[ExpandedTerm]) -> "Sought":
        """Return the terms that match query terms."""
        ids = index.term_ids
        best: dict[int, tuple[int, float, bool]] = {}
        for number, each in enumerate(terms):
            for term, strength in each.alternatives:
                key = ids.get(term)
                if key is not None and strength > best.get(key, (0, 0.0))[1]:
                    best[key] = number, strength, False
        for number, each in enumerate(terms):
            for term, similarity in each.kin:
                if (key := ids.get(term)) is not None:
                    best.setdefault(key, (number, similarity, True))
        keys = sorted(best)
        return cls(
            np.array(keys, np.int64),
            np.array([best[key][0] for key in keys], np.int64),
            np.array([best[key][1] for key in keys], np.float64),
            np.array([best[key][2] for key in keys], np.bool_),
        )


def outside_strengths(index: PassageIndex, found: Candidates) -> Floats:
    """Return the strengths of matches in titles and in settled questions.

    The shape is `(query terms, candidates)`.
    """
    strengths = np.zeros((len(found.terms), len(found.positions)))
    terms_of: dict[int, list[int]] = {}
    for number, each in enumerate(found.terms):
        for term, _ in each.alternatives:
            terms_of.setdefault(index.term_ids.get(term, -1), []).append(number)
    asked = np.array(sorted(terms_of))
    titles = index.passages.titles(found.positions)
    words, places = look_up(asked, titles.values)
    candidates = np.repeat(np.arange(len(titles)), titles.lengths)[words]
    for term, candidate in zip(asked[places].tolist(), candidates.tolist(), strict=True):
        strengths[terms_of[term], candidate] = TITLE_STRENGTH
    for candidate, place in enumerate(found.positions.tolist() if found.support else ()):
        if support := found.support.get(place):
            settled = [support.strength(each.asked.term) for each in found.terms]
            strengths[:, candidate] = np.maximum(strengths[:, candidate], settled)
    return strengths


def look_up(keys: Integers, values: NDArray[np.integer]) -> tuple[Integers, Integers]:
    """Return which values are among the keys, and the place there of each; keys are sorted.

    >>> words, places = look_up(np.array([3, 8]), np.array([8, 1, 3, 8], np.int32))
    >>> words.tolist(), places.tolist()
    ([0, 2, 3], [1, 0, 1])
    """
    if not len(keys):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    # Most values are none of the keys, which their last bits show in a fraction of the time.
    sieve = np.zeros(_SIEVE, np.bool_)
    sieve[keys & (_SIEVE - 1)] = True
    likely = sieve.take(values & (_SIEVE - 1)).nonzero()[0]
    found = values.take(likely)
    places = keys.searchsorted(found)
    np.minimum(places, len(keys) - 1, out=places)
    same = (keys.take(places) == found).nonzero()[0]
    return likely.take(same), places.take(same)

"""rank-bm25's formula over postings."""

import math
from collections.abc import Iterable, Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from index.searching.postings import Flags, Postings


class PostingsBM25(BM25Plus):
    """BM25Plus, computed over the passages that hold a term instead of over all of them.

    BM25Plus's idf, `log((N + 1) / n)`, is positive for every term of any corpus, down to a single
    passage, where BM25Okapi's is negative. Scores equal rank_bm25's to within rounding.
    A corpus without passages, and passages without terms, are fine. It never changes once made.
    """

    def __init__(
        self,
        corpus: Sequence[Sequence[str]],
        k1: float = 0.9,
        b: float = 0.5,
        delta: float = 0.0,
    ) -> None:
        """Index the passages' terms.

        k1, the weight of repetition, and b, that of length, are those measured to suit short
        passages; with delta 0 a passage that shares no term with the query scores 0.
        """
        super().__init__(corpus, k1=k1, b=b, delta=delta)

    def changed(self, kept: Flags, added: Iterable[Iterable[str]]) -> "PostingsBM25":
        """Return the scores of the kept passages, a flag each, and after them of the added ones."""
        other = copy(self)
        other._count(self._postings.changed(kept, added))
        return other

    def _initialize(self, corpus: Iterable[Iterable[str]]) -> dict[str, int]:
        self._count(Postings.of(corpus))
        # The idf of a term changes with every passage, so it is worked out when it is asked for.
        return {}

    def _count(self, postings: Postings) -> None:
        self._postings = postings
        self.corpus_size = len(postings.lengths)
        self.avgdl = int(postings.lengths.sum()) / max(self.corpus_size, 1)
        # Without any term there is no average length, and nothing to score either.
        lengths = self.b * postings.lengths / (self.avgdl or 1.0)
        self._norms = self.k1 * (1 - self.b + lengths)
        """Of each passage: how often it must hold a term to gain half of what it may."""

    def get_scores(self, query: Iterable[str]) -> NDArray[np.float64]:
        """Return the score of every passage, in order."""
        return self.weighted_scores((term, 1.0) for term in query)

    def weighted_scores(self, query: Iterable[tuple[str, float]]) -> NDArray[np.float64]:
        """Return the score of every passage, in order, where each term counts by its weight."""
        scores = np.zeros(self.corpus_size)
        for term, weight in query:
            positions, gains = self._gains(term)
            if len(positions):
                scores[positions] += weight * self._idf(term) * gains
                scores += weight * self._idf(term) * self.delta
        return scores

    def gains(self, position: int, terms: Iterable[str]) -> dict[str, float]:
        """Return what each of the terms adds to the score of the passage at this position."""
        gained = {}
        for term in terms:
            positions, gains = self._gains(term)
            place = int(np.searchsorted(positions, position))
            if place < len(positions) and positions[place] == position:
                gained[term] = self._idf(term) * (float(gains[place]) + self.delta)
        return gained

    def count(self, term: str) -> int:
        """Return how many passages hold the term."""
        return len(self._postings.holders(term)[0])

    def counts(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return how many passages hold each of these terms."""
        return self._postings.holder_counts(terms)

    def rarity(self, term: str, beside: int = 0) -> float:
        """Return how rare the term is, above 0: for a term in no passage too, unlike the idf.

        `log((N + 1) / (n + 1/2))`, as if so many passages without it stood beside the N.
        """
        return math.log((self.corpus_size + beside + 1) / (self.count(term) + 0.5))

    def _idf(self, term: str) -> float:
        return math.log((self.corpus_size + 1) / self.count(term))

    def _gains(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the positions of the passages that hold the term, and its gain in each."""
        positions, frequencies = self._postings.holders(term)
        return positions, frequencies * (self.k1 + 1) / (self._norms[positions] + frequencies)

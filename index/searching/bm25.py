"""The BM25 formula of rank_bm25, computed over postings."""

import math
from collections.abc import Iterable, Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from index.searching.postings import Flags, Postings


class PostingsBM25(BM25Plus):
    """BM25Plus that visits only the passages with a query term, not all of them.

    Its inverse document frequency, `log((N + 1) / n)` for a term in n of N passages, is positive
    in any corpus, even a single passage; that of BM25Okapi is not. Scores equal those of rank_bm25
    up to rounding. Empty corpora and empty passages are allowed. Instances are immutable.

    >>> bm25 = PostingsBM25([["war", "ended"], ["rocket"]])
    >>> [round(float(score), 2) for score in bm25.get_scores(["war"])]
    [1.02, 0.0]
    """

    def __init__(
        self,
        corpus: Sequence[Sequence[str]],
        k1: float = 0.9,
        b: float = 0.5,
        delta: float = 0.0,
    ) -> None:
        """Index passages, given as lists of terms.

        The defaults of `k1` (weight of repetition) and `b` (weight of length) were measured to
        suit short passages. With `delta` 0, a passage without a query term scores 0.
        """
        super().__init__(corpus, k1=k1, b=b, delta=delta)

    def changed(self, kept: Flags, added: Iterable[Iterable[str]]) -> "PostingsBM25":
        """Return an index of the kept passages (one flag each) followed by the added ones."""
        other = copy(self)
        other._count(self._postings.changed(kept, added))
        return other

    def _initialize(self, corpus: Iterable[Iterable[str]]) -> dict[str, int]:
        self._count(Postings.of(corpus))
        # Every new passage changes every idf, so they are computed on demand.
        return {}

    def _count(self, postings: Postings) -> None:
        self._postings = postings
        self.corpus_size = len(postings.lengths)
        self.avgdl = int(postings.lengths.sum()) / max(self.corpus_size, 1)
        # Without terms the average length is 0, and no score depends on it.
        lengths = self.b * postings.lengths / (self.avgdl or 1.0)
        self._norms = self.k1 * (1 - self.b + lengths)
        """Per passage: the term frequency at which a term reaches half of its largest gain."""

    def get_scores(self, query: Iterable[str]) -> NDArray[np.float64]:
        """Return the score of every passage, in order; shape `(passages,)`."""
        return self.weighted_scores((term, 1.0) for term in query)

    def weighted_scores(self, query: Iterable[tuple[str, float]]) -> NDArray[np.float64]:
        """Return the score of every passage for terms with weights; shape `(passages,)`."""
        scores = np.zeros(self.corpus_size)
        for term, weight in query:
            positions, gains = self._gains(term)
            if len(positions):
                scores[positions] += weight * self._idf(term) * gains
                scores += weight * self._idf(term) * self.delta
        return scores

    def gains(self, position: int, terms: Iterable[str]) -> dict[str, float]:
        """Return what each term adds to the score of one passage; terms it lacks are left out."""
        gained = {}
        for term in terms:
            positions, gains = self._gains(term)
            place = int(np.searchsorted(positions, position))
            if place < len(positions) and positions[place] == position:
                gained[term] = self._idf(term) * (float(gains[place]) + self.delta)
        return gained

    def document_frequency(self, term: str) -> int:
        """Return how many passages contain the term."""
        return len(self._postings.lookup(term)[0])

    def document_frequencies(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """Return how many passages contain each term; shape `(terms,)`."""
        return self._postings.document_frequencies(terms)

    def smoothed_idf(self, term: str, extra_passages: int = 0) -> float:
        """Return an inverse document frequency above 0 for any term, also one in no passage.

        It is `log((N + 1) / (n + 1/2))` for a term in n of N passages; `extra_passages` without
        the term are added to N.
        """
        size = self.corpus_size + extra_passages
        return math.log((size + 1) / (self.document_frequency(term) + 0.5))

    def _idf(self, term: str) -> float:
        return math.log((self.corpus_size + 1) / self.document_frequency(term))

    def _gains(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the positions of the passages with the term, and its gain in each before idf."""
        positions, frequencies = self._postings.lookup(term)
        return positions, frequencies * (self.k1 + 1) / (self._norms[positions] + frequencies)

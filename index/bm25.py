"""rank-bm25's formula over postings."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus


class PostingsBM25(BM25Plus):
    """BM25Plus, computed over the passages that hold a term instead of over all of them.

    BM25Plus's idf, `log((N + 1) / n)`, is positive for every term of any corpus, down to a single
    passage, where BM25Okapi's is negative. Scores equal rank_bm25's to within rounding.
    A corpus without passages, and passages without terms, are fine.
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
        self._postings: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        super().__init__(corpus, k1=k1, b=b, delta=delta)

    def _initialize(self, corpus: Sequence[Sequence[str]]) -> dict[str, int]:
        """Build the postings, and return how many passages hold each term."""
        postings: dict[str, list[tuple[int, int]]] = {}
        for position, terms in enumerate(corpus):
            self.doc_len.append(len(terms))
            for term, frequency in Counter(terms).items():
                postings.setdefault(term, []).append((position, frequency))
        self.corpus_size = len(corpus)
        self.avgdl = sum(self.doc_len) / len(corpus) if corpus else 0.0
        lengths = np.array(self.doc_len, dtype=np.float64)
        for term, entries in postings.items():
            positions = np.array([position for position, _ in entries], dtype=np.int64)
            frequencies = np.array([frequency for _, frequency in entries], dtype=np.float64)
            norms = self.k1 * (1 - self.b + self.b * lengths[positions] / self.avgdl)
            gains = frequencies * (self.k1 + 1) / (norms + frequencies)
            self._postings[term] = positions, gains
        return {term: len(entries) for term, entries in postings.items()}

    def get_scores(self, query: Iterable[str]) -> NDArray[np.float64]:
        """Return the score of every passage, in order."""
        return self.weighted_scores((term, 1.0) for term in query)

    def weighted_scores(self, query: Iterable[tuple[str, float]]) -> NDArray[np.float64]:
        """Return the score of every passage, in order, where each term counts by its weight."""
        scores = np.zeros(self.corpus_size)
        for term, weight in query:
            if term in self._postings:
                positions, gains = self._postings[term]
                scores[positions] += weight * self.idf[term] * gains
                scores += weight * self.idf[term] * self.delta
        return scores

    def gains(self, position: int, terms: Iterable[str]) -> dict[str, float]:
        """Return what each of the terms adds to the score of the passage at this position."""
        gained = {}
        for term in terms:
            if term in self._postings:
                positions, gains = self._postings[term]
                place = int(np.searchsorted(positions, position))
                if place < len(positions) and positions[place] == position:
                    gained[term] = self.idf[term] * (float(gains[place]) + self.delta)
        return gained

    def count(self, term: str) -> int:
        """Return how many passages hold the term."""
        return len(self._postings[term][0]) if term in self._postings else 0

    def rarity(self, term: str, beside: int = 0) -> float:
        """Return how rare the term is, above 0: for a term in no passage too, unlike the idf.

        `log((N + 1) / (n + 1/2))`, as if so many passages without it stood beside the N.
        """
        return math.log((self.corpus_size + beside + 1) / (self.count(term) + 0.5))

"""The BM25 formula of rank_bm25, computed over postings."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from index.searching.numbering import Numbering
from index.searching.postings import Column, Flags, Postings


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

    @classmethod
    def over(
        cls,
        terms: Numbering,
        postings: Sequence[Postings],
        lengths: Sequence[Column],
        document_frequencies: Column,
        live: Flags,
    ) -> Self:
        """Take the postings of consecutive parts of a corpus, and the lengths of their passages.

        `live` has a flag for each passage; the others count for nothing. The document frequencies,
        by term id, are those of the passages that count.
        """
        bm25 = cls([])
        bm25._count(terms, postings, lengths, document_frequencies, live)
        return bm25

    def _initialize(self, corpus: Iterable[Iterable[str]]) -> dict[str, int]:
        terms = Numbering()
        rows = [[terms.number(term) for term in passage] for passage in corpus]
        lengths = np.array([len(row) for row in rows], np.int32)
        postings = Postings.of(
            np.array([term for row in rows for term in row], np.int64),
            np.repeat(np.arange(len(rows)), lengths),
            len(terms),
        )
        frequencies = np.diff(postings.starts).astype(np.int32)
        self._count(terms, [postings], [lengths], frequencies, np.ones(len(rows), np.bool_))
        # Every new passage changes every idf, so they are computed on demand.
        return {}

    def _count(
        self,
        terms: Numbering,
        postings: Sequence[Postings],
        lengths_of: Sequence[Column],
        document_frequencies: Column,
        live: Flags,
    ) -> None:
        lengths = np.concatenate(lengths_of)
        self._terms = terms
        self._postings = postings
        self._sizes = list(map(len, lengths_of))
        self._document_frequencies = document_frequencies
        self.corpus_size = int(live.sum())
        self.avgdl = int(lengths.sum(where=live)) / max(self.corpus_size, 1)
        # Without terms the average length is 0, and no score depends on it.
        relative = self.b * lengths / (self.avgdl or 1.0)
        # What is infinitely long gains nothing.
        self._norms = np.where(live, self.k1 * (1 - self.b + relative), np.inf)
        """Per passage: the term frequency at which a term reaches half of its largest gain."""

    def get_scores(self, query: Iterable[str]) -> NDArray[np.float64]:
        """Return the score of every passage, in order; shape `(passages,)`."""
        return self.weighted_scores((term, 1.0) for term in query)

    def weighted_scores(self, query: Iterable[tuple[str, float]]) -> NDArray[np.float64]:
        """Return the score of every passage for terms with weights; shape `(passages,)`."""
        positions, frequencies, weights, everywhere = [], [], [], 0.0
        for term, weight in query:
            number = self._terms.get(term)
            if number is None or not self._document_frequencies[number]:
                continue
            of_each = weight * self._idf(number)
            everywhere += of_each * self.delta
            for place, found, often in self._lookup(number):
                positions.append(found + place if place else found)
                frequencies.append(often)
                weights.append(of_each)
        if not positions:
            return np.zeros(len(self._norms))
        there, often = np.concatenate(positions), np.concatenate(frequencies)
        gains = often * (self.k1 + 1) / (self._norms[there] + often)
        gains *= np.repeat(weights, list(map(len, positions)))
        # It adds in the given order, so that the same terms always give the same sum.
        scores: NDArray[Any] = np.bincount(there, gains, minlength=len(self._norms))
        return scores + everywhere

    def gains(self, position: int, terms: Iterable[str]) -> dict[str, float]:
        """Return what each term adds to the score of one passage; terms it lacks are left out."""
        gained = {}
        for term in terms:
            number = self._terms.get(term)
            for place, positions, frequencies in () if number is None else self._lookup(number):
                at = int(np.searchsorted(positions, position - place))
                if at < len(positions) and positions[at] == position - place:
                    often = int(frequencies[at])
                    gain = often * (self.k1 + 1) / (float(self._norms[position]) + often)
                    gained[term] = self._idf(number or 0) * (gain + self.delta)
        return gained

    def document_frequency(self, term: str) -> int:
        """Return how many passages contain the term."""
        number = self._terms.get(term)
        return 0 if number is None else int(self._document_frequencies[number])

    def smoothed_idf(self, term: str, extra_passages: int = 0) -> float:
        """Return an inverse document frequency above 0 for any term, also one in no passage.

        It is `log((N + 1) / (n + 1/2))` for a term in n of N passages; `extra_passages` without
        the term are added to N.
        """
        size = self.corpus_size + extra_passages
        return math.log((size + 1) / (self.document_frequency(term) + 0.5))

    def _idf(self, number: int) -> float:
        return math.log((self.corpus_size + 1) / int(self._document_frequencies[number]))

    def _lookup(self, number: int) -> Iterable[tuple[int, Column, Column]]:
        """Yield, for each part, its first position, and the term's positions and frequencies."""
        first = 0
        for postings, size in zip(self._postings, self._sizes, strict=True):
            positions, frequencies = postings.lookup(number)
            if len(positions):
                yield first, positions, frequencies
            first += size

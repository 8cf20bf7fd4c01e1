"""Postings: an inverted index from terms to documents and frequencies."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.searching.arrays import Arrays

Integers = NDArray[np.int64]
Column = NDArray[np.int32]
Flags = NDArray[np.bool_]
AnyIntegers = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Postings:
    """Which documents contain each term, and how often, as compressed sparse rows.

    Terms are given by id, documents by position, both from 0.

    >>> postings = Postings.of(np.array([0, 1, 1, 1]), np.array([0, 0, 1, 1]), terms=3)
    >>> positions, frequencies = postings.lookup(1)
    >>> positions.tolist(), frequencies.tolist()
    ([0, 1], [1, 2])
    """

    starts: Integers
    """Where the row of each term starts in the next two arrays, and where the last ends; shape
    `(terms + 1,)`."""
    positions: Column
    """The documents of each row, in order."""
    frequencies: Column
    """How often each of them contains the term, at least 1."""

    @classmethod
    def of(cls, terms_of: AnyIntegers, positions: AnyIntegers, terms: int) -> "Postings":
        """Index pairs of a term id and the position of a document, repetitions included.

        Ids are below `terms`.
        """
        size = int(positions.max(initial=0)) + 1
        # One number encodes a term and a position, so that a single sort counts all pairs.
        encoded = terms_of.astype(np.int64) * size + positions
        pairs, frequencies = np.unique(encoded, return_counts=True)
        return cls.sorted(pairs // size, pairs % size, frequencies, terms)

    @classmethod
    def sorted(
        cls, terms_of: AnyIntegers, positions: AnyIntegers, frequencies: AnyIntegers, terms: int
    ) -> "Postings":
        """Take postings that are sorted by term id and position."""
        return cls(
            np.concatenate([[0], np.cumsum(np.bincount(terms_of, minlength=terms))]),
            positions.astype(np.int32),
            frequencies.astype(np.int32),
        )

    @classmethod
    def of_arrays(cls, arrays: Arrays) -> "Postings":
        """Take the arrays of `arrays()`."""
        return cls(arrays["starts"], arrays["positions"], arrays["frequencies"])

    def arrays(self) -> Arrays:
        """Return what the postings are made of, by name."""
        return {
            "starts": self.starts,
            "positions": self.positions,
            "frequencies": self.frequencies,
        }

    def lookup(self, term: int) -> tuple[Column, Column]:
        """Return the positions of the documents with the term, in order, and its frequencies.

        A term with an id that was not yet in use here is in none.
        """
        if term + 1 >= len(self.starts):
            return self.positions[:0], self.frequencies[:0]
        inside = slice(self.starts[term], self.starts[term + 1])
        return self.positions[inside], self.frequencies[inside]

    def terms_of(self) -> Column:
        """Return the term id of each posting."""
        rows = np.arange(len(self.starts) - 1, dtype=np.int32)
        return np.repeat(rows, np.diff(self.starts))

"""The vectors of articles, a byte a number: a quarter of the memory, and the same order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.searching.postings import Integers
from index.semantic import encoder

_BLOCK = 4096
"""Vectors that are compared at once, so that what they are converted to fits into a cache."""
_MOST = 127
"""The largest number of a byte with a sign."""
NOWHERE = -1
"""The row of a passage without a vector."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of the units of articles. Its arrays are never changed.

    An article is known by the digest of all that is stored of it, so that what an index does with
    its passages makes no difference, and another version of the article is another article.
    """

    digests: NDArray[np.uint64]
    """Per article, in ascending order."""
    offsets: NDArray[np.int64]
    """Per article: the row of its first unit; and at the end, the number of rows."""
    values: NDArray[np.int8]
    """Per row: its vector; shape `(rows, dimensions)`."""
    scales: NDArray[np.float32]
    """Per row: what its numbers are to be multiplied by."""

    @classmethod
    def of(cls, articles: Mapping[int, encoder.Vectors], dimensions: int) -> "Vectors":
        """Take the vectors of the units of each article by its digest."""
        digests = sorted(articles)
        rows = [articles[digest] for digest in digests]
        every = np.concatenate([np.zeros((0, dimensions), np.float32), *rows])
        scales = np.maximum(np.abs(every).max(axis=1, initial=0.0), np.finfo(np.float32).tiny)
        scales /= _MOST
        return cls(
            np.array(digests, np.uint64),
            np.cumsum([0, *map(len, rows)], dtype=np.int64),
            np.rint(every / scales[:, np.newaxis]).astype(np.int8),
            scales.astype(np.float32),
        )

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Vectors":
        """Take the arrays of `arrays()`; raise ValueError if they don't fit together."""
        vectors = cls(**{name: arrays[name] for name in cls.__slots__})
        fits = len(vectors.offsets) == len(vectors.digests) + 1 and int(vectors.offsets[-1]) == len(
            vectors.values
        ) == len(vectors.scales)
        if not fits:
            raise ValueError("the vectors don't fit together")
        return vectors

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what the vectors are made of, by name."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return len(self.values)

    @property
    def nbytes(self) -> int:
        """The size of the vectors in bytes."""
        return sum(array.nbytes for array in self.arrays().values())

    def first_rows(self, digests: NDArray[np.uint64]) -> Integers:
        """Return the row of the first unit of each article; NOWHERE if it has no vectors."""
        if not len(self.digests):
            return np.full(len(digests), NOWHERE)
        places = np.minimum(np.searchsorted(self.digests, digests), len(self.digests) - 1)
        return np.where(self.digests[places] == digests, self.offsets[places], NOWHERE)

    def similarities(self, vector: NDArray[np.float32], rows: Integers) -> NDArray[np.float32]:
        """Return the cosine of a unit vector with each of these rows, 0 for NOWHERE."""
        found = np.zeros(len(rows), np.float32)
        for start in range(0, len(rows), _BLOCK):
            some = rows[start : start + _BLOCK]
            known = some != NOWHERE
            chosen = some[known]
            block = found[start : start + _BLOCK]
            block[known] = (self.values[chosen].astype(np.float32) @ vector) * self.scales[chosen]
        return found

    def only(self, digests: Iterable[int]) -> "Vectors":
        """Return the vectors of these articles only."""
        kept = np.isin(self.digests, np.array(list(digests), np.uint64))
        rows = np.repeat(kept, np.diff(self.offsets))
        lengths = np.diff(self.offsets)[kept]
        return Vectors(
            self.digests[kept],
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            self.values[rows],
            self.scales[rows],
        )

    def followed_by(self, more: "Vectors") -> "Vectors":
        """Return these vectors and those of other articles."""
        digests = np.concatenate([self.digests, more.digests])
        lengths = np.concatenate([np.diff(self.offsets), np.diff(more.offsets)])
        firsts = np.concatenate([self.offsets[:-1], len(self) + more.offsets[:-1]])
        order = np.argsort(digests, kind="stable")
        rows = [
            np.arange(first, first + length)
            for first, length in zip(firsts[order].tolist(), lengths[order].tolist(), strict=True)
        ]
        every = np.concatenate([np.zeros(0, np.int64), *rows])
        return Vectors(
            digests[order],
            np.concatenate([[0], np.cumsum(lengths[order])]).astype(np.int64),
            np.concatenate([self.values, more.values])[every],
            np.concatenate([self.scales, more.scales])[every],
        )

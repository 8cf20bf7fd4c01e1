"""Rows of different lengths in one array."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.searching.arrays import Arrays
from index.searching.postings import Flags, Integers


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of numbers, one after the other.

    >>> rows = Ragged.with_lengths([2, 0, 1], np.array([1, 2, 3]))
    >>> rows[0].tolist(), rows.only(np.array([True, False, True])).values.tolist()
    ([1, 2], [1, 2, 3])
    """

    offsets: Integers
    """Where each row starts in `values`, and where the last ends; shape `(rows + 1,)`."""
    values: NDArray[Any]
    """The rows; the first dimension is theirs."""

    @classmethod
    def of_bytes(cls, rows: Sequence[bytes]) -> "Ragged":
        """Take rows of bytes."""
        return cls.with_lengths(list(map(len, rows)), np.frombuffer(b"".join(rows), np.uint8))

    @classmethod
    def with_lengths(cls, lengths: Sequence[int] | Integers, values: NDArray[Any]) -> "Ragged":
        """Take the rows one after the other, and how long each is."""
        offsets = np.zeros(len(lengths) + 1, np.int64)
        np.add.accumulate(lengths, out=offsets[1:])
        return cls(offsets, values)

    @classmethod
    def of_arrays(cls, arrays: Arrays) -> "Ragged":
        """Take the arrays of `arrays()`."""
        return cls(arrays["offsets"], arrays["values"])

    def arrays(self) -> Arrays:
        """Return what the rows are made of, by name."""
        return {"offsets": self.offsets, "values": self.values}

    def __getitem__(self, row: int) -> NDArray[Any]:
        """Return a row."""
        return self.values[self.offsets[row] : self.offsets[row + 1]]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.offsets) - 1

    @property
    def lengths(self) -> Integers:
        """How long each row is; shape `(rows,)`."""
        return np.diff(self.offsets)

    def only(self, kept: Flags) -> "Ragged":
        """Return the kept rows (one flag each)."""
        if kept.all():
            return self
        inside = np.repeat(kept, self.lengths)
        # compress() is three times as fast as indexing with flags.
        return Ragged.with_lengths(self.lengths[kept], np.compress(inside, self.values, axis=0))

    def at(self, rows: Sequence[int] | Integers) -> "Ragged":
        """Return the rows with these numbers, in that order."""
        starts, ends = self.offsets[:-1][rows], self.offsets[1:][rows]
        # Plain integers, because slicing by those of an array takes several times as long.
        places = zip(starts.tolist(), ends.tolist(), strict=True)
        parts = [self.values[start:end] for start, end in places]
        return Ragged.with_lengths(ends - starts, np.concatenate(parts or [self.values[:0]]))

    def lengths_at(self, rows: Integers) -> Integers:
        """Return how long each of the rows with these numbers is."""
        return self.offsets[1:][rows] - self.offsets[:-1][rows]

    def followed_by(self, more: "Ragged") -> "Ragged":
        """Return these rows followed by others."""
        return Ragged(
            np.concatenate([self.offsets, self.offsets[-1] + more.offsets[1:]]),
            np.concatenate([self.values, more.values]),
        )

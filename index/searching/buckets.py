"""Numbers found by hashes, in two arrays, which a file can be mapped to."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.searching.arrays import Arrays
from index.searching.letters import smallest

Hashes = NDArray[np.uint32]
_BITS = 32


class Buckets:
    """Numbers by the 32-bit hash of what they are looked up by. Instances are immutable.

    Only the first bits of a hash are compared, so what is found must be checked.
    """

    def __init__(self, arrays: Arrays) -> None:
        """Take the arrays of `arrays()`, which are not copied."""
        self._arrays = arrays
        self.numbers = arrays["numbers"].data
        """All numbers, in order within each bucket."""
        self._starts = arrays["starts"].data
        self._shift = _BITS + 1 - (len(self._starts) - 1).bit_length()

    @classmethod
    def of(cls, hashes: Hashes, numbers: NDArray[np.int64], each: int = 1) -> "Buckets":
        """File each number under its hash, with `each` of them in a bucket on average."""
        bits = max(len(numbers) // each, 1).bit_length()
        bucket = hashes.astype(np.int64) >> (_BITS - bits)
        # One number encodes both, so that a single sort orders them.
        size = int(numbers.max(initial=0)) + 1
        pairs = np.sort(bucket * size + numbers)
        counts = np.bincount(pairs // size, minlength=1 << bits)
        return cls(
            {
                "numbers": smallest(pairs % size),
                "starts": smallest(np.concatenate([[0], np.cumsum(counts)])),
            }
        )

    def arrays(self) -> Arrays:
        """Return what the buckets are made of, by name."""
        return self._arrays

    def spans(self, codes: Iterable[int]) -> list[slice]:
        """Return where in `numbers` those with each of these hashes are, others among them."""
        starts, shift = self._starts, self._shift
        buckets = [code >> shift for code in codes]
        return [slice(starts[bucket], starts[bucket + 1]) for bucket in buckets]

    def lookup(self, code: int) -> list[int]:
        """Return the numbers with this hash, in order, and perhaps others."""
        bucket = code >> self._shift
        start, end = self._starts[bucket], self._starts[bucket + 1]
        found: list[int] = self.numbers[start:end].tolist() if end > start else []
        return found

    def most(self, code: int) -> int:
        """Return how many numbers at most have this hash."""
        bucket = code >> self._shift
        most: int = self._starts[bucket + 1] - self._starts[bucket]
        return most

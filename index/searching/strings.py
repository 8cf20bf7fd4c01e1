"""Distinct strings in arrays, which a file can be mapped to, unlike a dictionary."""

from collections.abc import Iterable
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.searching.arrays import Arrays


class Strings:
    """Distinct strings, numbered from 0. Instances are immutable.

    A string is found in a hash table by its CRC-32, in about a microsecond however many there are.

    >>> strings = Strings.of(["naik", "turun"])
    >>> strings.number("turun"), strings.number("diam"), strings[0], len(strings)
    (1, None, 'naik', 2)
    """

    def __init__(self, arrays: Arrays) -> None:
        """Take the arrays of `arrays()`, which are not copied."""
        self._arrays = arrays
        # Elements of a memory view are plain integers, in a third of the time of an array's.
        self._buckets = arrays["buckets"].data
        """Where each bucket of the hash table starts in `_order`, and where the last ends; their
        number is a power of two."""
        self._order = arrays["order"].data
        """The numbers of the strings, bucket by bucket."""
        self._offsets = arrays["offsets"].data
        """Where each string starts in `_text`, and where the last ends."""
        self._text = arrays["text"].data
        """The strings in UTF-8, one after the other."""
        self._last_bucket = len(self._buckets) - 2

    @classmethod
    def of(cls, strings: Iterable[str]) -> "Strings":
        """Return distinct strings, numbered in the given order."""
        encoded = [_encoded(string) for string in strings]
        buckets = 1 << max(len(encoded) - 1, 0).bit_length()
        bucket = np.fromiter(map(crc32, encoded), np.uint32, len(encoded)) & (buckets - 1)
        lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
        return cls(
            {
                "buckets": _offsets(np.bincount(bucket, minlength=buckets)).astype(np.int32),
                "order": np.argsort(bucket, kind="stable").astype(np.int32),
                "offsets": _offsets(lengths),
                "text": np.frombuffer(b"".join(encoded), np.uint8),
            }
        )

    def arrays(self) -> Arrays:
        """Return what the strings are made of, by name."""
        return self._arrays

    def number(self, string: str) -> int | None:
        """Return the number of a string, or None if it is none of them."""
        encoded = _encoded(string)
        bucket = crc32(encoded) & self._last_bucket
        for place in range(self._buckets[bucket], self._buckets[bucket + 1]):
            number: int = self._order[place]
            if self._text[self._offsets[number] : self._offsets[number + 1]] == encoded:
                return number
        return None

    def __getitem__(self, number: int) -> str:
        """Return the string with this number, which must be in `range(len(strings))`."""
        start, end = self._offsets[number], self._offsets[number + 1]
        return str(self._text[start:end], "utf-8", "surrogatepass")

    def __len__(self) -> int:
        """Return how many strings there are."""
        return len(self._order)

    def every(self) -> list[str]:
        """Return all strings, in the order of their numbers."""
        text = bytes(self._text)
        offsets = self._offsets.tolist()
        return [
            text[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(offsets)
        ]


def _encoded(string: str) -> bytes:
    # A lone surrogate is no text, but it must not stop a search.
    return string.encode("utf-8", "surrogatepass")


def _offsets(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(lengths)])

"""Distinct strings in arrays, which a file can be mapped to, unlike a dictionary."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[np.generic]]
"""Arrays by name, as a file of the index holds them."""


class Strings:
    """Distinct strings, numbered from 0. Instances are immutable.

    A string is found by its CRC-32 and then compared, in about a microsecond however many there
    are.

    >>> strings = Strings.of(["naik", "turun"])
    >>> strings.number("turun"), strings.number("diam"), strings[0], len(strings)
    (1, None, 'naik', 2)
    """

    def __init__(self, arrays: Arrays) -> None:
        """Take the arrays of `arrays()`, which are not copied."""
        self._arrays = arrays
        # Elements of a memory view are plain integers, in a third of the time of an array's.
        self._hashes = memoryview(np.asarray(arrays["hashes"]))
        self._order = memoryview(np.asarray(arrays["order"]))
        self._offsets = memoryview(np.asarray(arrays["offsets"]))
        self._text = memoryview(np.asarray(arrays["text"]))

    @classmethod
    def of(cls, strings: Iterable[str]) -> "Strings":
        """Number distinct strings in the given order."""
        encoded = [string.encode("utf-8", "surrogatepass") for string in strings]
        hashes = np.fromiter(map(crc32, encoded), np.uint32, len(encoded))
        order = np.argsort(hashes, kind="stable").astype(np.int32)
        lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
        return cls(
            {
                "hashes": hashes[order],
                "order": order,
                "offsets": np.concatenate([[0], np.cumsum(lengths)]),
                "text": np.frombuffer(b"".join(encoded), np.uint8),
            }
        )

    def arrays(self) -> Arrays:
        """Return what the strings are made of, by name."""
        return self._arrays

    def number(self, string: str) -> int | None:
        """Return the number of a string, or None if it is none of them."""
        encoded = string.encode("utf-8", "surrogatepass")
        code = crc32(encoded)
        place = bisect_left(self._hashes, code)
        while place < len(self._hashes) and self._hashes[place] == code:
            number: int = self._order[place]
            if self._text[self._offsets[number] : self._offsets[number + 1]] == encoded:
                return number
            place += 1
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
            text[start:end].decode("utf-8", "surrogatepass")
            for start, end in zip(offsets, offsets[1:], strict=False)
        ]

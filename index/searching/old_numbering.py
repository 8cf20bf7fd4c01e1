"""Ids for strings, so that arrays can hold them; freed ids are reused."""

import numpy as np
from numpy.typing import NDArray


class Numbering:
    """Assigns each key a number, from 0."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.keys: list[str] = []
        """The keys by number; empty strings where a number is free."""
        self._free: list[int] = []

    def number(self, key: str) -> int:
        """Return the key's number, assigning one to a new key.

        >>> ids = Numbering()
        >>> ids.number("b"), ids.number("a"), ids.number("b")
        (0, 1, 0)
        """
        number = self.numbers.get(key)
        if number is None:
            if self._free:
                number = self._free.pop()
                self.keys[number] = key
            else:
                number = len(self.keys)
                self.keys.append(key)
            self.numbers[key] = number
        return number

    def only(self, numbers: NDArray[np.int32]) -> "Numbering":
        """Return a copy with only the keys that have these numbers; the others become free."""
        other = Numbering()
        other.numbers = self.numbers.copy()
        other.keys = self.keys.copy()
        unused = np.ones(len(self.keys), np.bool_)
        unused[numbers] = False
        other._free = np.flatnonzero(unused).tolist()
        for number in other._free:
            if other.numbers.get(other.keys[number]) == number:
                del other.numbers[other.keys[number]]
                other.keys[number] = ""
        return other

"""Keys by number, so that arrays may hold them; the numbers of keys that left are given again."""

import numpy as np
from numpy.typing import NDArray


class Numbering:
    """A number for each of some keys, from 0."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.keys: list[str] = []
        """By number; empty where it is free."""
        self._free: list[int] = []

    def number(self, key: str) -> int:
        """Return the key's number; a new key gets one."""
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
        """Return a copy without the keys whose numbers are not among these."""
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

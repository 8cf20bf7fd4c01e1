"""Ids for strings, so that arrays can hold them."""

from typing import overload

from index.searching.memo import Memo
from index.searching.strings import Strings

REMEMBERED = 1000
"""How many strings a numbering remembers that were asked for: a question asks for the same ones
again and again, and remembering takes a tenth of the time of looking up."""


class Numbering:
    """Assigns each string an id, from 0; ids are never freed.

    Standing strings are in arrays. Recent ones are in a dictionary, so that a copy with some more
    of them takes time in proportion to the recent ones only.
    """

    def __init__(self, standing: Strings | None = None) -> None:
        self.standing = standing or Strings.of(())
        self._remembered = Memo(self.standing.number, REMEMBERED)
        self._recent: dict[str, int] = {}
        self._names: list[str] = []

    def copy(self) -> "Numbering":
        """Return a numbering that can be given more strings without changing this one."""
        other = Numbering(self.standing)
        other._remembered = self._remembered
        other._recent = self._recent.copy()
        other._names = self._names.copy()
        return other

    def number(self, string: str) -> int:
        """Return the string's id, assigning the next one to a new string.

        >>> ids = Numbering(Strings.of(["b"]))
        >>> ids.number("b"), ids.number("a"), ids.number("a")
        (0, 1, 1)
        """
        number = self._recent.get(string)
        if number is None:
            number = self.standing.number(string)
        if number is None:
            number = len(self)
            self._recent[string] = number
            self._names.append(string)
        return number

    @overload
    def get(self, string: str) -> int | None: ...

    @overload
    def get(self, string: str, default: int) -> int: ...

    def get(self, string: str, default: int | None = None) -> int | None:
        """Return the string's id, or the default if it has none."""
        number = self._recent.get(string)
        if number is None:
            number = self._remembered[string]
        return default if number is None else number

    def __getitem__(self, number: int) -> str:
        """Return the string with this id."""
        first = len(self.standing)
        return self.standing[number] if number < first else self._names[number - first]

    def __len__(self) -> int:
        """Return how many strings have an id; ids are below that."""
        return len(self.standing) + len(self._names)

    @property
    def recent(self) -> list[str]:
        """The strings that are not standing, in the order of their ids."""
        return self._names

    def every(self) -> list[str]:
        """Return all strings, in the order of their ids."""
        return [*self.standing.every(), *self._names]

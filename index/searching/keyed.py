"""Strings of a corpus, to be found by keys that are made of each, such as its pieces."""

from collections.abc import Callable, Iterable, Set
from itertools import compress

import numpy as np

from index.searching.postings import Postings


class Keyed:
    """Strings and an inverted index of their keys. It never changes once made."""

    def __init__(self, keys: Callable[[str], Iterable[str]], strings: Iterable[str] = ()) -> None:
        """Index strings, each but once, by the keys that the function makes of each."""
        self._keys = keys
        self.strings: list[str] = list(dict.fromkeys(strings))
        """By number."""
        self._held = frozenset(self.strings)
        self.postings: Postings = Postings.of(map(keys, self.strings))
        """Which strings have a key, by their numbers."""

    def changed(self, strings: Set[str]) -> "Keyed":
        """Return an index of these strings, in far less time if most of them are held here."""
        kept = list(map(strings.__contains__, self.strings))
        new = list(strings - self._held)
        other = Keyed(self._keys)
        other.strings = [*compress(self.strings, kept), *new]
        other._held = frozenset(strings)
        other.postings = self.postings.changed(np.array(kept, np.bool_), map(self._keys, new))
        return other

    def __contains__(self, string: str) -> bool:
        """Tell whether the string is one of these."""
        return string in self._held

    def having(self, key: str) -> list[str]:
        """Return the strings that have this key."""
        return [self.strings[number] for number in self.postings.holders(key)[0].tolist()]

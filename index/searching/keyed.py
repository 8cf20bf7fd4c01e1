"""Strings of a corpus, found by keys that are derived from each, such as its character n-grams."""

from collections.abc import Callable, Iterable, Set
from itertools import compress

import numpy as np

from index.searching.old_postings import Postings


class Keyed:
    """Strings with an inverted index of their keys. Instances are immutable.

    >>> by_letter = Keyed(set, ["ab", "bc"])
    >>> by_letter.having("b")
    ['ab', 'bc']
    """

    def __init__(self, keys: Callable[[str], Iterable[str]], strings: Iterable[str] = ()) -> None:
        """Index the strings, each once, by the keys that the function returns for them."""
        self._keys = keys
        self.strings: list[str] = list(dict.fromkeys(strings))
        self._known = frozenset(self.strings)
        self.postings: Postings = Postings.of(map(keys, self.strings))
        """The positions in `strings` by key."""

    def changed(self, strings: Set[str]) -> "Keyed":
        """Return an index of these strings, reusing the keys of those that are in this one."""
        kept = list(map(strings.__contains__, self.strings))
        new = list(strings - self._known)
        other = Keyed(self._keys)
        other.strings = [*compress(self.strings, kept), *new]
        other._known = frozenset(strings)
        other.postings = self.postings.changed(np.array(kept, np.bool_), map(self._keys, new))
        return other

    def __contains__(self, string: str) -> bool:
        """Return whether the string is in the index."""
        return string in self._known

    def having(self, key: str) -> list[str]:
        """Return the strings with this key."""
        return [self.strings[number] for number in self.postings.lookup(key)[0].tolist()]

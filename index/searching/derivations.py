"""Which words of a corpus may be formed from which, as a graph in arrays.

Its nodes are words, and bases that are no words but have a family of words formed from them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.searching.affixes import bases_of
from index.searching.arrays import Arrays, below, prefixed
from index.searching.buckets import Buckets
from index.searching.letters import smallest
from index.searching.strings import Strings

MIN_FAMILY = 3
"""The fewest words formed from a base for it to be a root even if it never occurs by itself."""
INITIALS = 2
"""Letters by which the words of a family are compared: several prefixes, or one by chance?"""


class Derivations:
    """The standing part of the graph: the words numbered from 0, and after them other bases."""

    def __init__(self, words: Strings, arrays: Arrays) -> None:
        """Take the words, and the arrays of `arrays()`, which are not copied."""
        self._arrays = arrays
        self.words = words
        self.first_family = len(words)
        """The node of the first base that is no word."""
        self.families = Strings(below("families", arrays))
        """Bases that are no words; their nodes follow those of the words."""
        self.size = len(words) + len(self.families)
        """How many nodes there are."""
        self._bases = _Edges(below("bases", arrays))
        self._derived = _Edges(below("derived", arrays))
        self._others = Buckets(below("others", arrays))
        """The nodes that may be formed from a base which is no node, by its hash."""

    @classmethod
    def of(cls, words: Strings) -> "Derivations":
        """Find out what words may be formed from."""
        every = words.every()
        number = {word: place for place, word in enumerate(every)}
        derived: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(every):
            for base in bases_of(word):
                derived[base].append(place)
        families = [
            base
            for base, nodes in derived.items()
            if base not in number and is_family(base, [every[node] for node in nodes])
        ]
        for base in families:
            number[base] = len(number)
        for base in families:
            for its_base in bases_of(base):
                derived[its_base].append(number[base])
        edges = [
            (node, number[base])
            for base, nodes in derived.items()
            if base in number
            for node in nodes
        ]
        others = [
            (hash_of(base), node)
            for base, nodes in derived.items()
            if base not in number
            for node in nodes
        ]
        pairs = np.array(edges, np.int64).reshape(-1, 2)
        loose = np.array(others, np.int64).reshape(-1, 2)
        arrays = {
            **prefixed("families", Strings.of(families).arrays()),
            **prefixed("bases", _edges(pairs, len(number))),
            **prefixed("derived", _edges(pairs[:, ::-1], len(number))),
            **prefixed("others", Buckets.of(loose[:, 0].astype(np.uint32), loose[:, 1]).arrays()),
        }
        return cls(words, arrays)

    def arrays(self) -> Arrays:
        """Return what the graph is made of, by name."""
        return self._arrays

    def name(self, node: int) -> str:
        """Return the word or base."""
        first = self.first_family
        return self.words[node] if node < first else self.families[node - first]

    def family(self, base: str) -> int | None:
        """Return the node of a base that is no word, or None if it has none."""
        number = self.families.number(base)
        return None if number is None else self.first_family + number

    def bases(self, node: int) -> Sequence[int]:
        """Return the nodes that a node may be formed from by one layer of affixes."""
        return self._bases.of(node)

    def derived(self, node: int) -> Sequence[int]:
        """Return the nodes that may be formed from a node by one layer of affixes."""
        return self._derived.of(node)

    def formed_from(self, other: str) -> list[int]:
        """Return the nodes that may be formed from a string that is no node."""
        return [
            node
            for node in dict.fromkeys(self._others.lookup(hash_of(other)))
            # All but the first letter of a base is part of the word.
            if other[1:] in (name := self.name(node)) and other in bases_of(name)
        ]

    def most_formed_from(self, other: str) -> int:
        """Return how many nodes at most may be formed from a string that is no node."""
        return self._others.most(hash_of(other))


def is_family(base: str, words: Iterable[str]) -> bool:
    """Return whether words formed from a base show it: a few, with more than one prefix."""
    formed = list(words)
    beginnings = {word[:INITIALS] for word in formed if not word.startswith(base[:INITIALS])}
    return len(formed) >= MIN_FAMILY and len(beginnings) > 1


def hash_of(base: str) -> int:
    """Return the CRC-32 of a base."""
    return crc32(base.encode("utf-8", "surrogatepass"))


class _Edges:
    """Edges by the node that they start from."""

    def __init__(self, arrays: Arrays) -> None:
        self._starts = arrays["starts"].data
        self._ends = arrays["ends"].data

    def of(self, node: int) -> Sequence[int]:
        start, end = self._starts[node], self._starts[node + 1]
        return self._ends[start:end].tolist() if end > start else ()


def _edges(pairs: NDArray[np.int64], nodes: int) -> Arrays:
    ordered = pairs[np.argsort(pairs[:, 0], kind="stable")]
    counts = np.bincount(pairs[:, 0], minlength=nodes)
    starts = np.concatenate([[0], np.cumsum(counts)])
    return {"starts": smallest(starts), "ends": smallest(ordered[:, 1])}

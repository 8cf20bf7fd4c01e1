"""Roots of Indonesian and Malay words: affixes are removed only if a corpus word remains.

A stemmer removes affixes by their letters alone: it keeps "kenaikan" and "naik" apart, and takes
"menteri" for a form of "teri". The vocabulary of the corpus is better evidence.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from index.searching.affixes import MAX_LAYERS, bases_of
from index.searching.derivation_graph import DerivationGraph
from index.searching.derivations import MIN_FAMILY, Derivations, is_family
from index.searching.strings import Strings

MAX_RARITY = 5
"""How many times rarer than a word its base may be."""


class Roots:
    """Finds the roots of words, and the words of a corpus with the same root.

    Roots are computed on demand from the frequencies of the words. Instances are immutable.
    """

    def __init__(
        self,
        graph: DerivationGraph,
        content: NDArray[np.bool_],
        frequencies: NDArray[np.integer],
    ) -> None:
        """Take what words may be formed from, and what the corpus has of them.

        By the id of each word: whether its family may include it, and how often it occurs.
        """
        self._graph = graph
        self._content = content.data
        self._frequencies = frequencies.data
        # Most questions ask for the same few words. Two threads write the same numbers.
        self._counts: dict[int, int] = {}
        self._roots: dict[int, int] = {}

    @classmethod
    def among(cls, frequencies: Mapping[str, int]) -> "Roots":
        """Return the roots of the words of a corpus, given how often each occurs."""
        graph = DerivationGraph(Derivations.of(Strings.of(frequencies)))
        counts = np.array(list(frequencies.values()), np.int64)
        return cls(graph, np.ones(len(counts), np.bool_), counts)

    def of(self, word: str) -> str:
        """Return the root of a word: the most frequent word it may be formed from, or itself."""
        root = self._root_of(word)
        return word if root is None else self._graph.name(root)

    def family(self, word: str) -> list[str]:
        """Return the words of the corpus with the same root as this one."""
        graph = self._graph
        root = self._root_of(word)
        if root is None:
            return []
        nodes = {root}
        for base in graph.derived(root):
            nodes.add(base)
            nodes.update(graph.derived(base))
        return [
            graph.name(node)
            for node in nodes
            if self._is_content(node) and self._root(node) == root
        ]

    def _root_of(self, word: str) -> int | None:
        """Return the node of the root of a word, or None if neither of them has one."""
        graph = self._graph
        node = graph.node(word)
        if node is not None:
            return self._root(node)
        # A word that is no node counts as 0, so that any base may be more frequent.
        found = [base for base in map(graph.node, bases_of(word)) if base is not None]
        base = self._most_frequent(found)
        return base if base is None else self._root_within(base, MAX_LAYERS - 1)

    def _root(self, node: int) -> int:
        root = self._roots.get(node)
        if root is None:
            root = self._roots[node] = self._root_within(node, MAX_LAYERS)
        return root

    def _root_within(self, node: int, layers: int) -> int:
        """Return the root of a node below at most so many layers of affixes."""
        for _ in range(layers):
            base = self._most_frequent(self._graph.bases(node))
            if base is None or self._count(base) * MAX_RARITY < self._count(node):
                break
            node = base
        return node

    def _most_frequent(self, nodes: Iterable[int]) -> int | None:
        """Return the node with the highest count, or None if all counts are 0."""
        counts = [(count, node) for node in nodes if (count := self._count(node))]
        if len(counts) < 2:
            return counts[0][1] if counts else None
        return max(counts, key=lambda each: (each[0], self._graph.name(each[1])))[1]

    def _count(self, node: int) -> int:
        """Return the frequency of a base, or the total of a family formed from it if higher."""
        count = self._counts.get(node)
        if count is None:
            count = self._frequency(node)
            derived = [each for each in self._graph.derived(node) if self._is_content(each)]
            if len(derived) >= MIN_FAMILY:
                total = sum(map(self._frequency, derived))
                name = self._graph.name
                if total > count and is_family(name(node), map(name, derived)):
                    count = total
            self._counts[node] = count
        return count

    def _frequency(self, node: int) -> int:
        word = self._graph.word(node)
        return 0 if word is None else self._frequencies[word]

    def _is_content(self, node: int) -> bool:
        word = self._graph.word(node)
        return word is not None and bool(self._content[word])

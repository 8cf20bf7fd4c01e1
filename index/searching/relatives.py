"""Terms that say about the same as another: of words with its root, and of synonyms."""

from collections import defaultdict
from collections.abc import Mapping, Set
from copy import copy

from index.reading.analysis import Analyzer
from index.searching.postings import Integers
from index.searching.roots import Roots

SAME_ROOT = 0.8
"""How well a word with the same root does for the one that is asked for, in 0..1."""
SYNONYM = 0.2
"""How well a synonym does: what it is said for is often another thing."""


class Relatives:
    """Finds the relatives of a word. It never changes once made."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._roots = Roots()
        self._synonyms: dict[str, set[str]] = defaultdict(set)
        for group in analyzer.language.synonyms:
            meant = {analyzer.term(word) for word in group}
            for term in meant:
                self._synonyms[term] |= meant

    def changed(
        self, words: Set[str], numbers: Mapping[str, int], frequencies: Integers
    ) -> "Relatives":
        """Return the relatives among these words of a corpus, by how often each stands there."""
        other = copy(self)
        if self._analyzer.language.confixes:
            other._roots = self._roots.changed(words, numbers, frequencies)
        return other

    def of(self, word: str, term: str) -> list[tuple[str, float]]:
        """Return the relatives of a word, whose own term this is, each with how well it does.

        Synonyms may be among them that the corpus does not hold. The best come first, of equals
        the first in the alphabet.
        """
        found = dict.fromkeys(self._synonyms.get(term, ()), SYNONYM)
        for other in self._roots.family(word):
            found[self._analyzer.term(other)] = SAME_ROOT
        found.pop(term, None)
        return sorted(found.items(), key=lambda each: (-each[1], each[0]))

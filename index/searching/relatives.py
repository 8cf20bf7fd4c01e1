"""Query expansion by meaning: words with the same root, and synonyms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from copy import copy

from index.reading.analysis import Analyzer
from index.searching.old_postings import Integers
from index.searching.roots import Roots

SAME_ROOT = 0.8
"""Weight of a word with the same root as the query's, in 0..1."""
SYNONYM = 0.2
"""Weight of a synonym, in 0..1; low because synonyms often mean something else in context."""
EVERYDAY = 0.7
"""Weight of a word that means the same in almost any context, in 0..1."""


class Relatives:
    """Finds the relatives of a word: terms with the same root, and synonyms.

    Instances are immutable.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._roots = Roots()
        self._synonyms = _by_term(analyzer, analyzer.language.synonyms)
        self._everyday = _by_term(analyzer, analyzer.language.everyday)

    def changed(
        self, words: Set[str], numbers: Mapping[str, int], frequencies: Integers
    ) -> "Relatives":
        """Return the relatives among these words of a corpus.

        Arguments are those of `Roots.changed()`.
        """
        other = copy(self)
        if self._analyzer.language.confixes:
            other._roots = self._roots.changed(words, numbers, frequencies)
        return other

    def of(self, word: str, term: str) -> list[tuple[str, float]]:
        """Return the relatives of a word with the given term, and the weight of each.

        They are sorted by weight, then alphabetically; the term itself is left out. Synonyms need
        not be in the corpus.
        """
        found = dict.fromkeys(self._synonyms.get(term, ()), SYNONYM)
        found |= dict.fromkeys(self._everyday.get(term, ()), EVERYDAY)
        for other in self._roots.family(word):
            found[self._analyzer.term(other)] = SAME_ROOT
        found.pop(term, None)
        return sorted(found.items(), key=lambda each: (-each[1], each[0]))


def _by_term(analyzer: Analyzer, groups: Iterable[Iterable[str]]) -> Mapping[str, Set[str]]:
    """Return the terms of each group by each of its terms."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        terms = {analyzer.term(word) for word in group}
        for term in terms:
            found[term] |= terms
    return found

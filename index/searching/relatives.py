"""Query expansion by meaning: words with the same root, synonyms, translations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache

from index.reading.analysis import Analyzer, analyzer
from index.reading.glossary import glossary
from index.searching.informal import formal_bases
from index.searching.roots import Roots

SAME_ROOT = 0.8
"""Weight of a word with the same root as the query's, in 0..1."""
SYNONYM = 0.2
"""Weight of a synonym, in 0..1; low because synonyms often mean something else in context."""
EVERYDAY = 0.7
"""Weight of a word that means the same in almost any context, in 0..1."""
TRANSLATION = 0.9
"""Weight of a translation, in 0..1."""
INFORMAL = 0.9
"""Weight of the standard form of a word formed as in everyday speech, in 0..1."""

Weighted = list[tuple[str, float]]
"""Terms with their weights, sorted by weight, then alphabetically."""
_Groups = Mapping[str, Set[str]]


class Relatives:
    """Finds the relatives of a word. Instances are immutable."""

    def __init__(self, own: Analyzer, roots: Roots | None) -> None:
        """Take the analyzer of a corpus, and the roots of its words if its language has affixes."""
        self._analyzer = own
        self._roots = roots
        self._synonyms, self._everyday = _groups(own.language.code)

    def of(self, word: str, term: str) -> Weighted:
        """Return the relatives of a word with the given term: synonyms, terms with the same root.

        The term itself is left out. Synonyms need not be in the corpus.
        """
        return _in_order(self._of(word, term))

    def of_unknown(self, word: str, term: str, asked_in: str) -> Weighted:
        """Return the relatives of a word that is in no passage, asked in a language.

        There are also translations, and the standard forms of an informal word.
        """
        found = self._of(word, term)
        for translation, weight in self._translated(word, asked_in):
            found.setdefault(self._analyzer.term(translation), weight)
        if self._roots is not None:
            for base in formal_bases(word):
                its_term = self._analyzer.term(base)
                found.setdefault(its_term, INFORMAL)
                for other, weight in self._of(base, its_term).items():
                    found.setdefault(other, INFORMAL * weight)
        return _in_order(found)

    def _of(self, word: str, term: str) -> dict[str, float]:
        found = dict.fromkeys(self._synonyms.get(term, ()), SYNONYM)
        found |= dict.fromkeys(self._everyday.get(term, ()), EVERYDAY)
        if self._roots is not None:
            for other in self._roots.family(word):
                found[self._analyzer.term(other)] = SAME_ROOT
        found.pop(term, None)
        return found

    def _translated(self, word: str, asked_in: str) -> Iterator[tuple[str, float]]:
        """Yield the translations of a word from the language of the question, or from any other.

        Those of words that mean the same follow, with less weight.
        """
        by_language = glossary(self._analyzer.language.code)
        for code in sorted(by_language, key=lambda code: code != asked_in):
            own = analyzer(code)
            bases = formal_bases(word) if code == asked_in and own.language.confixes else []
            terms = list(map(own.term, (word, *bases)))
            for term in terms:
                if words := by_language[code].get(term):
                    yield from ((each, TRANSLATION) for each in words)
                    break
            else:
                others = _groups(code)[1].get(terms[0], ())
                for other in sorted(others):
                    for each in by_language[code].get(other, ()):
                        yield each, EVERYDAY * TRANSLATION


def _in_order(found: Mapping[str, float]) -> Weighted:
    return sorted(found.items(), key=lambda each: (-each[1], each[0]))


@cache
def _groups(code: str) -> tuple[_Groups, _Groups]:
    """Return the synonyms and everyday words of a language by term."""
    own = analyzer(code)
    return _by_term(own, own.language.synonyms), _by_term(own, own.language.everyday)


def _by_term(own: Analyzer, groups: Iterable[Iterable[str]]) -> _Groups:
    """Return the terms of each group by each of its terms."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        terms = {own.term(word) for word in group}
        for term in terms:
            found[term] |= terms
    return found

"""Query expansion: which terms of a corpus a query term matches, and how strongly."""

from collections.abc import Iterator, Mapping, Set
from copy import copy
from dataclasses import dataclass, replace

from index.reading.analysis import Analyzer, analyzer
from index.reading.glossary import glossary
from index.reading.languages import Mark
from index.reading.question import QueryTerm
from index.searching.bm25 import PostingsBM25
from index.searching.common_words import common_words, known_names
from index.searching.informal import formal_bases
from index.searching.keyed import Keyed
from index.searching.kinship import Kinship
from index.searching.old_postings import Integers
from index.searching.relatives import Relatives
from index.searching.roots import related_by_affixes
from index.searching.spelling import Speller

EXTRA_PASSAGES = 100
"""Passages added to the size of a corpus when query terms are weighted: in a small corpus document
frequencies are poor evidence of how rare a term is."""
TRANSLATION = 0.9
"""Strength of a translation, in 0..1."""
INFORMAL = 0.9
"""Strength of the standard form of a word formed as in everyday speech."""
_UNKNOWN = "≠"
"""Before a term that is in no passage because only other words share it."""


@dataclass(frozen=True, slots=True)
class ExpandedTerm:
    """A query term with its expansions."""

    asked: QueryTerm
    alternatives: tuple[tuple[str, float], ...]
    """The terms that match it, each with a strength in 0..1: the query term itself and its
    relatives, or else its spelling corrections."""
    weight: float
    """Its weight in the question, above 0: the inverse document frequency, smoothed."""
    known: bool
    """Whether any passage or title contains one of the alternatives."""
    kin: tuple[tuple[str, float], ...]
    """Terms with a similar spelling, each with its similarity in 0..1."""
    correction: str | None = None
    """The word of the corpus that it is taken for a misspelling of, if it is."""


class Expansion:
    """Expands query terms by the vocabulary of a corpus. Instances are immutable."""

    def __init__(self, own: Analyzer) -> None:
        """Take the analyzer of the corpus."""
        self._analyzer = own
        self._speller = Speller(())
        self._kinship = Kinship(())
        self._relatives = Relatives(own)
        self._by_term = Keyed(lambda word: (own.term(word),))
        self._common = common_words(own.language.code)
        self._never_corrected = self._common | known_names(own.language.code)

    @classmethod
    def of(cls, own, words, terms):
        return cls(own)

    def arrays(self):
        return {}

    @classmethod
    def from_arrays(cls, own, words, terms, arrays):
        return cls(own)

    def changed(self, words, terms, live):
        w=words.every(); t=terms.every()
        return self._changed({x for x,l in zip(w,live.content) if l},{x for x,l in zip(t,live.in_passages) if l},{x:i for i,x in enumerate(w)},live.frequencies)

    def _changed(
        self,
        words: Set[str],
        terms: Set[str],
        numbers: Mapping[str, int],
        frequencies: Integers,
    ) -> "Expansion":
        """Return an expansion by these content words and terms of passages.

        The last two arguments are those of `Roots.changed()`.
        """
        other = copy(self)
        other._speller = self._speller.changed(words)
        other._kinship = self._kinship.changed(terms)
        other._relatives = self._relatives.changed(words, numbers, frequencies)
        if self._analyzer.language.confixes:
            other._by_term = self._by_term.changed(words)
        return other

    def expand(
        self,
        asked: QueryTerm,
        asked_in: str,
        bm25: PostingsBM25,
        settled: Set[str] = frozenset(),
    ) -> ExpandedTerm:
        """Return a query term of a question in the language `asked_in`, expanded.

        The terms of settled questions are known too.
        """
        if asked.term not in settled:
            asked = self._apart(asked)
        related = tuple(self._related(asked, asked_in, bm25, settled))
        correction, alternatives = None, ((asked.term, 1.0), *related)
        if not bm25.document_frequency(asked.term) and asked.term not in settled:
            if related:
                alternatives = related
            # A common word is spelt correctly, even if it is in no passage.
            elif asked.word not in self._never_corrected:
                corrections = self._corrections(asked.word)
                if corrections:
                    correction, alternatives = corrections
        best = alternatives[0][0]
        return ExpandedTerm(
            asked=asked,
            alternatives=alternatives,
            weight=bm25.smoothed_idf(best, EXTRA_PASSAGES) * asked.weight,
            known=any(bm25.document_frequency(term) or term in settled for term, _ in alternatives),
            kin=() if asked.marks & Mark.SINGLE else self._kinship.of(best),
            correction=correction,
        )

    def _apart(self, asked: QueryTerm) -> QueryTerm:
        """Give a word a term of its own where no word of its family has the same stem.

        A stemmer takes "pemenang" for a form of "penang".
        """
        if not self._analyzer.language.confixes or asked.marks & Mark.NUMBER:
            return asked
        same = self._by_term.having(asked.term)
        if not same or any(
            word == asked.word or related_by_affixes(word, asked.word, self._common)
            for word in same
        ):
            return asked
        return replace(asked, term=_UNKNOWN + asked.word)

    def _related(
        self, asked: QueryTerm, asked_in: str, bm25: PostingsBM25, settled: Set[str]
    ) -> Iterator[tuple[str, float]]:
        """Yield the relatives of a word; a rarer one scores no more than the word itself would."""
        found = dict(self._relatives.of(asked.word, asked.term))
        if asked.word not in self._common and not bm25.document_frequency(asked.term):
            for word in self._translated(asked, asked_in):
                found.setdefault(self._analyzer.term(word), TRANSLATION)
            if self._analyzer.language.confixes:
                for base in formal_bases(asked.word):
                    for term, strength in (
                        (self._analyzer.term(base), 1.0),
                        *self._relatives.of(base, self._analyzer.term(base)),
                    ):
                        found.setdefault(term, INFORMAL * strength)
        idf = bm25.smoothed_idf(asked.term, EXTRA_PASSAGES)
        for term, strength in sorted(found.items(), key=lambda each: (-each[1], each[0])):
            if bm25.document_frequency(term) or term in settled:
                rarity = bm25.smoothed_idf(term, EXTRA_PASSAGES)
                yield term, strength * min(1.0, idf / rarity)

    def _translated(self, asked: QueryTerm, asked_in: str) -> Iterator[str]:
        """Yield the translations of a word from the language of the question, or from any other."""
        by_language = glossary(self._analyzer.language.code)
        for code in sorted(by_language, key=lambda code: code != asked_in):
            yield from by_language[code].get(analyzer(code).term(asked.word), ())

    def _corrections(self, word: str) -> tuple[str, tuple[tuple[str, float], ...]] | None:
        """Return a word's best correction, and the terms of all, each at its best similarity."""
        nearest = self._speller.nearest(word)
        best: dict[str, float] = {}
        for choice, similarity in nearest:
            term = self._analyzer.term(choice)
            best[term] = max(best.get(term, 0.0), similarity)
        return (nearest[0][0], tuple(best.items())) if nearest else None

"""Query expansion: which terms of a corpus a query term matches, and how strongly."""

import math
from collections.abc import Collection, Iterable, Iterator, Set
from copy import copy
from dataclasses import dataclass, replace

from index.reading.analysis import Analyzer
from index.reading.languages import Mark
from index.reading.question import QueryTerm
from index.searching.affixes import related_by_affixes
from index.searching.arrays import Arrays
from index.searching.common_words import common_words, known_names
from index.searching.derivation_graph import DerivationGraph
from index.searching.kinship import GramPairs, Grams, Kinship
from index.searching.live import Live
from index.searching.memo import Memo
from index.searching.numbering import Numbering
from index.searching.relatives import Relatives, Weighted
from index.searching.roots import Roots
from index.searching.spelling import Letters, Speller, Spellings
from index.searching.stems import Stems
from index.searching.strings import Strings
from index.searching.vocabulary import Vocabulary

EXTRA_PASSAGES = 100
"""Passages added to the size of a corpus when query terms are weighted: in a small corpus document
frequencies are poor evidence of how rare a term is."""
EQUAL = 0.9
"""Weight of the same amount in another unit, in 0..1."""
MAX_UNKNOWN = 30
"""The most words of one question, of those in no passage, that are expanded. No question has as
many, but what somebody pastes may."""
MIN_REMEMBERED, WORDS_A_REMEMBERED_ONE = 256, 16
"""How many words a vocabulary has for each one whose relatives, corrections or kin are remembered
until the next change; at least so many are."""
# Plain integers, because comparing Mark members is slow.
_SINGLE, _NUMBER = int(Mark.SINGLE), int(Mark.NUMBER)
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

    def __init__(self, standing: Vocabulary) -> None:
        """Take the standing part of a vocabulary, of which nothing is live yet."""
        self._standing = standing
        own = standing.analyzer
        self._stems = Stems(standing.stems, own.term) if standing.stems else None
        self._graph = DerivationGraph(standing.derivations) if standing.derivations else None
        self._common = common_words(own.language.code)
        self._names = known_names(own.language.code)
        self._words = Numbering(standing.words)
        self._terms = Numbering(standing.terms)
        self._letters, self._pairs = Letters.of(()), GramPairs.of(())
        self._take(self._words, self._terms, Live.none(len(self._words), len(self._terms)))

    @classmethod
    def of(cls, own: Analyzer, words: Strings, terms: Strings) -> "Expansion":
        """Make the standing part of a vocabulary, given its analyzer, words and terms."""
        return cls(Vocabulary.of(own, words, terms))

    @classmethod
    def from_arrays(
        cls, own: Analyzer, words: Strings, terms: Strings, arrays: Arrays
    ) -> "Expansion":
        """Take the standing part from the arrays of `arrays()`, which are not copied."""
        return cls(Vocabulary.from_arrays(own, words, terms, arrays))

    def arrays(self) -> Arrays:
        """Return what the standing part is made of, by name; words and terms are not included."""
        return self._standing.arrays()

    def changed(self, words: Numbering, terms: Numbering, live: Live) -> "Expansion":
        """Return an expansion by what is live of words and terms which begin with those of this.

        It takes time in proportion to those that are not standing.
        """
        other = copy(self)
        other._take(words, terms, live)
        return other

    def expand(
        self, terms: Iterable[QueryTerm], asked_in: str, settled: Set[str] = frozenset()
    ) -> tuple[ExpandedTerm, ...]:
        """Return the terms of a question in the language `asked_in`, expanded.

        The terms of settled questions are known too. The words after the first MAX_UNKNOWN that
        are in no passage match only themselves.
        """
        expanded, unknown = [], 0
        for each in terms:
            asked = each
            frequency = self._document_frequency(asked.term)
            if asked.term not in settled:
                if not frequency and unknown >= MAX_UNKNOWN:
                    expanded.append(self._alone(asked))
                    continue
                if self._is_apart(asked):
                    asked, frequency = replace(asked, term=_UNKNOWN + asked.word), 0
                unknown += not frequency
            expanded.append(self._expanded(asked, frequency, asked_in, settled))
        return tuple(expanded)

    def _expanded(
        self, asked: QueryTerm, frequency: int, asked_in: str, settled: Set[str]
    ) -> ExpandedTerm:
        related = tuple(self._related(asked, frequency, asked_in, settled))
        correction, alternatives = None, ((asked.term, 1.0), *related)
        known = True
        if not frequency and asked.term not in settled:
            known = bool(related)
            if related:
                alternatives = related
            elif self._may_be_misspelt(asked.word) and (nearest := self._nearest[asked.word]):
                correction, alternatives = nearest[0][0], self._terms_of(nearest)
                known = any(
                    self._document_frequency(term) or term in settled for term, _ in alternatives
                )
        best = alternatives[0][0]
        return ExpandedTerm(
            asked=asked,
            alternatives=alternatives,
            weight=self._idf(self._document_frequency(best)) * asked.weight,
            known=known,
            kin=() if asked.marks & _SINGLE else self._kin[best],
            correction=correction,
        )

    def _may_be_misspelt(self, word: str) -> bool:
        """Return whether a word is no common one and no known name, even if no passage has it."""
        return word not in self._common and word not in self._names

    def _alone(self, asked: QueryTerm) -> ExpandedTerm:
        """Return a term in no passage that is not looked for any further."""
        weight = self._idf(0) * asked.weight
        return ExpandedTerm(asked, ((asked.term, 1.0),), weight, known=False, kin=())

    def _is_apart(self, asked: QueryTerm) -> bool:
        """Return whether only words of other families have the same stem.

        A stemmer takes "pemenang" for a form of "penang".
        """
        if self._stems is None or asked.marks & _NUMBER:
            return False
        return self._apart[asked.term, asked.word]

    def _take(self, words: Numbering, terms: Numbering, live: Live) -> None:
        """Take words and terms which begin with those so far, and what is live of them now.

        Attributes are replaced, never modified, because another expansion may share them.
        """
        standing, most = self._standing, max(MIN_REMEMBERED, len(words) // WORDS_A_REMEMBERED_ONE)
        first, new = len(self._words), words.recent[len(self._words.recent) :]
        roots = None
        if self._graph is not None:
            self._graph = self._graph.followed_by(new)
            roots = Roots(self._graph, live.content, live.frequencies)
        if self._stems is not None:
            stems = self._stems = self._stems.followed_by(new, first)
            content, common = live.content.data, self._common
            self._apart = Memo[tuple[str, str], bool](
                lambda asked: _is_apart(asked[1], stems.having(asked[0], words, content), common),
                most,
            )
        spellings, grams = [standing.spellings], [(0, standing.grams)]
        if words.recent:
            self._letters = self._letters.followed_by(new)
            spellings.append(Spellings.of_letters(self._letters, len(standing.words)))
        if terms.recent:
            self._pairs = self._pairs.followed_by(terms.recent[len(self._terms.recent) :])
            grams.append((len(standing.terms), Grams.of_pairs(self._pairs)))
        self._words, self._terms = words, terms
        self._passages = live.passages
        self._frequencies = live.document_frequencies.data
        relatives = Relatives(standing.analyzer, roots)
        self._relatives = Memo[tuple[str, str], Weighted](lambda asked: relatives.of(*asked), most)
        self._relatives_of_unknown = Memo[tuple[str, str, str], Weighted](
            lambda asked: relatives.of_unknown(*asked), most
        )
        self._nearest = Memo(Speller(words, spellings, live.content).nearest, most)
        self._kin = Memo(Kinship(terms, grams, live.in_passages).of, most)

    def _related(
        self, asked: QueryTerm, frequency: int, asked_in: str, settled: Set[str]
    ) -> Iterator[tuple[str, float]]:
        """Yield the relatives of a word; a rarer one scores no more than the word itself would."""
        if frequency or asked.word in self._common:
            found = self._relatives[asked.word, asked.term]
        else:
            found = self._relatives_of_unknown[asked.word, asked.term, asked_in]
        idf = self._idf(frequency)
        for term, strength in (*((each, EQUAL) for each in asked.equal), *found):
            related = self._document_frequency(term)
            if related or term in settled:
                yield term, strength * min(1.0, idf / self._idf(related))

    def _terms_of(self, nearest: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
        """Return the terms of a word's corrections, each at its best similarity."""
        best: dict[str, float] = {}
        for choice, similarity in nearest:
            term = self._standing.analyzer.term(choice)
            best[term] = max(best.get(term, 0.0), similarity)
        return tuple(best.items())

    def _document_frequency(self, term: str) -> int:
        number = self._terms.get(term)
        return 0 if number is None else self._frequencies[number]

    def _idf(self, frequency: int) -> float:
        """Return the inverse document frequency of a term in so many passages."""
        size = self._passages + EXTRA_PASSAGES
        return math.log((size + 1) / (frequency + 0.5))


def _is_apart(word: str, same: Collection[str], common: Set[str]) -> bool:
    """Return whether no word of the family of a word is among those with the same stem, if any."""
    return bool(same) and not any(
        other == word or related_by_affixes(other, word, common) for other in same
    )

"""Retrieval: finds the candidates for a question, the passages with the best BM25 scores."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article
from index.reading.analysis import Analyzer, analyzer
from index.reading.languages import TRAINED_FOR, Language, Mark
from index.reading.question import Question, follow_up, read_question
from index.searching.arrays import Arrays, below, prefixed
from index.searching.bm25 import PostingsBM25
from index.searching.common_words import common_words, known_names
from index.searching.expansion import ExpandedTerm, Expansion
from index.searching.live import Live
from index.searching.numbering import Numbering
from index.searching.passages import Passages
from index.searching.postings import AnyIntegers
from index.searching.references import refers_to
from index.searching.settled import SettledField, Support
from index.searching.statistics import IN_TITLES, WORDS
from index.searching.words import Words

CANDIDATES, FEWER_CANDIDATES = 50, 30
"""How many passages are ranked: in the language that the models were trained on, and in others,
where more do not help and passages in unspaced scripts take longer."""
SETTLED_GAIN = 2.0
"""What a word of a settled question that its passage lacks adds to the BM25 score, in idf: about
as much as a word that a passage of mean length has once."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages with the best BM25 scores for a question, best first."""

    question: Question
    searched: tuple[ExpandedTerm, ...]
    """The terms that BM25 searched for."""
    terms: tuple[ExpandedTerm, ...]
    """The same without single characters, which say little about the topic of a passage."""
    positions: NDArray[np.int64]
    """Positions in `PassageIndex.passages`; shape `(candidates,)`."""
    scores: NDArray[np.float64]
    """BM25 scores, above 0; shape `(candidates,)`."""
    ideal: float
    """Roughly the BM25 score of a passage that repeats every query term many times."""
    corpus_size: int
    """How many passages were searched."""
    support: Mapping[int, Support] = field(default_factory=dict)
    """What settled questions say for and against passages, by position."""


class PassageIndex:
    """A searchable index of the passages of articles in one language.

    Passages are known by their position. Instances are immutable, so any number of threads may
    search one while `changed()` derives another from it.
    """

    def __init__(
        self, articles: Sequence[Article], code: str, languages: Sequence[Language] = ()
    ) -> None:
        """Index articles, all in the language with this ISO 639-1 code.

        Questions may be in that language or in one of `languages`.
        """
        own = analyzer(code)
        passages = Passages.empty(own).changed(own, articles, ()).folded()
        self._take(passages, own, languages, None)

    @classmethod
    def of_arrays(cls, arrays: Arrays, code: str) -> "PassageIndex":
        """Take the arrays of `arrays()` of an index in the language with this code."""
        own, index = analyzer(code), cls.__new__(cls)
        passages = Passages.of_arrays(below("passages", arrays))
        words, terms = passages.words.standing, passages.terms.standing
        expansion = Expansion.from_arrays(own, words, terms, below("expansion", arrays))
        index._take(passages, own, (), expansion)
        return index

    def arrays(self) -> Arrays:
        """Return what a folded index is made of, by name."""
        passages, expansion = self.passages.arrays(), self.expansion.arrays()
        return prefixed("passages", passages) | prefixed("expansion", expansion)

    def _take(
        self,
        passages: Passages,
        own: Analyzer,
        languages: Sequence[Language],
        expansion: Expansion | None,
    ) -> None:
        self.analyzer: Analyzer = own
        self.languages = tuple(languages)
        self.passages = passages
        self._common = common_words(own.language.code)
        self._names = known_names(own.language.code)
        words, terms = passages.words.standing, passages.terms.standing
        self.expansion = expansion or Expansion.of(own, words, terms)
        """How query terms are expanded by the vocabulary."""
        self._refresh()

    @property
    def nbytes(self) -> int:
        """The size of the index in bytes, roughly."""
        return sum(array.nbytes for array in self.arrays().values())

    def is_known_name(self, word: str) -> bool:
        """Return whether a folded word is a well-known name."""
        return word in self._names

    def is_named(self, question: Question, position: int) -> bool:
        """Return whether a question names a passage by its number, as in "pasal 4 ayat 2"."""
        if not question.references:
            return False
        items = self.analyzer.language.numbers.items
        return refers_to(question, self.passages.section(position), self.title(position), items)

    def title(self, position: int) -> frozenset[str]:
        """Return the terms of a passage's article's title and of the heading above it."""
        ids = self.passages.titles(np.array([position])).values.tolist()
        return frozenset(self.passages.terms[number] for number in ids)

    def title_words(self) -> Iterator[str]:
        """Yield the words that occur in titles."""
        in_titles = np.flatnonzero(self.passages.statistics.of_words[IN_TITLES])
        return map(self.word_ids.__getitem__, in_titles.tolist())

    def words_at(self, positions: NDArray[np.int64]) -> Words:
        """Return the words of the passages at these positions, in the given order."""
        return self.passages.words_at(positions)

    def words_of(self, position: int) -> list[tuple[str, int]]:
        """Return the term and the Marks of each word of a passage, in order."""
        words = self.words_at(np.array([position]))
        terms = [self.passages.terms[number] for number in words.terms.tolist()]
        return list(zip(terms, words.marks.tolist(), strict=True))

    @property
    def term_ids(self) -> Numbering:
        """The ids of terms; those that no passage has any more may have one too."""
        return self.passages.terms

    @property
    def word_ids(self) -> Numbering:
        """The ids of words; those that no passage has, or only a title, may have one too."""
        return self.passages.words

    def has_word(self, word: str) -> bool:
        """Return whether a folded word occurs in any passage, titles not included."""
        number = self.word_ids.get(word)
        return number is not None and bool(self._frequencies[number])

    def changed(
        self, added: Sequence[Article], removed: Collection[str], languages: Sequence[Language]
    ) -> "PassageIndex":
        """Return an index without the articles with the `removed` ids and with the `added` ones.

        Added articles come last. The result answers as an index made from scratch, but takes far
        less time, which does not grow with the articles that stay.
        """
        other = copy(self)
        other.languages = tuple(languages)
        leaving = any(article_id in self.passages for article_id in removed)
        if added or leaving:
            other.passages = self.passages.changed(self.analyzer, added, removed)
            other._refresh()
        return other

    def folded(self) -> "PassageIndex":
        """Return an index of the same passages with a standing part only."""
        other = copy(self)
        other._take(self.passages.folded(), self.analyzer, self.languages, None)
        return other

    def read(self, text: str, earlier: str | None = None) -> Question:
        """Analyse a question, with the terms of the earlier question that it follows up, if any."""
        question = read_question(text, self.analyzer, self.languages)
        if earlier is None:
            return question
        return follow_up(question, read_question(earlier, self.analyzer, self.languages))

    def candidates(
        self,
        question: Question,
        without: Collection[int] = (),
        settled: SettledField | None = None,
    ) -> Candidates:
        """Return the candidates for a question, except passages at the positions in `without`.

        The words of settled questions count as words of their passages.
        """
        trained = self.analyzer.language.code in TRAINED_FOR
        most = CANDIDATES if trained else FEWER_CANDIDATES
        known = settled.terms if settled else frozenset()
        searched = self.expansion.expand(question.terms, question.language, known)
        if settled:
            searched = tuple(
                settled.respelt(each, misspelt=each.asked.word not in self._common)
                for each in searched
            )
        scores = self.bm25.weighted_scores(
            (term, strength * expanded.asked.weight)
            for expanded in searched
            for term, strength in expanded.alternatives
        )
        support = settled.support(question, searched) if settled else {}
        for position, each in support.items():
            scores[position] += SETTLED_GAIN * each.gain(position, searched, self.bm25)
        scores[list(without)] = 0.0
        found = np.flatnonzero(scores > 0)
        if len(found) > most:
            found = found[np.argpartition(-scores[found], most - 1)[:most]]
        # Ties are in the order of the articles and their passages.
        found = found[np.lexsort((found, -scores[found]))]
        ideal = sum(
            expanded.asked.weight * self.bm25.smoothed_idf(expanded.alternatives[0][0])
            for expanded in searched
        )
        terms = tuple(each for each in searched if not each.asked.marks & Mark.SINGLE)
        return Candidates(
            question=question,
            searched=searched,
            terms=terms or searched,
            positions=found,
            scores=scores[found],
            ideal=(self.bm25.k1 + 1) * ideal,
            corpus_size=self.bm25.corpus_size,
            support=support,
        )

    def term_idf(self, terms: AnyIntegers) -> NDArray[np.float64]:
        """Return the inverse document frequency of terms by their ids; shape `(terms,)`.

        It is `log(1 + N / n)` for a term in n of N passages, and above 0.
        """
        # Function words are in some passage too, although BM25 does not count them.
        frequencies = np.maximum(self.passages.statistics.document_frequencies[terms], 1)
        idf: NDArray[np.float64] = np.log1p(self.bm25.corpus_size / frequencies)
        return idf

    def word_idf(self, words: AnyIntegers) -> NDArray[np.float64]:
        """Return the inverse document frequency of words by their ids; shape `(words,)`.

        An id below 0 stands for a word in no passage. The formula is that of Lucene's BM25,
        `log(1 + (N - n + 1/2) / (n + 1/2))`, and above 0. The number n of passages with the word is
        an estimate: what it would be on average if the occurrences were spread at random.
        """
        size = max(self.bm25.corpus_size, 1)
        known = words >= 0
        frequencies = np.zeros(len(words))
        frequencies[known] = self._frequencies[words[known]]
        expected = size * -np.expm1(-frequencies / size)
        idf: NDArray[np.float64] = np.log1p((size - expected + 0.5) / (expected + 0.5))
        return idf

    def _refresh(self) -> None:
        """Derive what depends on all passages.

        Attributes are replaced, never modified, because another index may share them.
        """
        passages, statistics = self.passages, self.passages.statistics
        live = passages.live
        parts = (passages.standing, passages.recent)
        self.bm25 = PostingsBM25.over(
            passages.terms,
            [part.postings for part in parts],
            [part.lengths for part in parts],
            statistics.document_frequencies,
            live,
        )
        lengths = np.concatenate([part.words.lengths for part in parts])
        self.mean_length = max(int(lengths.sum(where=live)) / max(self.bm25.corpus_size, 1), 1.0)
        """The mean length of a passage in words, at least 1."""
        self.name_marks = statistics.name_marks(passages.common)
        """Per word id: extra Marks for its capitalised occurrences."""
        self._frequencies = statistics.frequencies()
        """Per word id: how often the word occurs in passages."""
        vocabulary = Live(
            content=statistics.content_words(),
            in_passages=statistics.of_terms[WORDS] > 0,
            frequencies=self._frequencies,
            document_frequencies=statistics.document_frequencies,
            passages=self.bm25.corpus_size,
        )
        self.expansion = self.expansion.changed(passages.words, passages.terms, vocabulary)

"""Retrieval: finds the candidates for a question, the passages with the best BM25 scores."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Passage, Span
from index.reading.analysis import Analyzer, analyzer
from index.reading.headings import headings_of, unquotable
from index.reading.languages import TRAINED_ON, Language, Mark
from index.reading.question import Question, follow_up, read_question
from index.searching.bm25 import PostingsBM25
from index.searching.common_words import common_words, known_names
from index.searching.expansion import ExpandedTerm, Expansion
from index.searching.naming import Naming
from index.searching.numbering import Numbering
from index.searching.references import Section, Sections, refers_to
from index.searching.settled import SettledField, Support
from index.searching.units import units
from index.searching.words import Words, WordsBuilder

CANDIDATES, FEWER_CANDIDATES = 50, 30
"""How many passages are ranked: in the language that the models were trained on, and in others,
where more do not help and passages in unspaced scripts take longer."""
SETTLED_GAIN = 2.0
"""What a word of a settled question that its passage lacks adds to the BM25 score, in idf: about
as much as a word that a passage of mean length has once."""
# Plain integers, because comparing Mark members is as slow as reading a word.
_SINGLE, _STOP = int(Mark.SINGLE), int(Mark.STOP)


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

    Instances are immutable, so any number of threads may search one while `changed()` derives
    another from it. Words are kept in contiguous arrays, because copying them is the cheapest way
    to fork an index.
    """

    def __init__(
        self, articles: Sequence[Article], code: str, languages: Sequence[Language] = ()
    ) -> None:
        """Index articles, all in the language with this ISO 639-1 code.

        Questions may be in that language or in one of `languages`.
        """
        self.analyzer: Analyzer = analyzer(code)
        self.languages = tuple(languages)
        self.passages: list[tuple[Article, Passage]] = []
        """Each with its article; of a list or table, its units."""
        self.titles: list[frozenset[str]] = []
        """Per passage: the terms of its article's title and of the heading above it."""
        self.headed: list[bool] = []
        """Per passage: whether its first sentence is a heading."""
        self.unquotable: list[tuple[bool, ...]] = []
        """Per passage: which of its sentences are never quoted alone."""
        self.sections: list[Section] = []
        """Per passage: the numbered headings and items that it belongs to."""
        self._term_numbers, self._word_numbers = Numbering(), Numbering()
        self.words = WordsBuilder(self._term_numbers, self._word_numbers).build()
        self.name_marks = np.zeros(0, np.int32)
        """Per word id: extra Marks for its capitalised occurrences."""
        self._frequencies = np.zeros(0, np.int64)
        """Per word id: how often the word occurs in passages."""
        self._document_frequencies = np.zeros(0, np.int64)
        """Per term id: how many passages contain the term, or 0 until that is first needed. Two
        threads may fill it in at once, because both write the same numbers."""
        self.bm25 = PostingsBM25([])
        self._title_words: Counter[str] = Counter()
        """How often each word occurs in titles."""
        self._naming = Naming()
        self._expansion = Expansion(self.analyzer)
        self._common, self._names = common_words(code), known_names(code)
        self._change((), articles)

    def is_known_name(self, word: str) -> bool:
        """Return whether a folded word is a well-known name."""
        return word in self._names

    def is_named(self, question: Question, position: int) -> bool:
        """Return whether a question names a passage by its number, as in "pasal 4 ayat 2"."""
        items = self.analyzer.language.numbers.items
        return refers_to(question, self.sections[position], self.titles[position], items)

    def words_of(self, position: int) -> list[tuple[str, int]]:
        """Return the term and the Marks of each word of a passage, in order."""
        start, end = self.words.offsets[position : position + 2]
        marks = self.words.marks[start:end].tolist()
        terms = [self._term_numbers.keys[term] for term in self.words.terms[start:end].tolist()]
        return list(zip(terms, marks, strict=True))

    def words_at(self, positions: NDArray[np.int64]) -> Words:
        """Return the words of the passages at these positions, in that order."""
        starts, ends = self.words.offsets[positions], self.words.offsets[positions + 1]
        inside = [slice(*each) for each in zip(starts.tolist(), ends.tolist(), strict=True)]
        columns = [self.words.columns[:, each] for each in inside] or [self.words.columns[:, :0]]
        offsets = np.concatenate([[0], np.cumsum(ends - starts)])
        return Words(np.concatenate(columns, axis=1), offsets)

    @property
    def term_ids(self) -> Mapping[str, int]:
        """The id of each term that occurs in a passage, titles not included."""
        return self._term_numbers.numbers

    @property
    def word_ids(self) -> Mapping[str, int]:
        """The id of each word that occurs in a passage, titles not included."""
        return self._word_numbers.numbers

    @property
    def mean_length(self) -> float:
        """The mean length of a passage in words, at least 1."""
        return max(float(self.words.offsets[-1]) / max(len(self.passages), 1), 1.0)

    def changed(
        self, added: Sequence[Article], removed: Collection[str], languages: Sequence[Language]
    ) -> "PassageIndex":
        """Return an index without the articles with the `removed` ids and with the `added` ones.

        Added articles come last. The result equals an index made from scratch, but takes far less
        time.
        """
        other = copy(self)
        other.languages = tuple(languages)
        if added or any(article.id in removed for article, _ in self.passages):
            other._change(removed, added)
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
        trained = self.analyzer.language.code == TRAINED_ON
        most = CANDIDATES if trained else FEWER_CANDIDATES
        known = settled.terms if settled else frozenset()
        searched = tuple(
            self._expansion.of(asked, question.language, self.bm25, known)
            for asked in question.terms
        )
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

    def term_idf(self, terms: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the inverse document frequency of terms by their ids; shape `(terms,)`.

        It is `log(1 + N / n)` for a term in n of N passages, and above 0.
        """
        new = terms[self._document_frequencies[terms] == 0]
        if len(new):
            keys = [self._term_numbers.keys[number] for number in new.tolist()]
            # Function words are in some passage too, although BM25 does not count them.
            self._document_frequencies[new] = np.maximum(self.bm25.document_frequencies(keys), 1)
        idf: NDArray[np.float64] = np.log1p(
            self.bm25.corpus_size / self._document_frequencies[terms]
        )
        return idf

    def word_idf(self, words: NDArray[np.int64]) -> NDArray[np.float64]:
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

    def _change(self, removed: Collection[str], added: Sequence[Article]) -> None:
        """Remove articles and add others.

        Attributes are replaced, never modified, because another index may share them.
        """
        kept = np.array([article.id not in removed for article, _ in self.passages], np.bool_)
        leaving = {article.id: article for article, _ in compress(self.passages, ~kept)}
        coming = [article for article in added if article.passages]
        kept_words, removed_words = self.words.only(kept), self.words.only(~kept)
        self._term_numbers = self._term_numbers.only(kept_words.terms)
        self._word_numbers = self._word_numbers.only(kept_words.words)
        self.passages = list(compress(self.passages, kept))
        self.titles = list(compress(self.titles, kept))
        self.headed = list(compress(self.headed, kept))
        self.unquotable = list(compress(self.unquotable, kept))
        self.sections = list(compress(self.sections, kept))

        builder = WordsBuilder(self._term_numbers, self._word_numbers)
        documents = []
        for article in coming:
            title = [token.term for token in self.analyzer.tokens(article.title)]
            above: list[str] = []
            sections = Sections(article, self.analyzer)
            for passage in chain.from_iterable(units(article, each) for each in article.passages):
                headings = headings_of(article, passage)
                if headings:
                    above = [term for each in headings for term in self._content(article, each)]
                # A passage that begins with the headings already says their words.
                outside = title if headings else [*title, *above]
                documents.append(self._document(article, passage, builder) + outside)
                self.passages.append((article, passage))
                self.headed.append(bool(headings))
                self.unquotable.append(unquotable(article, passage, headings))
                self.titles.append(frozenset(outside))
                self.sections.append(sections.of(passage))
        title_words = self._title_words + self._count_title_words(coming)
        self._title_words = title_words - self._count_title_words(leaving.values())
        added_words = builder.build()
        self.words = kept_words.followed_by(added_words)
        self.bm25 = self.bm25.changed(kept, documents)
        self._naming = self._naming.changed(
            removed_words, added_words, len(self._word_numbers.keys)
        )
        self._refresh_vocabulary()

    def _refresh_vocabulary(self) -> None:
        """Rebuild the per-vocabulary helpers after a change."""
        common = self._common & self.word_ids.keys()
        self.name_marks = self._naming.marks(self.word_ids[word] for word in common)
        in_passages = compress(self._word_numbers.keys, self._naming.content_words().tolist())
        content_words = frozenset([*in_passages, *self._title_words])
        self._frequencies = self._naming.frequencies()
        self._document_frequencies = np.zeros(len(self._term_numbers.keys), np.int64)
        self._expansion = self._expansion.changed(
            content_words, self.term_ids.keys(), self.word_ids, self._frequencies
        )

    def _document(self, article: Article, passage: Passage, builder: WordsBuilder) -> list[str]:
        """Add the words of a passage to the builder, and return the terms that BM25 counts."""
        builder.begin_passage()
        starts = [sentence.start for sentence in passage.sentences]
        document = []
        for token in self.analyzer.passage_tokens(article.body, passage.span):
            marks = int(token.marks)
            if marks & _SINGLE:
                document.append(token.term)
                continue
            term = builder.add(token, max(bisect_right(starts, token.span.start) - 1, 0))
            if not marks & _STOP:
                document.append(term)
        return document

    def _content(self, article: Article, span: Span) -> list[str]:
        """Return the terms of a span without function words."""
        tokens = self.analyzer.passage_tokens(article.body, span)
        return [token.term for token in tokens if not token.marks & _STOP]

    def _count_title_words(self, articles: Iterable[Article]) -> Counter[str]:
        return Counter(
            token.word for article in articles for token in self.analyzer.tokens(article.title)
        )

"""From a question to candidates: the passages that share most of its terms by BM25."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Passage
from index.reading.analysis import Analyzer, analyzer
from index.reading.languages import TRAINED_ON, Language, Mark
from index.reading.question import QueryTerm, Question, following, read_question
from index.searching.bm25 import PostingsBM25
from index.searching.common_words import common_words
from index.searching.kinship import Kinship
from index.searching.naming import Naming
from index.searching.numbering import Numbering
from index.searching.relatives import Relatives
from index.searching.spelling import Speller
from index.searching.words import NewWords

CANDIDATES, FEWER_CANDIDATES = 50, 30
"""How many passages are looked at closely: in the language that weights were learnt in, and in
others, where more do not help and passages without spaces between words take longer."""
BESIDE = 100
"""Passages that are taken to stand beside the corpus, for a small one tells little of rarity."""

# As plain numbers, for to compare Marks takes as long as to read a word.
_SINGLE, _STOP = int(Mark.SINGLE), int(Mark.STOP)


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that a question asks for, and the terms of the corpus that meet it."""

    asked: QueryTerm
    terms: tuple[tuple[str, float], ...]
    """Each with how well it does, in 0..1: the asked term and its relatives, or what it may be a
    misspelling of."""
    weight: float
    """How much of the question it is: its rarity, above 0."""
    known: bool
    """Whether any passage or title holds one of the terms."""
    kin: tuple[tuple[str, float], ...]
    """Terms spelt like it, each with how alike it is, in 0..1."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages that share most with a question, best first, by their positions."""

    question: Question
    searched: tuple[Slot, ...]
    """What BM25 looked for."""
    slots: tuple[Slot, ...]
    """The same without single characters, which say little of what a passage is about."""
    positions: NDArray[np.int64]
    scores: NDArray[np.float64]
    """By BM25, above 0."""
    ideal: float
    """About the score of a passage that says all that is asked again and again."""
    corpus_size: int
    """How many passages were searched."""


class PassageIndex:
    """The passages of articles in one language, found by their terms.

    It never changes once made, so that any number of threads may search it while another is made
    of it that holds other articles. What it keeps of each word of each passage is in arrays,
    passage after passage, for they are copied faster than anything else.
    """

    def __init__(
        self, articles: Sequence[Article], code: str, languages: Sequence[Language] = ()
    ) -> None:
        """Index the articles, all of which are in the language with this code.

        Questions may be in that language or in one of these others.
        """
        self.analyzer: Analyzer = analyzer(code)
        self.languages = tuple(languages)
        self.places: list[tuple[Article, Passage]] = []
        self.titles: list[frozenset[str]] = []
        """Of each passage: the terms of its article's title."""
        self._term_numbers, self._word_numbers = Numbering(), Numbering()
        self.words = NewWords(self._term_numbers, self._word_numbers).columns()
        """The words of each passage."""
        self.name_marks = np.zeros(0, np.int32)
        """Of each word by its number: Marks that its places with a capital have beside theirs."""
        self._frequencies = np.zeros(0, np.int64)
        """Of each word by its number: how often it stands in passages."""
        self._holders = np.zeros(0, np.int64)
        """Of each term by its number: how many passages hold it; 0 until that was asked for, which
        two threads may do at once, to the same end."""
        self.bm25 = PostingsBM25([])
        self._title_words: Counter[str] = Counter()
        """How often each word stands in titles."""
        self._speller = Speller(())
        self._kinship = Kinship(())
        self._naming = Naming()
        self._relatives = Relatives(self.analyzer)
        self._common = common_words(code)
        self._change((), articles)

    @property
    def term_ids(self) -> Mapping[str, int]:
        """The number of each term that stands in a passage, beside its title."""
        return self._term_numbers.numbers

    @property
    def word_ids(self) -> Mapping[str, int]:
        """The number of each word that stands in a passage, beside its title."""
        return self._word_numbers.numbers

    @property
    def usual_length(self) -> float:
        """How many words a passage has on average, 1 at least."""
        return max(float(self.words.offsets[-1]) / max(len(self.places), 1), 1.0)

    def changed(
        self, taken_in: Sequence[Article], gone: Collection[str], languages: Sequence[Language]
    ) -> "PassageIndex":
        """Return an index without the articles with these ids and, after the others, with these.

        It is just what an index made of its articles would be, in far less time.
        """
        other = copy(self)
        other.languages = tuple(languages)
        if taken_in or any(article.id in gone for article, _ in self.places):
            other._change(gone, taken_in)
        return other

    def read(self, text: str, earlier: str | None = None) -> Question:
        """Take a question apart, with what the question that it follows up asked for, if any."""
        question = read_question(text, self.analyzer, self.languages)
        if earlier is None:
            return question
        return following(question, read_question(earlier, self.analyzer, self.languages))

    def candidates(self, question: Question, without: Collection[int] = ()) -> Candidates:
        """Return the candidates for a question, leaving out those at certain positions."""
        trained = self.analyzer.language.code == TRAINED_ON
        most = CANDIDATES if trained else FEWER_CANDIDATES
        slots = tuple(self._slot(asked) for asked in question.terms)
        scores = self.bm25.weighted_scores(
            (term, alike * slot.asked.weight) for slot in slots for term, alike in slot.terms
        )
        scores[list(without)] = 0.0
        found = np.flatnonzero(scores > 0)
        if len(found) > most:
            found = found[np.argpartition(-scores[found], most - 1)[:most]]
        found = found[np.lexsort((found, -scores[found]))]
        ideal = sum(slot.asked.weight * self.bm25.rarity(slot.terms[0][0]) for slot in slots)
        telling = tuple(slot for slot in slots if not slot.asked.marks & Mark.SINGLE)
        return Candidates(
            question=question,
            searched=slots,
            slots=telling or slots,
            positions=found,
            scores=scores[found],
            ideal=(self.bm25.k1 + 1) * ideal,
            corpus_size=self.bm25.corpus_size,
        )

    def term_rarity(self, terms: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how rare terms are that stand in passages, by their numbers, above 0.

        `log(1 + N / n)`, where n of the N passages hold the term.
        """
        new = terms[self._holders[terms] == 0]
        if len(new):
            held = [self._term_numbers.keys[number] for number in new.tolist()]
            # What BM25 leaves out, function words, some passage holds all the same.
            self._holders[new] = np.maximum(self.bm25.counts(held), 1)
        rarity: NDArray[np.float64] = np.log1p(self.bm25.corpus_size / self._holders[terms])
        return rarity

    def word_rarity(self, words: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how rare words are, by their numbers, above 0; most for a number below 0.

        It is BM25's idf as Lucene has it, `log(1 + (N - n + 1/2) / (n + 1/2))`, where n, the
        number of passages with the word, is what it would be if its places were strewn by chance.
        """
        size = max(self.bm25.corpus_size, 1)
        known = words >= 0
        frequencies = np.zeros(len(words))
        frequencies[known] = self._frequencies[words[known]]
        holders = size * -np.expm1(-frequencies / size)
        rarity: NDArray[np.float64] = np.log1p((size - holders + 0.5) / (holders + 0.5))
        return rarity

    def _change(self, gone: Collection[str], taken_in: Sequence[Article]) -> None:
        """Let articles go and take others in, by new objects: another index may hold the old ones.

        What only those had that are gone is nowhere left.
        """
        kept = np.array([article.id not in gone for article, _ in self.places], np.bool_)
        leaving = {article.id: article for article, _ in compress(self.places, ~kept)}
        coming = [article for article in taken_in if article.passages]
        left, lost = self.words.only(kept), self.words.only(~kept)
        self._term_numbers = self._term_numbers.only(left.terms)
        self._word_numbers = self._word_numbers.only(left.words)
        self.places = list(compress(self.places, kept))
        self.titles = list(compress(self.titles, kept))

        new = NewWords(self._term_numbers, self._word_numbers)
        documents = []
        for article in coming:
            title = [token.term for token in self.analyzer.tokens(article.title)]
            for passage in article.passages:
                documents.append(self._document(article, passage, new) + title)
                self.places.append((article, passage))
            self.titles += [frozenset(title)] * len(article.passages)
        in_titles = self._title_words + self._in_titles(coming)
        self._title_words = in_titles - self._in_titles(leaving.values())
        self.words = left.followed_by(new.columns())
        self.bm25 = self.bm25.changed(kept, documents)
        self._naming = self._naming.changed(lost, new.columns(), len(self._word_numbers.keys))
        self._look_at_words()

    def _look_at_words(self) -> None:
        """Bring what looks at each word but once in step with the words that are held."""
        common = self._common & self.word_ids.keys()
        self.name_marks = self._naming.marks(self.word_ids[word] for word in common)
        self._kinship = self._kinship.changed(self.term_ids.keys())
        in_passages = compress(self._word_numbers.keys, self._naming.telling().tolist())
        telling = frozenset([*in_passages, *self._title_words])
        self._speller = self._speller.changed(telling)
        self._frequencies = self._naming.frequencies()
        self._holders = np.zeros(len(self._term_numbers.keys), np.int64)
        self._relatives = self._relatives.changed(telling, self.word_ids, self._frequencies)

    def _document(self, article: Article, passage: Passage, new: NewWords) -> list[str]:
        """Return the terms that BM25 counts in a passage, and add each of its words."""
        new.begin_passage()
        starts = [sentence.start for sentence in passage.sentences]
        document = []
        for token in self.analyzer.passage_tokens(article.body, passage.span):
            marks = int(token.marks)
            if marks & _SINGLE:
                document.append(token.term)
                continue
            term = new.add(token, max(bisect_right(starts, token.span.start) - 1, 0))
            if not marks & _STOP:
                document.append(term)
        return document

    def _in_titles(self, articles: Iterable[Article]) -> Counter[str]:
        return Counter(
            token.word for article in articles for token in self.analyzer.tokens(article.title)
        )

    def _slot(self, asked: QueryTerm) -> Slot:
        terms: tuple[tuple[str, float], ...] = ()
        # A common word that no passage holds is no misspelling of one that some do.
        if not self.bm25.count(asked.term) and asked.word not in self._common:
            terms = self._respelt(asked.word)
        terms = terms or ((asked.term, 1.0), *self._related(asked))
        best = terms[0][0]
        return Slot(
            asked=asked,
            terms=terms,
            weight=self.bm25.rarity(best, BESIDE) * asked.weight,
            known=any(self.bm25.count(term) for term, _ in terms),
            kin=() if asked.marks & Mark.SINGLE else self._kinship.of(best),
        )

    def _related(self, asked: QueryTerm) -> Iterator[tuple[str, float]]:
        """Yield the relatives of a word; a rarer one counts for no more than the word would."""
        rarity = self.bm25.rarity(asked.term, BESIDE)
        for term, alike in self._relatives.of(asked.word, asked.term):
            if self.bm25.count(term):
                yield term, alike * min(1.0, rarity / self.bm25.rarity(term, BESIDE))

    def _respelt(self, word: str) -> tuple[tuple[str, float], ...]:
        best: dict[str, float] = {}
        for choice, alike in self._speller.nearest(word):
            term = self.analyzer.term(choice)
            best[term] = max(best.get(term, 0.0), alike)
        return tuple(best.items())

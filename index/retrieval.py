"""From a question to candidates: the passages that share most of its terms by BM25."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Passage
from index.analysis import Analyzer, analyzer
from index.bm25 import PostingsBM25
from index.common_words import common_words
from index.kinship import Kinship
from index.languages import Language, Mark
from index.question import QueryTerm, Question, following, read_question
from index.spelling import Speller

CANDIDATES = 30
"""How many passages are looked at closely."""
BESIDE = 100
"""Passages that are taken to stand beside the corpus, for a small one tells little of rarity."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that a question asks for, and the terms of the corpus that meet it."""

    asked: QueryTerm
    terms: tuple[tuple[str, float], ...]
    """Each with how well it does, in 0..1: the asked term, or what it may be a misspelling of."""
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

    It never changes once made, so that any number of threads may search it. What it keeps of
    each word of each passage is in arrays, passage after passage.
    """

    def __init__(
        self, articles: Sequence[Article], code: str, languages: Sequence[Language] = ()
    ) -> None:
        """Index the articles, all of which are in the language with this code.

        Questions may be in that language or in one of these others.
        """
        self.analyzer: Analyzer = analyzer(code)
        self.languages = tuple(languages)
        self.places: list[tuple[Article, Passage]] = [
            (article, passage) for article in articles for passage in article.passages
        ]
        self.term_ids: dict[str, int] = {}
        self.word_ids: dict[str, int] = {}
        self.titles: list[frozenset[str]] = []
        """Of each passage: the terms of its article's title."""
        self.offsets = [0]
        """Where the words of each passage begin in the arrays, and where the last one's end."""
        self._terms_by_word: dict[str, str] = {}
        rows: list[tuple[int, int, int, int]] = []
        documents = []
        titles: dict[str, list[str]] = {}
        for article, passage in self.places:
            document = self._document(article, passage, rows)
            if article.id not in titles:
                titles[article.id] = self._title(article)
            self.titles.append(frozenset(titles[article.id]))
            documents.append(document + titles[article.id])
        columns = np.array(rows, dtype=np.int32).reshape(-1, 4).T
        self.terms, self.words, self.marks, self.sentences = columns
        self.bm25 = PostingsBM25(documents)
        self._speller = Speller(self._terms_by_word)
        self._kinship = Kinship(list(self.term_ids))
        self._common = common_words(code)

    def read(self, text: str, earlier: str | None = None) -> Question:
        """Take a question apart, with what the question that it follows up asked for, if any."""
        question = read_question(text, self.analyzer, self.languages)
        if earlier is None:
            return question
        return following(question, read_question(earlier, self.analyzer, self.languages))

    def candidates(
        self, question: Question, most: int = CANDIDATES, without: Collection[int] = ()
    ) -> Candidates:
        """Return at most so many candidates, leaving out those at certain positions."""
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

    def _document(
        self, article: Article, passage: Passage, rows: list[tuple[int, int, int, int]]
    ) -> list[str]:
        """Return the terms that BM25 counts in a passage, and add a row for each of its words."""
        starts = [sentence.start for sentence in passage.sentences]
        document = []
        for token in self.analyzer.passage_tokens(article.body, passage.span):
            if token.marks & Mark.SINGLE:
                document.append(token.term)
                continue
            rows.append(
                (
                    self.term_ids.setdefault(token.term, len(self.term_ids)),
                    self.word_ids.setdefault(token.word, len(self.word_ids)),
                    token.marks,
                    max(bisect_right(starts, token.span.start) - 1, 0),
                )
            )
            if not token.marks & Mark.STOP:
                self._terms_by_word.setdefault(token.word, token.term)
                document.append(token.term)
        self.offsets.append(len(rows))
        return document

    def _title(self, article: Article) -> list[str]:
        """Return the terms of the article's title, which count for each of its passages."""
        terms = []
        for token in self.analyzer.tokens(article.title):
            self.term_ids.setdefault(token.term, len(self.term_ids))
            self._terms_by_word.setdefault(token.word, token.term)
            terms.append(token.term)
        return terms

    def _slot(self, asked: QueryTerm) -> Slot:
        terms: tuple[tuple[str, float], ...] = ((asked.term, 1.0),)
        # A common word that no passage holds is no misspelling of one that some do.
        if not self.bm25.count(asked.term) and asked.word not in self._common:
            terms = self._respelt(asked.word) or terms
        best = terms[0][0]
        return Slot(
            asked=asked,
            terms=terms,
            weight=self.bm25.rarity(best, BESIDE) * asked.weight,
            known=self.bm25.count(best) > 0,
            kin=() if asked.marks & Mark.SINGLE else self._kinship.of(best),
        )

    def _respelt(self, word: str) -> tuple[tuple[str, float], ...]:
        best: dict[str, float] = {}
        for choice, alike in self._speller.nearest(word):
            term = self._terms_by_word[choice]
            best[term] = max(best.get(term, 0.0), alike)
        return tuple(best.items())

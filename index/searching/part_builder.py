"""Builds a part of an index by analysing articles."""

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from itertools import chain

import numpy as np

from corpus.article import Article, Passage, Span
from index.reading.analysis import Analyzer
from index.reading.headings import headings_of, unquotable
from index.reading.languages import Mark
from index.searching.numbering import Numbering
from index.searching.part import NOWHERE, Part
from index.searching.postings import Postings
from index.searching.ragged import Ragged
from index.searching.references import Section, Sections
from index.searching.statistics import Counts
from index.searching.stored_articles import StoredArticles
from index.searching.units import units

# Plain integers, because comparing Mark members is as slow as reading a word.
_SINGLE, _STOP = int(Mark.SINGLE), int(Mark.STOP)


class PartBuilder:
    """Analyses articles in one language, passage by passage.

    Numbers are collected in arrays: an object for each word would take a gigabyte for a few
    thousand articles at once.
    """

    def __init__(self, analyzer: Analyzer, terms: Numbering, words: Numbering) -> None:
        """Take ids from these numberings, and add new terms and words to them."""
        self._analyzer = analyzer
        self._term_ids, self._word_ids = terms, words
        self._articles: list[Article] = []
        self._title_words = array("i")
        self._article, self._numbers, self._headed = array("i"), array("i"), array("b")
        self._sentence_counts, self._sentences = array("i"), array("i")
        self._unquotable, self._said = array("b"), array("i")
        self._title_lengths, self._titles = array("i"), array("i")
        self._sections: list[bytes] = []
        self._word_counts, self._words = array("i"), array("i")
        self._kind_of: dict[tuple[str, str, int], int] = {}
        self._kinds = array("i")
        self._single_counts, self._singles = array("i"), array("i")

    def add(self, article: Article) -> None:
        """Add the passages of an article."""
        number = len(self._articles)
        self._articles.append(article)
        read = list(self._analyzer.tokens(article.title))
        self._title_words.extend(self._word_ids.number(token.word) for token in read)
        title = [self._term_ids.number(token.term) for token in read]
        above: list[int] = []
        sections = Sections(article, self._analyzer)
        for passage in chain.from_iterable(units(article, each) for each in article.passages):
            headings = headings_of(article, passage)
            if headings:
                above = [term for each in headings for term in self._content(article, each)]
            # A passage that begins with the headings already says their words.
            outside = title if headings else [*title, *above]
            self._add_words(article, passage)
            self._article.append(number)
            self._numbers.append(passage.number)
            self._headed.append(bool(headings))
            self._sentence_counts.append(len(passage.sentences))
            for sentence in passage.sentences:
                self._sentences.extend((sentence.start, sentence.end))
            self._unquotable.extend(unquotable(article, passage, headings))
            self._title_lengths.append(len(outside))
            self._titles.extend(outside)
            self._sections.append(_encoded(sections.of(passage)))

    def build(self) -> tuple[Part, Counts]:
        """Return the passages added so far, and what is counted in them."""
        kinds = np.array(self._kinds, np.int32).reshape(-1, 3)
        words = Ragged.with_lengths(self._word_counts, np.array(self._words, np.int32))
        titles = Ragged.with_lengths(self._title_lengths, np.array(self._titles, np.int32))
        singles = Ragged.with_lengths(self._single_counts, np.array(self._singles, np.int32))
        size = len(self._article)
        counted = kinds[words.values, 2] & _STOP == 0
        term_of, position = [], []
        for rows in (words, titles, singles):
            place = np.repeat(np.arange(size), rows.lengths)
            if rows is words:
                term_of.append(kinds[np.compress(counted, words.values), 0])
                place = np.compress(counted, place)
            else:
                term_of.append(rows.values)
            position.append(place)
        documents = np.concatenate(position)
        part = Part(
            articles=StoredArticles.of(self._articles),
            article=np.array(self._article, np.int32),
            numbers=np.array(self._numbers, np.int32),
            headed=np.array(self._headed, np.bool_),
            sentences=Ragged.with_lengths(
                self._sentence_counts, np.array(self._sentences, np.int32).reshape(-1, 2)
            ),
            unquotable=np.array(self._unquotable, np.bool_),
            said=np.array(self._said, np.int32),
            titles=titles,
            sections=Ragged.of_bytes(self._sections),
            words=words,
            kinds=kinds,
            lengths=np.bincount(documents, minlength=size).astype(np.int32),
            postings=Postings.of(
                np.concatenate(term_of).astype(np.int64), documents, len(self._term_ids)
            ),
        )
        return part, Counts.of(part, np.array(self._title_words, np.int32))

    def _add_words(self, article: Article, passage: Passage) -> None:
        starts = [sentence.start for sentence in passage.sentences]
        said = [0] * len(starts)
        singles = 0
        before = len(self._words)
        for token in self._analyzer.passage_tokens(article.body, passage.span):
            if token.marks & _SINGLE:
                self._singles.append(self._term_ids.number(token.term))
                singles += 1
                continue
            self._words.append(self._kind(token.term, token.word, token.marks))
            said[max(bisect_right(starts, token.span.start) - 1, 0)] += 1
        self._said.extend(said)
        self._word_counts.append(len(self._words) - before)
        self._single_counts.append(singles)

    def _kind(self, term: str, word: str, marks: int) -> int:
        key = term, word, marks
        kind = self._kind_of.get(key)
        if kind is None:
            kind = self._kind_of[key] = len(self._kind_of)
            row = self._term_ids.number(term), self._word_ids.number(word), marks
            self._kinds.extend(row)
        return kind

    def _content(self, article: Article, span: Span) -> Iterable[int]:
        """Yield the terms of a span without function words."""
        for token in self._analyzer.passage_tokens(article.body, span):
            if not token.marks & _STOP:
                yield self._term_ids.number(token.term)


def _encoded(section: Section) -> bytes:
    if section == NOWHERE:
        return b""
    return json.dumps([sorted(section.headings), sorted(section.items)]).encode()

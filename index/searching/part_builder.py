"""Builds a part of an index by analysing articles."""

import json
from array import array
from itertools import chain

import numpy as np

from corpus.article import Article, Passage, Span
from index.reading.analysis import Analyzer
from index.reading.headings import headings_of, unquotable
from index.reading.languages import Mark
from index.searching.numbering import Numbering
from index.searching.part import NOWHERE, Part
from index.searching.postings import Column, Postings
from index.searching.ragged import Ragged
from index.searching.references import Section, Sections
from index.searching.statistics import Counts
from index.searching.stored_articles import StoredArticles
from index.searching.units import units

# Plain integers, because comparing Mark members is as slow as reading a word.
_SINGLE, _STOP = int(Mark.SINGLE), int(Mark.STOP)


class _Kinds(dict[tuple[str, str, int], int]):
    """Numbers the kinds of words that are looked up: terms with words and Marks."""

    def __init__(self, terms: Numbering, words: Numbering) -> None:
        super().__init__()
        self._terms, self._words = terms, words
        self._rows = array("i")

    def __missing__(self, kind: tuple[str, str, int]) -> int:
        term, word, marks = kind
        self._rows.extend((self._terms.number(term), self._words.number(word), marks))
        number = self[kind] = len(self)
        return number

    def rows(self) -> Column:
        """Return the term id, the word id and the Marks of each kind; shape `(kinds, 3)`."""
        return _column(self._rows).reshape(-1, 3)


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
        self._sentence_counts, self._sentences, self._unquotable = (
            array("i"),
            array("i"),
            array("b"),
        )
        self._title_lengths, self._titles = array("i"), array("i")
        self._sections: list[bytes] = []
        self._kinds = _Kinds(terms, words)
        self._word_counts, self._words, self._starts = array("i"), array("i"), array("i")

    def add(self, article: Article) -> None:
        """Add the passages of an article."""
        number = len(self._articles)
        self._articles.append(article)
        read = self._analyzer.tokens(article.title)
        self._title_words.extend(map(self._word_ids.number, read.words))
        title = list(map(self._term_ids.number, read.terms))
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
        kinds, read, size = self._kinds.rows(), _column(self._words), len(self._article)
        passage_of = np.repeat(np.arange(size, dtype=np.int32), self._word_counts)
        single = (kinds[:, 2] & _SINGLE > 0)[read]
        in_passage = passage_of[~single]
        titles = Ragged.with_lengths(self._title_lengths, _column(self._titles))
        sentences = Ragged.with_lengths(
            self._sentence_counts, _column(self._sentences).reshape(-1, 2)
        )
        counted = (kinds[:, 2] & _STOP == 0)[read]
        documents = np.concatenate(
            [passage_of[counted], np.repeat(np.arange(size, dtype=np.int32), titles.lengths)]
        )
        terms_of = np.concatenate([kinds[:, 0][read[counted]], titles.values])
        part = Part(
            articles=StoredArticles.of(self._articles),
            article=_column(self._article),
            numbers=_column(self._numbers),
            headed=np.array(self._headed, np.bool_),
            sentences=sentences,
            unquotable=np.array(self._unquotable, np.bool_),
            said=_words_in(sentences, in_passage, _column(self._starts)[~single]),
            titles=titles,
            sections=Ragged.of_bytes(self._sections),
            words=Ragged.with_lengths(np.bincount(in_passage, minlength=size), read[~single]),
            kinds=kinds,
            lengths=np.bincount(documents, minlength=size).astype(np.int32),
            postings=Postings.of(terms_of, documents, len(self._term_ids)),
        )
        return part, Counts.of(part, _column(self._title_words))

    def _add_words(self, article: Article, passage: Passage) -> None:
        tokens = self._analyzer.passage_tokens(article.body, passage.span)
        kinds = map(
            self._kinds.__getitem__, zip(tokens.terms, tokens.words, tokens.marks, strict=True)
        )
        self._words.extend(kinds)
        self._starts.extend(tokens.starts)
        self._word_counts.append(len(tokens))

    def _content(self, article: Article, span: Span) -> list[int]:
        """Return the ids of the terms of a span without function words."""
        tokens = self._analyzer.passage_tokens(article.body, span)
        return [
            self._term_ids.number(term)
            for term, marks in zip(tokens.terms, tokens.marks, strict=True)
            if not marks & _STOP
        ]


def _column(numbers: "array[int]") -> Column:
    """Return the numbers without copying them; they must not change any more."""
    return np.frombuffer(numbers, np.int32) if numbers else np.zeros(0, np.int32)


def _words_in(sentences: Ragged, passage_of: Column, starts: Column) -> Column:
    """Return how many words each sentence has, given the passage and the start of each word.

    A word before the first sentence of its passage counts as one of that.
    """
    first = sentences.offsets[:-1]
    # One number encodes a passage and a place, so that a single search finds all sentences.
    size = int(max(starts.max(initial=0), sentences.values.max(initial=0))) + 1
    begins = np.repeat(np.arange(len(first)), sentences.lengths) * size + sentences.values[:, 0]
    sentence = np.searchsorted(begins, passage_of.astype(np.int64) * size + starts, "right") - 1
    sentence = np.maximum(sentence, first[passage_of])
    return np.bincount(sentence, minlength=len(begins)).astype(np.int32)


def _encoded(section: Section) -> bytes:
    if section == NOWHERE:
        return b""
    return json.dumps([sorted(section.headings), sorted(section.items)]).encode()

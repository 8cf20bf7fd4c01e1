"""A part of an index: passages as arrays, which a file can be mapped to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Passage, Span
from index.searching.arrays import Arrays, below, prefixed
from index.searching.postings import Column, Flags, Integers, Postings
from index.searching.ragged import Ragged
from index.searching.references import Section
from index.searching.stored_articles import StoredArticles
from index.searching.words import Words

NOWHERE = Section()


@dataclass(frozen=True, slots=True)
class Part:
    """The passages of some articles in one language; of a list or table, its units.

    Its arrays are never changed. Those "per passage" have an element for each passage, in order.
    """

    articles: StoredArticles
    article: Column
    """Per passage: the number of its article."""
    numbers: Column
    """Per passage: its number in the article."""
    headed: Flags
    """Per passage: whether its first sentence is a heading."""
    sentences: Ragged
    """Per passage: the spans of its sentences; values of shape `(sentences, 2)`."""
    unquotable: Flags
    """Per sentence: whether it is never quoted alone."""
    said: Column
    """Per sentence: how many words it has."""
    titles: Ragged
    """Per passage: the ids of the terms of its article's title and of the heading above it."""
    sections: Ragged
    """Per passage: its Section as bytes, none if that is empty."""
    words: Ragged
    """Per passage: the kinds of its words."""
    kinds: NDArray[np.int32]
    """Per kind of word: its term id, its word id and its Marks; shape `(kinds, 3)`."""
    lengths: Column
    """Per passage: the number of terms that BM25 counts."""
    postings: Postings

    @classmethod
    def of_arrays(cls, arrays: Arrays) -> "Part":
        """Take the arrays of `arrays()`."""
        return cls(
            articles=StoredArticles.of_arrays(below("articles", arrays)),
            article=arrays["article"],
            numbers=arrays["numbers"],
            headed=arrays["headed"],
            sentences=Ragged.of_arrays(below("sentences", arrays)),
            unquotable=arrays["unquotable"],
            said=arrays["said"],
            titles=Ragged.of_arrays(below("titles", arrays)),
            sections=Ragged.of_arrays(below("sections", arrays)),
            words=Ragged.of_arrays(below("words", arrays)),
            kinds=arrays["kinds"],
            lengths=arrays["lengths"],
            postings=Postings.of_arrays(below("postings", arrays)),
        )

    def arrays(self) -> Arrays:
        """Return what the part is made of, by name."""
        found: dict[str, NDArray[Any]] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, np.ndarray):
                found[each.name] = value
            else:
                found |= prefixed(each.name, value.arrays())
        return found

    def __len__(self) -> int:
        """Return how many passages there are."""
        return len(self.article)

    def passage(self, position: int) -> tuple[Article, Passage]:
        """Return a passage and its article."""
        places = self.sentences[position].tolist()
        sentences = tuple(Span(start, end) for start, end in places)
        span = Span(sentences[0].start, sentences[-1].end)
        article = self.articles[int(self.article[position])]
        return article, Passage(int(self.numbers[position]), span, sentences)

    def section(self, position: int) -> Section:
        """Return the numbered headings and items that a passage belongs to."""
        encoded = self.sections[position].tobytes()
        if not encoded:
            return NOWHERE
        headings, items = json.loads(encoded)
        return Section(frozenset((label, number) for label, number in headings), frozenset(items))

    def positions_of(self, article_id: str) -> range:
        """Return the positions of an article's passages; none if it is not here."""
        number = self.articles.ids.number(article_id)
        if number is None:
            return range(0)
        first, last = np.searchsorted(self.article, [number, number + 1]).tolist()
        return range(first, last)

    def unquotable_at(self, position: int) -> Flags:
        """Return which sentences of a passage are never quoted alone."""
        start, end = self.sentences.offsets[position : position + 2].tolist()
        return self.unquotable[start:end]

    def words_at(self, positions: Sequence[int] | Integers) -> Words:
        """Return the words of passages, in the given order."""
        return self._words(self.words.at(positions), self._numbers_of_sentences(positions))

    def begins_sentence(self) -> Flags:
        """Return, for each word of all passages, whether it is the first of a sentence."""
        begins = np.zeros(len(self.words.values), np.bool_)
        begins[(np.cumsum(self.said) - self.said)[self.said > 0]] = True
        return begins

    def _words(self, words: Ragged, sentences: Column) -> Words:
        columns = np.empty((4, len(words.values)), np.int32)
        columns[:3] = self.kinds.take(words.values, axis=0).T
        columns[3] = sentences
        return Words(columns, words.offsets)

    def _numbers_of_sentences(self, positions: Sequence[int] | Integers) -> Column:
        """Return the number of the sentence that each word of these passages is in."""
        offsets = self.sentences.offsets
        starts, ends = offsets[:-1][positions], offsets[1:][positions]
        counts = ends - starts
        before = counts.cumsum() - counts
        every = np.arange(int(np.add.reduce(counts)), dtype=np.int32)
        number = every - before.astype(np.int32).repeat(counts)
        said = self.said[every + (starts - before).repeat(counts)]
        column: Column = number.repeat(said)
        return column

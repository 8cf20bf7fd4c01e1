"""The passages of an index: a standing part and a small recent one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.article import Article, Passage
from index.reading.analysis import Analyzer
from index.searching.arrays import Arrays, below, prefixed
from index.searching.common_words import common_words
from index.searching.joining import followed_by, only, renumbered
from index.searching.numbering import Numbering
from index.searching.part import Part
from index.searching.part_builder import PartBuilder
from index.searching.postings import Column, Flags, Integers
from index.searching.ragged import Ragged
from index.searching.references import Section
from index.searching.statistics import Statistics
from index.searching.strings import Strings
from index.searching.words import Words

MOST_RECENT = 1000
"""Passages of the recent part beyond which it should be folded into the standing one: joining two
parts of this size takes some milliseconds."""
MOST_REMOVED = 0.25
"""The share of the standing passages, in 0..1, that may be removed before that."""
_NONE, _NO_FLAGS = np.zeros(0, np.int32), np.zeros(0, np.bool_)


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of articles in one language, by position.

    A change copies only the recent part. Passages that are removed from the standing part keep
    their positions there until the parts are folded. Instances are immutable.
    """

    standing: Part
    recent: Part
    remaining: Flags
    """Per article of the standing part: whether it was not removed."""
    terms: Numbering
    """The ids of terms, which both parts share."""
    words: Numbering
    """The ids of words."""
    common: Flags
    """Per word id: whether it is one of the common words of the language."""
    statistics: Statistics
    """Of those that were not removed."""

    @classmethod
    def empty(cls, analyzer: Analyzer) -> "Passages":
        """Return none."""
        none, _ = PartBuilder(analyzer, Numbering(), Numbering()).build()
        remaining = np.zeros(0, np.bool_)
        return cls(none, none, remaining, Numbering(), Numbering(), remaining, Statistics.empty())

    @classmethod
    def of_arrays(cls, arrays: Arrays) -> "Passages":
        """Take the arrays of `arrays()`."""
        part = Part.of_arrays(below("part", arrays))
        return cls(
            part,
            _none_of(part),
            np.ones(len(part.articles), np.bool_),
            Numbering(Strings(below("terms", arrays))),
            Numbering(Strings(below("words", arrays))),
            arrays["common"],
            Statistics(arrays["of_words"], arrays["of_terms"]),
        )

    def arrays(self) -> Arrays:
        """Return what folded passages are made of, by name."""
        return {
            **prefixed("part", self.standing.arrays()),
            **prefixed("terms", self.terms.standing.arrays()),
            **prefixed("words", self.words.standing.arrays()),
            "common": self.common,
            "of_words": self.statistics.of_words,
            "of_terms": self.statistics.of_terms,
        }

    def changed(
        self, analyzer: Analyzer, added: Sequence[Article], removed: Collection[str]
    ) -> "Passages":
        """Return them without the articles with the `removed` ids, followed by the `added` ones."""
        terms, words = self.terms.copy(), self.words.copy()
        leaving, coming = (PartBuilder(analyzer, terms, words) for _ in range(2))
        for article in self._articles_with(removed):
            leaving.add(article)
        for article in added:
            coming.add(article)
        new, new_counts = coming.build()
        _, old_counts = leaving.build()
        remaining = self.remaining.copy()
        remaining[self._numbers(self.standing, removed)] = False
        kept = np.ones(len(self.recent.articles), np.bool_)
        kept[self._numbers(self.recent, removed)] = False
        return Passages(
            self.standing,
            followed_by(only(self.recent, kept), new),
            remaining,
            terms,
            words,
            _with_new(self.common, words, analyzer),
            self.statistics.changed(old_counts, new_counts, len(words), len(terms)),
        )

    def folded(self) -> "Passages":
        """Return the same passages in one standing part, with ids for what occurs in it only."""
        part = followed_by(only(self.standing, self.remaining), self.recent)
        words, terms = self.statistics.live_words(), self.statistics.live_terms()
        part = renumbered(part, _new_ids(terms), _new_ids(words))
        return Passages(
            part,
            _none_of(part),
            np.ones(len(part.articles), np.bool_),
            Numbering(_chosen(self.terms, terms)),
            Numbering(_chosen(self.words, words)),
            self.common[words],
            Statistics(self.statistics.of_words[:, words], self.statistics.of_terms[:, terms]),
        )

    @property
    def should_fold(self) -> bool:
        """Whether the recent part is large, or much of the standing one was removed."""
        removed = len(self.remaining) - int(self.remaining.sum())
        large = len(self.recent) > min(MOST_RECENT, max(len(self.standing), 1))
        return large or removed > MOST_REMOVED * len(self.remaining)

    @property
    def live(self) -> Flags:
        """Which positions have a passage that was not removed."""
        recent = np.ones(len(self.recent), np.bool_)
        return np.concatenate([self.remaining[self.standing.article], recent])

    def __len__(self) -> int:
        """Return how many positions there are, those of removed passages included."""
        return len(self.standing) + len(self.recent)

    def __contains__(self, article_id: str) -> bool:
        """Return whether an article with this id is here."""
        if self.recent.articles.ids.number(article_id) is not None:
            return True
        return self._number_in_standing(article_id) is not None

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id; None if it is not here."""
        for article in self._articles_with([article_id]):
            return article
        return None

    def positions_of(self, article_id: str) -> range:
        """Return the positions of an article's passages, in order."""
        if found := self.recent.positions_of(article_id):
            first = len(self.standing)
            return range(found.start + first, found.stop + first)
        if self._number_in_standing(article_id) is None:
            return range(0)
        return self.standing.positions_of(article_id)

    def __getitem__(self, position: int) -> tuple[Article, Passage]:
        """Return the article of the passage at a position, and the passage."""
        part, position = self._at(position)
        return part.passage(position)

    def place(self, position: int) -> tuple[str, int]:
        """Return the id of the article of the passage at a position, and the passage's number."""
        part, position = self._at(position)
        return part.articles.ids[int(part.article[position])], int(part.numbers[position])

    def section(self, position: int) -> Section:
        """Return the numbered headings and items that the passage at a position belongs to."""
        part, position = self._at(position)
        return part.section(position)

    def headed(self, positions: Integers) -> Flags:
        """Return whether each of the passages at these positions begins with a heading."""
        if self._are_standing(positions):
            return self.standing.headed[positions]
        headed: Flags = np.array(
            [part.headed[at] for part, at in map(self._at, positions.tolist())], bool
        )
        return headed

    def sentences(self, positions: Integers) -> Integers:
        """Return how many sentences each of the passages at these positions has."""
        if self._are_standing(positions):
            return self.standing.sentences.lengths_at(positions)
        rows = [part.sentences[at] for part, at in map(self._at, positions.tolist())]
        return np.array(list(map(len, rows)), np.int64)

    def unquotable(self, positions: Integers) -> Flags:
        """Return which sentences of the passages at these positions are never quoted alone.

        The sentences of each passage follow those of the one before.
        """
        rows = [part.unquotable_at(at) for part, at in map(self._at, positions.tolist())]
        return np.concatenate([*rows, _NO_FLAGS])

    def titles(self, positions: Integers) -> Ragged:
        """Return, for each position, the ids of the terms in the title and in the heading above."""
        if self._are_standing(positions):
            return self.standing.titles.at(positions)
        rows = [part.titles[at] for part, at in map(self._at, positions.tolist())]
        return Ragged.with_lengths(list(map(len, rows)), np.concatenate([*rows, _NONE]))

    def words_at(self, positions: Integers) -> Words:
        """Return the words of the passages at these positions, in the given order."""
        if self._are_standing(positions):
            return self.standing.words_at(positions)
        recent = positions >= len(self.standing)
        if recent.all():
            return self.recent.words_at(positions - len(self.standing))
        return _in_order(
            recent,
            self.standing.words_at(positions[~recent]),
            self.recent.words_at(positions[recent] - len(self.standing)),
        )

    def _are_standing(self, positions: Integers) -> bool:
        """Return whether all these positions are in the standing part, as almost always."""
        return int(np.maximum.reduce(positions, initial=-1)) < len(self.standing)

    def _at(self, position: int) -> tuple[Part, int]:
        first = len(self.standing)
        return (self.standing, position) if position < first else (self.recent, position - first)

    def _articles_with(self, ids: Iterable[str]) -> Iterable[Article]:
        """Yield the articles with these ids that are here."""
        for article_id in sorted(ids):
            number = self.recent.articles.ids.number(article_id)
            if number is not None:
                yield self.recent.articles[number]
                continue
            number = self._number_in_standing(article_id)
            if number is not None:
                yield self.standing.articles[number]

    def _number_in_standing(self, article_id: str) -> int | None:
        """Return the number of an article of the standing part; None if it is not there (now)."""
        number = self.standing.articles.ids.number(article_id)
        return number if number is not None and self.remaining[number] else None

    @staticmethod
    def _numbers(part: Part, ids: Iterable[str]) -> list[int]:
        numbers = map(part.articles.ids.number, ids)
        return [number for number in numbers if number is not None]


def _none_of(part: Part) -> Part:
    """Return a part with the same ids and without passages."""
    none = only(part, np.zeros(len(part.articles), np.bool_))
    return replace(none, kinds=part.kinds[:0])


def _in_order(second: Flags, first_words: Words, second_words: Words) -> Words:
    """Return the words of passages of two groups in the order in which the flags name those."""
    lengths = np.empty(len(second), np.int64)
    lengths[~second], lengths[second] = first_words.lengths, second_words.lengths
    columns = np.empty((4, int(lengths.sum())), np.int32)
    of_second = np.repeat(second, lengths)
    columns[:, ~of_second], columns[:, of_second] = first_words.columns, second_words.columns
    return Words(columns, np.concatenate([[0], np.cumsum(lengths)]))


def _with_new(common: Flags, words: Numbering, analyzer: Analyzer) -> Flags:
    """Return the flags with those of the words that are new."""
    listed = common_words(analyzer.language.code)
    new = [words[number] in listed for number in range(len(common), len(words))]
    return np.concatenate([common, np.array(new, np.bool_)])


def _new_ids(live: Flags) -> Column:
    return np.where(live, np.cumsum(live) - 1, -1).astype(np.int32)


def _chosen(numbering: Numbering, live: Flags) -> Strings:
    every = numbering.every()
    return Strings.of(every[number] for number in np.flatnonzero(live).tolist())

"""Matches: the words of candidates, and which of them match which query term."""

from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.ranking.hits import Hits, Sought, look_up
from index.reading.languages import Mark
from index.searching.expansion import ExpandedTerm
from index.searching.postings import Column
from index.searching.retrieval import Candidates, PassageIndex
from index.searching.words import Words

_FLAGS = 32
"""Bits of Marks."""
_CAPITAL, _NUMBER, _NAME = int(Mark.CAPITAL), int(Mark.NUMBER), int(Mark.NAME)

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Matches:
    """The words of candidates, and the query terms that they match.

    Arrays "per word" have an element for each word of each candidate, arrays "per row" one for
    each sentence of each candidate; both are in the order of the candidates.
    """

    hits: Hits
    """The words that match a query term."""
    kin_hits: Hits
    """The words that match none, but are kin of one."""

    def __init__(
        self, index: PassageIndex, found: Candidates, positions: Integers, words: Words
    ) -> None:
        """Take the words of the candidates at these positions; see `of()`."""
        self._index = index
        self._found = found
        self._columns = words.columns
        self.begins: Integers = words.offsets[:-1]
        """Per candidate: its first word."""
        self.positions = positions
        """Per candidate: its position in the index."""
        self.query_terms = found.terms
        self.asks_time = found.question.asks_time
        self.weights: Floats = np.array([term.weight for term in found.terms])
        self.total_weight = float(self.weights.sum()) or 1.0
        marks = [term.asked.marks & (_CAPITAL | _NUMBER) for term in found.terms]
        self.named: Flags = np.array(marks) > 0
        """Per query term: whether it is a name or a number."""
        self.lengths: Integers = words.lengths
        """Per candidate: how many words it has."""
        self.count = len(self.lengths)
        """How many candidates there are."""
        self.size = words.columns.shape[1]
        """How many words they have."""
        sentences = index.passages.sentences(positions)
        self.sentences: Integers = sentences
        """Per candidate: how many sentences it has, at least one."""
        ends = self.sentences.cumsum()
        self.first_row: Integers = ends - self.sentences
        """Per candidate: the row of its first sentence."""
        self.rows = int(ends[-1])
        """How many rows there are."""

    @classmethod
    def of(cls, index: PassageIndex, found: Candidates) -> Self:
        """Return the matches of all candidates, of which there must be at least one."""
        matches = cls(index, found, found.positions, index.words_at(found.positions))
        sought = Sought.by(index, found.terms)
        matches.hits, matches.kin_hits = matches._find(sought)
        return matches

    def only(self, chosen: Integers) -> Self:
        """Return the matches of some of the candidates, given their numbers in order."""
        begins, lengths = self.begins[chosen], self.lengths[chosen]
        parts = [
            self._columns[:, begin : begin + length]
            for begin, length in zip(begins.tolist(), lengths.tolist(), strict=True)
        ]
        words = Words(np.concatenate(parts, axis=1), np.concatenate([[0], lengths.cumsum()]))
        other = type(self)(self._index, self._found, self.positions[chosen], words)
        number = np.full(self.count, -1)
        number[chosen] = np.arange(len(chosen))
        words_before = begins - other.begins
        rows_before = self.first_row[chosen] - other.first_row

        def moved(hits: Hits) -> Hits:
            kept = hits.only(number[hits.candidates] >= 0)
            candidates = number[kept.candidates]
            return Hits(
                kept.words - words_before[candidates],
                kept.terms,
                kept.strengths,
                candidates,
                kept.rows - rows_before[candidates],
            )

        other.hits, other.kin_hits = moved(self.hits), moved(self.kin_hits)
        return other

    @property
    def term_ids(self) -> Column:
        """Per word: the id of its term."""
        return self._columns[0, :]

    @property
    def word_ids(self) -> Column:
        """Per word: its own id."""
        return self._columns[1, :]

    @property
    def sentence_numbers(self) -> Column:
        """Per word: the number of its sentence, from 0 in each candidate."""
        return self._columns[3, :]

    @cached_property
    def headed(self) -> Flags:
        """Per candidate: whether its first sentence is a heading."""
        return self._index.passages.headed(self.positions)

    @cached_property
    def candidate(self) -> Integers:
        """Per word: its candidate."""
        return np.repeat(np.arange(self.count), self.lengths)

    @cached_property
    def candidate_of_row(self) -> Integers:
        """Per row: its candidate."""
        return np.repeat(np.arange(self.count), self.sentences)

    @cached_property
    def position(self) -> Integers:
        """Per word: its position in the candidate, from 0."""
        return np.arange(self.size) - self.begins.repeat(self.lengths)

    @cached_property
    def row(self) -> Integers:
        """Per word: its row."""
        row: Integers = self.first_row.repeat(self.lengths) + self._columns[3]
        return row

    @cached_property
    def begins_sentence(self) -> Flags:
        """Per word: whether it is the first of its sentence."""
        begins = np.ones(self.size, np.bool_)
        np.not_equal(self.row[1:], self.row[:-1], out=begins[1:])
        return begins

    @cached_property
    def position_in_sentence(self) -> Integers:
        """Per word: its position in the sentence, from 0."""
        starts = np.flatnonzero(self.begins_sentence)
        lengths = np.diff(starts, append=self.size)
        return np.arange(self.size) - np.repeat(starts, lengths)

    @cached_property
    def marks(self) -> Column:
        """Per word: its Marks, with those that the corpus gives to capitalised words."""
        marks: Column = self._columns[2].copy()
        capital = (marks & _CAPITAL).nonzero()[0]
        marks[capital] |= self._index.name_marks.take(self.word_ids.take(capital))
        return marks

    @cached_property
    def matched(self) -> Integers:
        """Per word: the number of the query term that it matches, or -1."""
        matched = np.full(self.size, -1)
        matched[self.hits.words] = self.hits.terms
        return matched

    @cached_property
    def met(self) -> Flags:
        """Per word: whether it matches a query term."""
        met = np.zeros(self.size, np.bool_)
        met[self.hits.words] = True
        return met

    @cached_property
    def strength(self) -> Floats:
        """Per word: how well it matches that term, in 0..1."""
        strength = np.zeros(self.size)
        strength[self.hits.words] = self.hits.strengths
        return strength

    def having(self, *marks: Mark) -> Flags:
        """Return which words have one of these marks."""
        flags: Flags = self._flags[_bit(marks[0])]
        for mark in marks[1:]:
            flags = flags | self._flags[_bit(mark)]
        return flags

    def best_in_rows(self, hits: Hits) -> Floats:
        """Return the strength of the best match of each query term in each row.

        The shape is `(query terms, rows)`.
        """
        best = np.zeros(len(self.query_terms) * self.rows)
        # One index in place of a pair is several times as fast.
        np.maximum.at(best, hits.terms * self.rows + hits.rows, hits.strengths)
        return best.reshape(-1, self.rows)

    def exact_in_rows(self) -> Floats:
        """Return 1 where a word is spelt exactly as in the question, else 0.

        The shape is `(query terms, rows)`.
        """
        word_ids = self._index.word_ids
        asked = np.array([word_ids.get(term.asked.word, -1) for term in self.query_terms])
        same = self.word_ids.take(self.hits.words) == asked.take(self.hits.terms)
        exact = np.zeros(len(self.query_terms) * self.rows)
        exact[(self.hits.terms * self.rows + self.hits.rows)[same]] = 1.0
        return exact.reshape(-1, self.rows)

    def in_candidates(self, in_rows: Floats) -> Floats:
        """Return the largest value of each candidate's rows; shape `(…, candidates)`."""
        largest: Floats = np.maximum.reduceat(in_rows, self.first_row, axis=-1)
        return largest

    @cached_property
    def counts(self) -> Floats:
        """How often each candidate has each term; shape `(query terms, candidates)`."""
        pairs = self.hits.terms * self.count + self.hits.candidates
        counts = np.bincount(pairs, minlength=len(self.query_terms) * self.count)
        return counts.reshape(-1, self.count).astype(np.float64)

    def at_offsets(self, flags: Flags, *offsets: int) -> Flags:
        """Return the words at these offsets from a flagged word of the same candidate.

        An offset of 1 is the word after it, -1 the one before.
        """
        near = np.zeros(len(flags), np.bool_)
        for offset in offsets:
            distance = abs(offset)
            together = self.position[distance:] >= distance
            if offset > 0:
                near[distance:] |= flags[:-distance] & together
            else:
                near[:-distance] |= flags[distance:] & together
        return near

    def numbers(self) -> Flags:
        """Return which query terms are numbers."""
        return np.array([bool(term.asked.marks & _NUMBER) for term in self.query_terms])

    def names(self) -> Flags:
        """Return which query terms are names, however they are written in the question."""
        return np.array([is_name(self._index, term) for term in self.query_terms])

    def focus(self) -> Flags:
        """Return which words match the focus: a term next to the question word ("which rocket")."""
        focus = np.array([term.asked.distance == 1 for term in self.query_terms])
        flags = np.zeros(self.size, np.bool_)
        flags[self.hits.words] = focus.take(self.hits.terms)
        return flags

    @cached_property
    def _flags(self) -> Flags:
        """Return which words have each bit of their marks; shape `(bits, words)`."""
        octets = self.marks.astype("<i4").view(np.uint8).reshape(-1, _FLAGS // 8)
        bits = np.unpackbits(octets, axis=1, bitorder="little")
        return np.ascontiguousarray(bits.T).view(np.bool_)

    def _find(self, sought: Sought) -> tuple[Hits, Hits]:
        words, places = look_up(sought.term_ids, self.term_ids)
        candidates = self.begins.searchsorted(words, side="right") - 1
        hits = Hits(
            words,
            sought.numbers[places],
            sought.strengths[places],
            candidates,
            self.first_row.take(candidates) + self.sentence_numbers.take(words),
        )
        kin = sought.kin[places]
        return hits.only(~kin), hits.only(kin)


def is_name(index: PassageIndex, term: ExpandedTerm) -> bool:
    """Return whether a query term is a name: by its capital, the corpus or common knowledge."""
    if term.asked.marks & _NUMBER:
        return False
    if term.asked.marks & _CAPITAL or index.is_known_name(term.asked.word):
        return True
    word_id = index.word_ids.get(term.correction or term.asked.word)
    return word_id is not None and bool(int(index.name_marks[word_id]) & _NAME)


def _bit(mark: Mark) -> int:
    return mark.bit_length() - 1

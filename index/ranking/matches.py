"""Matches: the words of candidates, and which of them match which query term."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.reading.languages import Mark
from index.searching.expansion import ExpandedTerm
from index.searching.retrieval import Candidates, PassageIndex
from index.searching.words import Words

TITLE_STRENGTH = 0.7
"""Strength of a match in the title of a passage's article, where one in its text has up to 1."""
REACH = 6.0
"""Words over which the proximity of a match falls to 1 / e."""
SENTENCE_GAP = 8
"""Words that are added to a distance for each end of a sentence in between."""
CANDIDATE_GAP = 1000
"""Words that are added to a distance between two candidates, which puts them out of reach."""
NO_WINDOW = 3.0
"""The window of a candidate that matches fewer than two query terms: a large one."""
PAIR_REACH = 3
"""The most words from one match to the next for both to be a pair."""
PROXIMITY_TERMS = 24
"""How many query terms, those of the highest weight, proximity is computed for; bounds the time of
long questions."""
_NOWHERE = 2**30
"""The position of a match that does not exist: farther away than any real one."""
_DECAY = np.exp(-np.arange(256) / REACH)
"""What a match is worth by its distance in words; the last, below 1e-18, also for all beyond."""
_BLOCK = 2**20
"""The most elements of a matrix of query terms and words: bounds the memory for long passages."""
_SIEVE = 4096
"""A power of 2, much larger than the usual number of terms that are looked for."""
_FLAGS = 32
"""Bits of Marks."""
_CAPITAL, _NUMBER, _NAME = int(Mark.CAPITAL), int(Mark.NUMBER), int(Mark.NAME)

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Hits:
    """Words that match query terms, in the order of the words."""

    words: Integers
    """Their numbers among the words of all candidates."""
    terms: Integers
    """The number of the query term that each matches."""
    strengths: Floats
    """How well, in 0..1."""
    candidates: Integers
    """The candidate of each."""
    rows: Integers
    """The row of each."""

    def only(self, kept: Flags) -> "Hits":
        """Return some of them (one flag each)."""
        return Hits(
            self.words[kept],
            self.terms[kept],
            self.strengths[kept],
            self.candidates[kept],
            self.rows[kept],
        )


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
        self.lengths: Integers = words.lengths
        """Per candidate: how many words it has."""
        self.count = len(self.lengths)
        """How many candidates there are."""
        self.size = words.columns.shape[1]
        """How many words they have."""
        sentences = [len(index.unquotable[place]) for place in positions.tolist()]
        self.sentences: Integers = np.array(sentences, np.int64)
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
        matches.hits, matches.kin_hits = matches._find_hits()
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
    def term_ids(self) -> NDArray[np.int32]:
        """Per word: the id of its term."""
        return self._columns[0]

    @property
    def word_ids(self) -> NDArray[np.int32]:
        """Per word: its own id."""
        return self._columns[1]

    @cached_property
    def headed(self) -> Flags:
        """Per candidate: whether its first sentence is a heading."""
        return np.array([self._index.headed[place] for place in self.positions.tolist()])

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
        return self.first_row.repeat(self.lengths) + self._columns[3]

    @cached_property
    def begins_sentence(self) -> Flags:
        """Per word: whether it is the first of its sentence."""
        begins = np.ones(self.size, np.bool_)
        begins[1:] = self.row[1:] != self.row[:-1]
        return begins

    @cached_property
    def position_in_sentence(self) -> Integers:
        """Per word: its position in the sentence, from 0."""
        starts = np.flatnonzero(self.begins_sentence)
        lengths = np.diff(starts, append=self.size)
        return np.arange(self.size) - np.repeat(starts, lengths)

    @cached_property
    def marks(self) -> NDArray[np.int32]:
        """Per word: its Marks, with those that the corpus gives to capitalised words."""
        marks = self._columns[2].copy()
        capital = np.flatnonzero(marks & _CAPITAL)
        marks[capital] |= self._index.name_marks[self.word_ids[capital]]
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
        same = self.word_ids[self.hits.words] == asked[self.hits.terms]
        exact = np.zeros((len(self.query_terms), self.rows))
        exact[self.hits.terms[same], self.hits.rows[same]] = 1.0
        return exact

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

    def proximity(self) -> tuple[Floats, Floats]:
        """Return how near each word is to matches of other query terms, and of its own; in 0..1.

        A query term adds its share of the total weight, times `exp(-distance / REACH)` for the
        distance to its nearest match in words.
        """
        others, own = np.zeros(self.size), np.zeros(self.size)
        place = np.arange(self.size, dtype=np.int32) + np.int32(SENTENCE_GAP) * self._columns[3]
        place += np.repeat(CANDIDATE_GAP * np.arange(self.count, dtype=np.int32), self.lengths)
        heaviest = (-self.weights).argsort(kind="stable")[:PROXIMITY_TERMS]
        for some, hits in self._in_blocks(heaviest):
            left = np.full((len(some), self.size), -_NOWHERE, np.int32)
            right = np.full((len(some), self.size), _NOWHERE, np.int32)
            left[hits.terms, hits.words] = right[hits.terms, hits.words] = place[hits.words]
            np.maximum.accumulate(left, axis=1, out=left)
            right = np.minimum.accumulate(right[:, ::-1], axis=1)[:, ::-1]
            nearest = np.minimum(place - left, right - place)
            np.minimum(nearest, len(_DECAY) - 1, out=nearest)
            gain = (self.weights[some] / self.total_weight)[:, np.newaxis] * _DECAY[nearest]
            own[hits.words] = gain[hits.terms, hits.words]
            gain[hits.terms, hits.words] = 0.0
            others += gain.sum(axis=0)
        return others, own

    def pairs(self) -> Floats:
        """Return, per row, the share of the question's adjacent pairs that are adjacent there."""
        size = len(self.query_terms)
        if size < 2:
            return np.zeros(self.rows)
        terms = self.hits.terms
        places = self.hits.words + SENTENCE_GAP * self.hits.rows
        places += CANDIDATE_GAP * self.hits.candidates
        follows = (terms[1:] == terms[:-1] + 1) & (places[1:] - places[:-1] <= PAIR_REACH)
        said = np.zeros((self.rows, size), np.bool_)
        said[self.hits.rows[:-1][follows], terms[:-1][follows]] = True
        return said.sum(axis=1) / (size - 1)

    def windows(self) -> Floats:
        """Return, per candidate, how close together its matches are.

        It is `log(words / terms)` of the shortest window with every query term that the candidate
        matches, or NO_WINDOW if it matches fewer than two.
        """
        windows = np.full(self.count, NO_WINDOW)
        words, candidates = self.hits.words, self.hits.candidates
        said = self.counts > 0
        sizes = said.sum(axis=0)
        starts = words.copy()
        for some, hits in self._in_blocks(np.flatnonzero(said.any(axis=1)), len(words)):
            # The last match of each term up to a match, or nowhere if the candidate lacks the term.
            last = np.full((len(some), len(words)), -1)
            last[hits.terms, words.searchsorted(hits.words)] = hits.words
            np.maximum.accumulate(last, axis=1, out=last)
            last[~said[some][:, candidates]] = _NOWHERE
            np.minimum(starts, last.min(axis=0), out=starts)
        lengths = np.where(starts < self.begins[candidates], _NOWHERE, words - starts + 1)
        several = np.flatnonzero(sizes > 1)
        if len(several):
            first = np.searchsorted(candidates, np.flatnonzero(sizes))
            shortest = np.minimum.reduceat(lengths, first)[sizes[sizes > 0] > 1]
            windows[several] = np.log(shortest / sizes[several])
        return windows

    def introduced(self) -> Floats:
        """Return, per row, the share of the question that the sentence introduces.

        A match is introduced before a comma, a bracket or a copula: "Narang, the deputy minister",
        "OPEC is".
        """
        met, words = self.met, self.hits.words
        introduces = self.having(Mark.COMMA) | self.at_offsets(self.having(Mark.PAREN), -1)
        introduces |= self.at_offsets(self.having(Mark.COPULA), -1, -2)
        introduces &= ~self.at_offsets(met, -1)
        heads = introduces[words]
        shares = self.weights[self.hits.terms]
        # A name of two words is introduced as a whole.
        shares[1:] += np.where(self.at_offsets(met, 1)[words][1:], shares[:-1], 0.0)
        introduced = np.zeros(self.rows)
        np.maximum.at(introduced, self.hits.rows[heads], shares[heads] / self.total_weight)
        return introduced

    def at_offsets(self, flags: Flags, *offsets: int) -> Flags:
        """Return the words at these offsets from a flagged word of the same candidate.

        An offset of 1 is the word after it, -1 the one before.
        """
        near = np.zeros(len(flags), np.bool_)
        for offset in offsets:
            if offset > 0:
                near[offset:] |= flags[:-offset] & (self.position[offset:] >= offset)
            else:
                near[:offset] |= flags[-offset:] & (self._left[:offset] >= -offset)
        return near

    def names_and_numbers(self) -> Flags:
        """Return which query terms are names or numbers."""
        marks = _CAPITAL | _NUMBER
        return np.array([bool(term.asked.marks & marks) for term in self.query_terms])

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
        flags[self.hits.words] = focus[self.hits.terms]
        return flags

    @cached_property
    def _flags(self) -> Flags:
        """Return which words have each bit of their marks; shape `(bits, words)`."""
        octets = self.marks.astype("<i4").view(np.uint8).reshape(-1, _FLAGS // 8)
        bits = np.unpackbits(octets, axis=1, bitorder="little")
        return np.ascontiguousarray(bits.T).view(np.bool_)

    @cached_property
    def _left(self) -> Integers:
        """Per word: how many words of its candidate follow it."""
        last = np.repeat(self.begins + self.lengths - 1, self.lengths)
        return last - np.arange(self.size)

    def _in_blocks(
        self, terms: Integers, width: int | None = None
    ) -> Iterator[tuple[Integers, Hits]]:
        """Yield some of the terms at a time, and their hits with the terms numbered among these."""
        height = max(_BLOCK // max(self.size if width is None else width, 1), 1)
        for start in range(0, len(terms), height):
            some = terms[start : start + height]
            number = np.full(len(self.query_terms), -1)
            number[some] = np.arange(len(some))
            hits = self.hits.only(number[self.hits.terms] >= 0)
            yield (
                some,
                Hits(hits.words, number[hits.terms], hits.strengths, hits.candidates, hits.rows),
            )

    def _find_hits(self) -> tuple[Hits, Hits]:
        ids = self._index.term_ids
        best: dict[int, tuple[int, float, bool]] = {}
        for number, each in enumerate(self.query_terms):
            for term, strength in each.alternatives:
                key = ids.get(term)
                if key is not None and strength > best.get(key, (0, 0.0))[1]:
                    best[key] = number, strength, False
        for number, each in enumerate(self.query_terms):
            for term, similarity in each.kin:
                if (key := ids.get(term)) is not None:
                    best.setdefault(key, (number, similarity, True))
        keys = sorted(best)
        wanted = [best[key] for key in keys]
        words, places = look_up(np.array(keys, np.int64), self.term_ids)
        candidates = self.begins.searchsorted(words, side="right") - 1
        hits = Hits(
            words,
            np.array([number for number, _, _ in wanted], np.int64)[places],
            np.array([strength for _, strength, _ in wanted], np.float64)[places],
            candidates,
            self.first_row[candidates] + self._columns[3, words],
        )
        kin = np.array([is_kin for _, _, is_kin in wanted], np.bool_)[places]
        return hits.only(~kin), hits.only(kin)


def outside_strengths(index: PassageIndex, found: Candidates) -> Floats:
    """Return the strengths of matches in titles and in settled questions.

    The shape is `(query terms, candidates)`.
    """
    strengths = np.zeros((len(found.terms), len(found.positions)))
    terms_of: dict[str, list[int]] = {}
    for number, each in enumerate(found.terms):
        for term, _ in each.alternatives:
            terms_of.setdefault(term, []).append(number)
    asked = frozenset(terms_of)
    for candidate, place in enumerate(found.positions.tolist()):
        for term in asked & index.titles[place]:
            strengths[terms_of[term], candidate] = TITLE_STRENGTH
        if support := found.support.get(place):
            settled = [support.strength(each.asked.term) for each in found.terms]
            strengths[:, candidate] = np.maximum(strengths[:, candidate], settled)
    return strengths


def is_name(index: PassageIndex, term: ExpandedTerm) -> bool:
    """Return whether a query term is a name: by its capital, the corpus or common knowledge."""
    if term.asked.marks & _NUMBER:
        return False
    if term.asked.marks & _CAPITAL or index.is_known_name(term.asked.word):
        return True
    word_id = index.word_ids.get(term.correction or term.asked.word)
    return word_id is not None and bool(int(index.name_marks[word_id]) & _NAME)


def look_up(keys: Integers, values: NDArray[np.int32]) -> tuple[Integers, Integers]:
    """Return which values are among the keys, and the place there of each; keys are sorted.

    >>> words, places = look_up(np.array([3, 8]), np.array([8, 1, 3, 8], np.int32))
    >>> words.tolist(), places.tolist()
    ([0, 2, 3], [1, 0, 1])
    """
    if not len(keys):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    # Most values are none of the keys, which their last bits tell at a fraction of the time.
    sieve = np.zeros(_SIEVE, np.bool_)
    sieve[keys & (_SIEVE - 1)] = True
    likely = np.flatnonzero(sieve[values & (_SIEVE - 1)])
    places = np.minimum(keys.searchsorted(values[likely]), len(keys) - 1)
    same = keys[places] == values[likely]
    return likely[same], places[same]


def _bit(mark: Mark) -> int:
    return mark.bit_length() - 1

"""The words of all candidates side by side, and which of them meet which part of a question."""

from collections import Counter
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from index.reading.languages import Mark
from index.searching.retrieval import Candidates, PassageIndex

IN_TITLE = 0.7
"""What a part of the question counts for where only the title has it."""
REACH = 6.0
"""Words over which the nearness to a part of the question falls to a third (1 / e)."""
SENTENCE_GAP = 8
"""Words that the end of a sentence parts its neighbours by."""
CANDIDATE_GAP = 1000
"""Words that one candidate is taken to be away from the next: out of reach."""
FAR_APART = 3.0
"""What stands for the nearness of parts of which there are less than two."""
HEATING = 24
"""How many parts of a question, the rarest, others are near to; bounds the time of long ones."""

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Matches:
    """Arrays with a place for each word of each candidate; a row is a sentence of a candidate."""

    def __init__(self, index: PassageIndex, found: Candidates) -> None:
        held = index.words
        offsets = [(held.offsets[place], held.offsets[place + 1]) for place in found.positions]

        def gather(column: NDArray[np.int32]) -> Integers:
            return np.concatenate([column[start:end] for start, end in offsets]).astype(np.int64)

        self._index = index
        self._found = found
        self.slots = found.slots
        self.weights: Floats = np.array([slot.weight for slot in found.slots])
        self.total = float(self.weights.sum()) or 1.0
        self.lengths: Integers = np.array([end - start for start, end in offsets])
        """Words of each candidate."""
        self.count = len(offsets)
        self.terms = gather(held.terms)
        self.words, marks = gather(held.words), gather(held.marks)
        self.marks = marks | np.where(marks & Mark.CAPITAL, index.name_marks[self.words], 0)
        sentence = gather(held.sentences)
        self.candidate: Integers = np.repeat(np.arange(self.count), self.lengths)
        begins = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        self.within: Integers = np.arange(len(self.terms)) - begins[self.candidate]
        """The place of each word in its candidate, from 0."""

        sentences = [len(index.places[place][1].sentences) for place in found.positions]
        self.first_row: Integers = np.concatenate([[0], np.cumsum(sentences)[:-1]])
        """Of each candidate."""
        self.rows = sum(sentences)
        self.row: Integers = self.first_row[self.candidate] + sentence
        self.candidate_of_row: Integers = np.repeat(np.arange(self.count), sentences)
        starts = np.searchsorted(self.row, np.arange(self.rows))
        self.within_sentence: Integers = np.arange(len(self.terms)) - starts[self.row]
        self._place = (
            np.arange(len(self.terms)) + SENTENCE_GAP * sentence + CANDIDATE_GAP * self.candidate
        )

        self.slot, self.strength = self._meet()
        """Which part of the question each word meets, -1 for none, and how well, in 0..1."""
        asked = [index.word_ids.get(slot.asked.word, -1) for slot in found.slots]
        self._exact: Flags = (self.strength > 0) & (self.words == np.array([*asked, -1])[self.slot])
        self._kin_words, self._kin_slots, self._kin_strengths = self._meet_kin()

    def hits(self, group: Integers, groups: int) -> Floats:
        """Return, for each part of the question and each group of words, how well it is met."""
        hits = np.zeros((len(self.slots), groups))
        met = np.flatnonzero(self.strength)
        np.maximum.at(hits, (self.slot[met], group[met]), self.strength[met])
        return hits

    def kin_hits(self, group: Integers, hits: Floats) -> Floats:
        """Return the hits where kin of a term count for as much as they are alike."""
        hits = hits.copy()
        np.maximum.at(hits, (self._kin_slots, group[self._kin_words]), self._kin_strengths)
        return hits

    def exact_hits(self, group: Integers, groups: int) -> Floats:
        """Return the hits of words that are written just as in the question."""
        hits = np.zeros((len(self.slots), groups))
        hits[self.slot[self._exact], group[self._exact]] = 1.0
        return hits

    def title_hits(self) -> Floats:
        """Return the hits of the titles, for each candidate."""
        titles = [self._index.titles[place] for place in self._found.positions]
        return IN_TITLE * np.array(
            [
                [any(term in title for term, _ in slot.terms) for title in titles]
                for slot in self.slots
            ]
        )

    def heat(self) -> tuple[Floats, Floats]:
        """Return how near the parts of the question are to each word, what it meets itself apart.

        Each part gives its share of the question, which falls to a third over every REACH words.
        """
        heat = np.zeros(len(self.terms))
        own = np.zeros(len(self.terms))
        for number in np.argsort(-self.weights, kind="stable")[:HEATING]:
            here = self.slot == number
            if not here.any():
                continue
            left = np.maximum.accumulate(np.where(here, self._place, -1e9))
            right = np.minimum.accumulate(np.where(here, self._place, 1e9)[::-1])[::-1]
            nearest = np.maximum(left - self._place, self._place - right)
            gain = self.weights[number] / self.total * np.exp(nearest / REACH)
            own[here] = gain[here]
            gain[here] = 0.0
            heat += gain
        return heat, own

    def pairs(self) -> Floats:
        """Return, for each row, the share of the question's neighbours that are its too."""
        if len(self.slots) < 2:
            return np.zeros(self.rows)
        met = np.flatnonzero(self.strength)
        slots, places = self.slot[met], self._place[met]
        follows = np.flatnonzero((slots[1:] == slots[:-1] + 1) & (np.diff(places) <= 3))
        pairs = np.unique(self.row[met[follows]] * len(self.slots) + slots[follows])
        return np.bincount(pairs // len(self.slots), minlength=self.rows) / (len(self.slots) - 1)

    def windows(self) -> Floats:
        """Return, for each candidate, how near to each other it says what it says.

        It is the logarithm of the words of the shortest piece that has as many parts of the
        question as the whole, over these parts; FAR_APART where it says less than two.
        """
        windows = np.full(self.count, FAR_APART)
        met = np.flatnonzero(self.strength)
        ends = np.searchsorted(self.candidate[met], np.arange(self.count + 1))
        slots, places = self.slot[met].tolist(), self.within[met].tolist()
        for number, (start, end) in enumerate(pairwise(ends.tolist())):
            parts = len(set(slots[start:end]))
            if parts > 1:
                shortest = _shortest_window(slots[start:end], places[start:end], parts)
                windows[number] = log(shortest / parts)
        return windows

    def introduced(self) -> Floats:
        """Return, for each row, the share of the question that it says what it is.

        So it does before a comma, a bracket or a copula: "Narang, the deputy minister", "OPEC is".
        """
        met = self.strength > 0
        copula = (self.marks & Mark.COPULA) > 0
        told = (self.marks & Mark.COMMA) > 0
        told |= self.beside((self.marks & Mark.PAREN) > 0, -1) | self.beside(copula, -1, -2)
        heads = np.flatnonzero(told & met & ~self.beside(met, -1))
        shares = self.weights[self.slot[heads]] + np.where(
            self.beside(met, 1)[heads], self.weights[self.slot[heads - 1]], 0.0
        )
        introduced = np.zeros(self.rows)
        np.maximum.at(introduced, self.row[heads], shares / self.total)
        return introduced

    def beside(self, flags: Flags, *steps: int) -> Flags:
        """Return which words stand so many words after a flagged one, or before: below 0.

        Words of another candidate are no neighbours.
        """
        near = np.zeros(len(flags), dtype=bool)
        for step in steps:
            flagged = np.flatnonzero(flags)
            there = flagged + step
            inside = (there >= 0) & (there < len(flags))
            flagged, there = flagged[inside], there[inside]
            near[there[self.candidate[there] == self.candidate[flagged]]] = True
        return near

    def names_and_numbers(self) -> Flags:
        """Return which parts of the question are names or numbers."""
        telling = Mark.CAPITAL | Mark.NUMBER
        return np.array([bool(slot.asked.marks & telling) for slot in self.slots])

    def beside_question_word(self) -> Flags:
        """Return which words meet what stands beside the question word, as in "which rocket"."""
        near = [number for number, slot in enumerate(self.slots) if slot.asked.distance == 1]
        return np.isin(self.slot, near)

    def _meet(self) -> tuple[Integers, Floats]:
        best: dict[int, tuple[int, float]] = {}
        for number, slot in enumerate(self.slots):
            for term, alike in slot.terms:
                known = self._index.term_ids.get(term)
                if known is not None and alike > best.get(known, (0, 0.0))[1]:
                    best[known] = number, alike
        words, slots, strengths = self._look_up(best)
        met = np.full(len(self.terms), -1)
        met[words] = slots
        strength = np.zeros(len(self.terms))
        strength[words] = strengths
        return met, strength

    def _meet_kin(self) -> tuple[Integers, Integers, Floats]:
        kin: dict[int, tuple[int, float]] = {}
        for number, slot in enumerate(self.slots):
            for term, alike in slot.kin:
                kin.setdefault(self._index.term_ids[term], (number, alike))
        words, slots, strengths = self._look_up(kin)
        apart = self.strength[words] == 0
        return words[apart], slots[apart], strengths[apart]

    def _look_up(self, wanted: dict[int, tuple[int, float]]) -> tuple[Integers, Integers, Floats]:
        """Return the words whose terms are wanted, and what part each meets, and how well."""
        if not wanted:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
        keys = np.array(sorted(wanted))
        places = np.minimum(np.searchsorted(keys, self.terms), len(keys) - 1)
        words = np.flatnonzero(keys[places] == self.terms)
        slots = np.array([wanted[key][0] for key in keys.tolist()])
        strengths = np.array([wanted[key][1] for key in keys.tolist()])
        return words, slots[places[words]], strengths[places[words]]


def _shortest_window(slots: list[int], places: list[int], parts: int) -> int:
    """Return the words of the shortest piece that meets so many parts, all there are."""
    inside: Counter[int] = Counter()
    shortest, start = places[-1] - places[0] + 1, 0
    for end, slot in enumerate(slots):
        inside[slot] += 1
        while len(inside) == parts:
            shortest = min(shortest, places[end] - places[start] + 1)
            inside[slots[start]] -= 1
            if not inside[slots[start]]:
                del inside[slots[start]]
            start += 1
    return shortest

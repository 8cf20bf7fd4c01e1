"""Matches: the words of all candidates, and which of them match which query term."""

from collections import Counter
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from index.reading.languages import Mark
from index.searching.expansion import ExpandedTerm
from index.searching.retrieval import Candidates, PassageIndex

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
_NOWHERE = 1e9
"""The position of a match that does not exist: farther away than any real one."""

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Matches:
    """The words of all candidates, and the query terms that they match.

    Arrays "per word" have an element for each word of each candidate, arrays "per row" one for
    each sentence of each candidate; both are in the order of the candidates.
    """

    def __init__(self, index: PassageIndex, found: Candidates) -> None:
        words = index.words_at(found.positions)

        def gather(column: NDArray[np.int32]) -> Integers:
            return column.astype(np.int64)

        self._index = index
        self._found = found
        self.query_terms = found.terms
        self.asks_time = found.question.asks_time
        self.weights: Floats = np.array([term.weight for term in found.terms])
        self.total_weight = float(self.weights.sum()) or 1.0
        self.lengths: Integers = words.lengths
        """Per candidate: how many words it has."""
        self.count = len(words.lengths)
        """How many candidates there are."""
        self.term_ids = gather(words.terms)
        self.word_ids, marks = gather(words.words), gather(words.marks)
        self.marks = marks | np.where(marks & Mark.CAPITAL, index.name_marks[self.word_ids], 0)
        sentence = gather(words.sentences)
        self.candidate: Integers = np.repeat(np.arange(self.count), self.lengths)
        begins = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        self.position: Integers = np.arange(len(self.term_ids)) - begins[self.candidate]
        """Per word: its position in the candidate, from 0."""

        sentences = [len(index.passages[place][1].sentences) for place in found.positions]
        self.first_row: Integers = np.concatenate([[0], np.cumsum(sentences)[:-1]])
        """Per candidate: the row of its first sentence."""
        self.headed: Flags = np.array([index.passages.headed(place) for place in found.positions])
        """Per candidate: whether its first sentence is a heading."""
        self.rows = sum(sentences)
        """How many rows there are."""
        self.row: Integers = self.first_row[self.candidate] + sentence
        self.candidate_of_row: Integers = np.repeat(np.arange(self.count), sentences)
        starts = np.searchsorted(self.row, np.arange(self.rows))
        self.position_in_sentence: Integers = np.arange(len(self.term_ids)) - starts[self.row]
        self._place = (
            np.arange(len(self.term_ids)) + SENTENCE_GAP * sentence + CANDIDATE_GAP * self.candidate
        )
        """Per word: a position from which distances are measured, with gaps at boundaries."""

        self.matched, self.strength = self._match_alternatives()
        """Per word: the number of the query term that it matches, or -1, and the strength of the
        match in 0..1."""
        asked = [index.word_ids.get(term.asked.word, -1) for term in found.terms]
        exact = self.word_ids == np.array([*asked, -1])[self.matched]
        self._exact: Flags = (self.strength > 0) & exact
        self._kin_words, self._kin_terms, self._kin_strengths = self._match_kin()

    def best_strengths(self, group: Integers, groups: int) -> Floats:
        """Return the strength of the best match of each query term in each group of words.

        `group` is the group of each word. The result has the shape `(query terms, groups)`, as
        have those of `with_kin()` and `exact_matches()`.
        """
        best = np.zeros((len(self.query_terms), groups))
        words = np.flatnonzero(self.strength)
        np.maximum.at(best, (self.matched[words], group[words]), self.strength[words])
        return best

    def with_kin(self, group: Integers, best: Floats) -> Floats:
        """Return the best strengths where kin of a term match it by their similarity."""
        best = best.copy()
        np.maximum.at(best, (self._kin_terms, group[self._kin_words]), self._kin_strengths)
        return best

    def exact_matches(self, group: Integers, groups: int) -> Floats:
        """Return 1 where a word is spelt exactly as in the question, else 0."""
        exact = np.zeros((len(self.query_terms), groups))
        exact[self.matched[self._exact], group[self._exact]] = 1.0
        return exact

    def outside_strengths(self) -> Floats:
        """Return the strengths of matches in titles and in settled questions.

        The shape is `(query terms, candidates)`.
        """
        titles = [self._index.title(place) for place in self._found.positions]
        strengths = TITLE_STRENGTH * np.array(
            [
                [any(term in title for term, _ in each.alternatives) for title in titles]
                for each in self.query_terms
            ]
        )
        support_of = self._found.support
        for candidate, place in enumerate(self._found.positions.tolist() if support_of else ()):
            if support := support_of.get(place):
                settled = [support.strength(each.asked.term) for each in self.query_terms]
                strengths[:, candidate] = np.maximum(strengths[:, candidate], settled)
        return strengths

    def proximity(self) -> tuple[Floats, Floats]:
        """Return how near each word is to matches of other query terms, and of its own; in 0..1.

        A query term adds its share of the total weight, times `exp(-distance / REACH)` for the
        distance to its nearest match in words.
        """
        others = np.zeros(len(self.term_ids))
        own = np.zeros(len(self.term_ids))
        for number in np.argsort(-self.weights, kind="stable")[:PROXIMITY_TERMS]:
            here = self.matched == number
            if not here.any():
                continue
            left = np.maximum.accumulate(np.where(here, self._place, -_NOWHERE))
            right = np.minimum.accumulate(np.where(here, self._place, _NOWHERE)[::-1])[::-1]
            # The distance to the nearest match, negated.
            nearest = np.maximum(left - self._place, self._place - right)
            gain = self.weights[number] / self.total_weight * np.exp(nearest / REACH)
            own[here] = gain[here]
            gain[here] = 0.0
            others += gain
        return others, own

    def pairs(self) -> Floats:
        """Return, per row, the share of the question's adjacent pairs that are adjacent there."""
        if len(self.query_terms) < 2:
            return np.zeros(self.rows)
        words = np.flatnonzero(self.strength)
        terms, places = self.matched[words], self._place[words]
        follows = np.flatnonzero((terms[1:] == terms[:-1] + 1) & (np.diff(places) <= PAIR_REACH))
        size = len(self.query_terms)
        pairs = np.unique(self.row[words[follows]] * size + terms[follows])
        return np.bincount(pairs // size, minlength=self.rows) / (size - 1)

    def windows(self) -> Floats:
        """Return, per candidate, how close together its matches are.

        It is `log(words / terms)` of the shortest window with every query term that the candidate
        matches, or NO_WINDOW if it matches fewer than two.
        """
        windows = np.full(self.count, NO_WINDOW)
        words = np.flatnonzero(self.strength)
        ends = np.searchsorted(self.candidate[words], np.arange(self.count + 1))
        terms, positions = self.matched[words].tolist(), self.position[words].tolist()
        for number, (start, end) in enumerate(pairwise(ends.tolist())):
            size = len(set(terms[start:end]))
            if size > 1:
                shortest = _shortest_window(terms[start:end], positions[start:end], size)
                windows[number] = log(shortest / size)
        return windows

    def introduced(self) -> Floats:
        """Return, per row, the share of the question that the sentence introduces.

        A match is introduced before a comma, a bracket or a copula: "Narang, the deputy minister",
        "OPEC is".
        """
        met = self.strength > 0
        copula = (self.marks & Mark.COPULA) > 0
        introduces = (self.marks & Mark.COMMA) > 0
        introduces |= self.at_offsets((self.marks & Mark.PAREN) > 0, -1)
        introduces |= self.at_offsets(copula, -1, -2)
        heads = np.flatnonzero(introduces & met & ~self.at_offsets(met, -1))
        # A name of two words is introduced as a whole.
        shares = self.weights[self.matched[heads]] + np.where(
            self.at_offsets(met, 1)[heads], self.weights[self.matched[heads - 1]], 0.0
        )
        introduced = np.zeros(self.rows)
        np.maximum.at(introduced, self.row[heads], shares / self.total_weight)
        return introduced

    def at_offsets(self, flags: Flags, *offsets: int) -> Flags:
        """Return the words at these offsets from a flagged word of the same candidate.

        An offset of 1 is the word after it, -1 the one before.
        """
        near = np.zeros(len(flags), dtype=bool)
        for offset in offsets:
            flagged = np.flatnonzero(flags)
            there = flagged + offset
            inside = (there >= 0) & (there < len(flags))
            flagged, there = flagged[inside], there[inside]
            near[there[self.candidate[there] == self.candidate[flagged]]] = True
        return near

    def names_and_numbers(self) -> Flags:
        """Return which query terms are names or numbers."""
        marks = Mark.CAPITAL | Mark.NUMBER
        return np.array([bool(term.asked.marks & marks) for term in self.query_terms])

    def numbers(self) -> Flags:
        """Return which query terms are numbers."""
        return np.array([bool(term.asked.marks & Mark.NUMBER) for term in self.query_terms])

    def names(self) -> Flags:
        """Return which query terms are names, however they are written in the question."""
        return np.array([is_name(self._index, term) for term in self.query_terms])

    def focus(self) -> Flags:
        """Return which words match the focus: a term next to the question word ("which rocket")."""
        focus = [number for number, term in enumerate(self.query_terms) if term.asked.distance == 1]
        return np.isin(self.matched, focus)

    def _match_alternatives(self) -> tuple[Integers, Floats]:
        best: dict[int, tuple[int, float]] = {}
        for number, each in enumerate(self.query_terms):
            for term, strength in each.alternatives:
                term_id = self._index.term_ids.get(term)
                if term_id is not None and strength > best.get(term_id, (0, 0.0))[1]:
                    best[term_id] = number, strength
        words, terms, strengths = self._look_up(best)
        matched = np.full(len(self.term_ids), -1)
        matched[words] = terms
        strength_of = np.zeros(len(self.term_ids))
        strength_of[words] = strengths
        return matched, strength_of

    def _match_kin(self) -> tuple[Integers, Integers, Floats]:
        kin: dict[int, tuple[int, float]] = {}
        for number, each in enumerate(self.query_terms):
            for term, similarity in each.kin:
                kin.setdefault(self._index.term_ids.get(term, -1), (number, similarity))
        words, terms, strengths = self._look_up(kin)
        unmatched = self.strength[words] == 0
        return words[unmatched], terms[unmatched], strengths[unmatched]

    def _look_up(self, wanted: dict[int, tuple[int, float]]) -> tuple[Integers, Integers, Floats]:
        """Return the words with these term ids, the query term that each matches, and how well."""
        if not wanted:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
        keys = np.array(sorted(wanted))
        places = np.minimum(np.searchsorted(keys, self.term_ids), len(keys) - 1)
        words = np.flatnonzero(keys[places] == self.term_ids)
        terms = np.array([wanted[key][0] for key in keys.tolist()])
        strengths = np.array([wanted[key][1] for key in keys.tolist()])
        return words, terms[places[words]], strengths[places[words]]


def is_name(index: PassageIndex, term: ExpandedTerm) -> bool:
    """Return whether a query term is a name: by its capital, the corpus or common knowledge."""
    if term.asked.marks & Mark.NUMBER:
        return False
    if term.asked.marks & Mark.CAPITAL or index.is_known_name(term.asked.word):
        return True
    word_id = index.word_ids.get(term.correction or term.asked.word)
    return word_id is not None and bool(index.name_marks[word_id] & Mark.NAME)


def _shortest_window(terms: list[int], positions: list[int], size: int) -> int:
    """Return the length in words of the shortest window with all `size` different terms."""
    inside: Counter[int] = Counter()
    shortest, start = positions[-1] - positions[0] + 1, 0
    for end, term in enumerate(terms):
        inside[term] += 1
        while len(inside) == size:
            shortest = min(shortest, positions[end] - positions[start] + 1)
            inside[terms[start]] -= 1
            if not inside[terms[start]]:
                del inside[terms[start]]
            start += 1
    return shortest

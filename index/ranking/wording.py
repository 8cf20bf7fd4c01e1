"""How much of a question's very wording, function words and all, its candidates have."""

from itertools import pairwise

import numpy as np

from index.ranking.matches import Floats, Integers, Matches
from index.searching.retrieval import Candidates, PassageIndex

WORDING = ("wording", "wording_pairs", "function_words")
"""What share of the question's words, of its pairs of neighbours and of its function words stands
there: of sentences and of whole passages."""
WORDS = 100
"""How many words of a question are looked at; bounds the time of long ones."""
REPEATED, LENGTH_SHARE = 0.9, 0.5
"""BM25's k1 and b, for words that are repeated."""


class Wording:
    """The words of a question, as they are, in the sentences of its candidates."""

    def __init__(self, index: PassageIndex, found: Candidates, matches: Matches) -> None:
        self._matches = matches
        asked = found.question.words[:WORDS]
        words = dict.fromkeys(asked)
        ids = np.array([index.word_ids.get(word, -1) for word in words], np.int64)
        self._weights = index.word_rarity(ids)
        self._total = float(self._weights.sum()) or 1.0
        self._function = np.array([word not in found.question.content for word in words], np.bool_)

        self._number = _numbers(ids, matches.words)
        """Which word of the question each word is; -1 for none."""
        self._met = np.flatnonzero(self._number >= 0)
        self._hits = np.zeros((len(ids), matches.rows))
        self._hits[self._number[self._met], matches.row[self._met]] = 1.0
        order = {word: number for number, word in enumerate(words)}
        self._pairs = self._pair_hits([order[word] for word in asked])

    def of_sentences(self) -> list[Floats]:
        """Return a column for each of WORDING, with a row for each sentence."""
        return self._shares(self._hits, *self._pairs)

    def of_passages(self) -> list[Floats]:
        """Return a column for each of WORDING, with a row for each candidate."""
        first = self._matches.first_row
        pairs, weights = self._pairs
        return self._shares(
            np.maximum.reduceat(self._hits, first, axis=1),
            np.maximum.reduceat(pairs, first, axis=1),
            weights,
        )

    def repeated(self, usual_length: float) -> Floats:
        """Return how much of its words each candidate says, again and again counting more.

        It is BM25 over all words, in 0..1.9, where a passage of the usual length has so many words.
        """
        matches = self._matches
        counts = np.zeros((len(self._weights), matches.count))
        np.add.at(counts, (self._number[self._met], matches.candidate[self._met]), 1.0)
        norms = REPEATED * (1 - LENGTH_SHARE + LENGTH_SHARE * matches.lengths / usual_length)
        gains: Floats = self._weights @ (counts * (REPEATED + 1) / (counts + norms)) / self._total
        return gains

    def _shares(self, hits: Floats, pairs: Floats, pair_weights: Floats) -> list[Floats]:
        function = self._function.astype(np.float64)
        return [
            self._weights @ hits / self._total,
            pair_weights @ pairs / (float(pair_weights.sum()) or 1.0),
            function @ hits / (float(function.sum()) or 1.0),
        ]

    def _pair_hits(self, asked: list[int]) -> tuple[Floats, Floats]:
        """Return which neighbours of the question each sentence has, a row each, and weights."""
        size = len(self._weights)
        wanted = np.unique(np.array([a * size + b for a, b in pairwise(asked)], np.int64))
        hits = np.zeros((len(wanted), self._matches.rows))
        weights = (self._weights[wanted // size] + self._weights[wanted % size]) / 2
        left, right = self._number[:-1], self._number[1:]
        near = (left >= 0) & (right >= 0) & (self._matches.row[:-1] == self._matches.row[1:])
        places = np.flatnonzero(near)
        numbers = _numbers(wanted, left[places] * size + right[places])
        hits[numbers[numbers >= 0], self._matches.row[places[numbers >= 0]]] = 1.0
        return hits, weights


def _numbers(keys: Integers, values: Integers) -> Integers:
    """Return for each value its number among the keys, which differ unless below 0; -1 for none."""
    numbers = np.full(len(values), -1)
    if not len(keys):
        return numbers
    order = np.argsort(keys, kind="stable")
    places = np.minimum(np.searchsorted(keys, values, sorter=order), len(keys) - 1)
    found = order[places]
    here = keys[found] == values
    numbers[here] = found[here]
    return numbers

"""Wording: how much of a question's exact words, function words included, its candidates have."""

from itertools import pairwise

import numpy as np

from index.ranking.matches import Floats, Integers, Matches
from index.searching.retrieval import Candidates, PassageIndex

WORDING = ("wording", "wording_pairs", "function_words")
"""Features of sentences and of passages: the share of the question's words, of its pairs of
adjacent words, and of its function words that occur there."""
MAX_WORDS = 100
"""How many words of a question are looked at; bounds the time of long questions."""
K1, B = 0.9, 0.5
"""BM25's weights of repetition and of length, as in `PostingsBM25`."""


class Wording:
    """The exact words of a question in the sentences of its candidates."""

    def __init__(self, index: PassageIndex, found: Candidates, matches: Matches) -> None:
        self._matches = matches
        asked = found.question.words[:MAX_WORDS]
        words = dict.fromkeys(asked)
        ids = np.array([index.word_ids.get(word, -1) for word in words], np.int64)
        self._weights = index.word_idf(ids)
        self._total_weight = float(self._weights.sum()) or 1.0
        self._function = np.array([word not in found.question.content for word in words], np.bool_)

        self._number = _numbers(ids, matches.word_ids)
        """Per word of the candidates: the number of the same word of the question, or -1."""
        self._same = np.flatnonzero(self._number >= 0)
        self._occurs = np.zeros((len(ids), matches.rows))
        """1 where a word of the question occurs in a row, else 0; shape `(words, rows)`."""
        self._occurs[self._number[self._same], matches.row[self._same]] = 1.0
        order = {word: number for number, word in enumerate(words)}
        self._pairs = self._find_pairs([order[word] for word in asked])

    def of_sentences(self) -> dict[str, Floats]:
        """Return each of WORDING by name; shape `(sentences,)`."""
        return self._shares(self._occurs, *self._pairs)

    def of_passages(self) -> dict[str, Floats]:
        """Return each of WORDING by name; shape `(candidates,)`."""
        first = self._matches.first_row
        pairs, weights = self._pairs
        return self._shares(
            np.maximum.reduceat(self._occurs, first, axis=1),
            np.maximum.reduceat(pairs, first, axis=1),
            weights,
        )

    def bm25(self, mean_length: float) -> Floats:
        """Return the BM25 score of each candidate over all words, as a share of the question.

        It is in 0..1 + K1. `mean_length` is the mean length of all passages in words.
        """
        matches = self._matches
        counts = np.zeros((len(self._weights), matches.count))
        np.add.at(counts, (self._number[self._same], matches.candidate[self._same]), 1.0)
        norms = K1 * (1 - B + B * matches.lengths / mean_length)
        gains: Floats = self._weights @ (counts * (K1 + 1) / (counts + norms)) / self._total_weight
        return gains

    def _shares(self, occurs: Floats, pairs: Floats, pair_weights: Floats) -> dict[str, Floats]:
        function = self._function.astype(np.float64)
        return {
            "wording": self._weights @ occurs / self._total_weight,
            "wording_pairs": pair_weights @ pairs / (float(pair_weights.sum()) or 1.0),
            "function_words": function @ occurs / (float(function.sum()) or 1.0),
        }

    def _find_pairs(self, asked: list[int]) -> tuple[Floats, Floats]:
        """Return where each pair of adjacent words of the question occurs, and its weight.

        The shapes are `(pairs, rows)` and `(pairs,)`.
        """
        size = len(self._weights)
        wanted = np.unique(np.array([a * size + b for a, b in pairwise(asked)], np.int64))
        occurs = np.zeros((len(wanted), self._matches.rows))
        weights = (self._weights[wanted // size] + self._weights[wanted % size]) / 2
        left, right = self._number[:-1], self._number[1:]
        adjacent = (left >= 0) & (right >= 0) & (self._matches.row[:-1] == self._matches.row[1:])
        places = np.flatnonzero(adjacent)
        numbers = _numbers(wanted, left[places] * size + right[places])
        occurs[numbers[numbers >= 0], self._matches.row[places[numbers >= 0]]] = 1.0
        return occurs, weights


def _numbers(keys: Integers, values: Integers) -> Integers:
    """Return, for each value, its index among the keys, or -1; keys of 0 or more are unique."""
    numbers = np.full(len(values), -1)
    if not len(keys):
        return numbers
    order = np.argsort(keys, kind="stable")
    places = np.minimum(np.searchsorted(keys, values, sorter=order), len(keys) - 1)
    found = order[places]
    here = keys[found] == values
    numbers[here] = found[here]
    return numbers

"""Wording: how much of a question's exact words, function words included, its candidates have."""

from itertools import pairwise

import numpy as np

from index.ranking.hits import look_up
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
        self._function = np.array(
            [float(word not in found.question.content) for word in words], np.float64
        )
        order = np.argsort(ids, kind="stable")
        self._same, places = look_up(ids[order], matches.word_ids)
        """The words of the candidates that the question has, in order."""
        self._number = order[places]
        """The number of each of these in the question."""
        self._row = matches.row.take(self._same)
        self._occurs = np.zeros((len(ids), matches.rows))
        """1 where a word of the question occurs in a row, else 0; shape `(words, rows)`."""
        self._occurs[self._number, self._row] = 1.0
        number_of = {word: number for number, word in enumerate(words)}
        self._pairs = self._find_pairs([number_of[word] for word in asked])

    def of_sentences(self) -> dict[str, Floats]:
        """Return each of WORDING by name; shape `(sentences,)`."""
        return self._shares(self._occurs, *self._pairs)

    def of_passages(self) -> dict[str, Floats]:
        """Return each of WORDING by name; shape `(candidates,)`."""
        pairs, weights = self._pairs
        matches = self._matches
        return self._shares(
            matches.in_candidates(self._occurs), matches.in_candidates(pairs), weights
        )

    def bm25(self, mean_length: float) -> Floats:
        """Return the BM25 score of each candidate over all words, as a share of the question.

        It is in 0..1 + K1. `mean_length` is the mean length of all passages in words.
        """
        matches = self._matches
        pairs = self._number * matches.count + matches.candidate[self._same]
        flat = np.bincount(pairs, minlength=len(self._weights) * matches.count)
        counts = flat.reshape(-1, matches.count)
        norms = K1 * (1 - B + B * matches.lengths / mean_length)
        gains: Floats = self._weights @ (counts * (K1 + 1) / (counts + norms)) / self._total_weight
        return gains

    def _shares(self, occurs: Floats, pairs: Floats, pair_weights: Floats) -> dict[str, Floats]:
        return {
            "wording": self._weights @ occurs / self._total_weight,
            "wording_pairs": pair_weights @ pairs / (float(pair_weights.sum()) or 1.0),
            "function_words": self._function @ occurs / (float(self._function.sum()) or 1.0),
        }

    def _find_pairs(self, asked: list[int]) -> tuple[Floats, Floats]:
        """Return where each pair of adjacent words of the question occurs, and its weight.

        The shapes are `(pairs, rows)` and `(pairs,)`.
        """
        size = len(self._weights)
        keys = sorted({left * size + right for left, right in pairwise(asked)})
        wanted: Integers = np.array(keys, np.int64)
        weights = (self._weights[wanted // size] + self._weights[wanted % size]) / 2
        left, right = slice(None, -1), slice(1, None)
        adjacent = self._same[right] == self._same[left] + 1
        adjacent &= self._row[right] == self._row[left]
        said = (self._number[left] * size + self._number[right])[adjacent]
        places, numbers = look_up(wanted, said)
        occurs = np.zeros((len(wanted), self._matches.rows))
        occurs[numbers, self._row[left][adjacent][places]] = 1.0
        return occurs, weights

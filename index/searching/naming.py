"""Name evidence: which words are names, and names of places, judging by the whole corpus."""

from collections.abc import Iterable

import numpy as np

from index.reading.languages import Mark
from index.searching.postings import Column, Flags, Integers
from index.searching.words import Words

MIN_PLACE_SHARE = 0.2
"""The least share of a name's capitalised occurrences that follow a preposition of place, for it to
be the name of a place."""


class Naming:
    """Counts, by word id, how each word of a corpus is written. Instances are immutable."""

    def __init__(self) -> None:
        self._counts = np.zeros((5, 0), np.int64)

    def changed(self, removed: Words, added: Words, size: int) -> "Naming":
        """Return the counts without the removed words and with the added ones.

        All word ids are below `size`, which must not be smaller than before.
        """
        other = Naming()
        other._counts = _counts(added, size)
        before = self._counts.shape[1]
        other._counts[:, :before] += self._counts - _counts(removed, before)
        return other

    def frequencies(self) -> Integers:
        """Return how often each word occurs in the corpus, by word id."""
        frequencies: Integers = self._counts[0] + self._counts[1]
        return frequencies

    def content_words(self) -> Flags:
        """Return which words occur anywhere as something other than a function word."""
        content: Flags = self._counts[4] > 0
        return content

    def marks(self, common: Iterable[int]) -> Column:
        """Return, by word id, the extra marks for a word's capitalised occurrences.

        They are Mark.NAME for a name, Mark.NAME | Mark.PLACE_NAME for the name of a place, else 0.
        A capital at the start of a sentence is no evidence. A word that occurs nowhere else is
        taken for a name, unless its id is among the common ones.
        """
        lower_case, capital, within, after_place, _ = self._counts
        no_evidence = (lower_case == 0) & (within == 0)
        no_evidence[list(common)] = False
        name = (within > lower_case) | no_evidence
        place = name & (after_place / np.maximum(capital, 1) >= MIN_PLACE_SHARE)
        marks: Column = name * np.int32(Mark.NAME) | place * np.int32(Mark.PLACE_NAME)
        return marks


def _counts(words: Words, size: int) -> Integers:
    """Return five counts for each word id, shape `(5, size)`.

    They count its occurrences in lower case; capitalised; capitalised within a sentence; the same
    after a preposition of place; and as something other than a function word.
    """
    capital = (words.marks & Mark.CAPITAL) > 0
    within = capital & ~words.begin_sentences()
    after_place = within.copy()
    after_place[1:] &= (words.marks[:-1] & Mark.PLACE) > 0
    content = (words.marks & Mark.STOP) == 0
    counted = (~capital, capital, within, after_place, content)
    return np.array([np.bincount(words.words[each], minlength=size) for each in counted])

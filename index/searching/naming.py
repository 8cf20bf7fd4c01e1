"""Which words are names, and which of those names are of places, by all that the corpus writes."""

from collections.abc import Iterable

import numpy as np

from index.reading.languages import Mark
from index.searching.postings import Column, Flags, Integers
from index.searching.words import Words

OF_PLACES = 0.2
"""The share of a name's places in the corpus, after a preposition of place, that make it one."""


class Naming:
    """How often each word of a corpus is written how. It never changes once made.

    Words are known by their numbers.
    """

    def __init__(self) -> None:
        self._counts = np.zeros((5, 0), np.int64)

    def changed(self, gone: Words, new: Words, size: int) -> "Naming":
        """Return it without the words of some passages and with those of others.

        All numbers of words are below the size, which never becomes less.
        """
        other = Naming()
        other._counts = _counts(new, size)
        before = self._counts.shape[1]
        other._counts[:, :before] += self._counts - _counts(gone, before)
        return other

    def frequencies(self) -> Integers:
        """Return how often each word stands in the corpus."""
        frequencies: Integers = self._counts[0] + self._counts[1]
        return frequencies

    def telling(self) -> Flags:
        """Return which words stand somewhere as no function words."""
        telling: Flags = self._counts[4] > 0
        return telling

    def marks(self, common: Iterable[int]) -> Column:
        """Return for each word what its places with a capital are to be marked with.

        It is Mark.NAME, for that of a place with Mark.PLACE_NAME, or neither. A capital tells
        nothing where a sentence starts; a word that only stands there is a name unless common.
        """
        small, capital, within, placed, _ = self._counts
        unseen = (small == 0) & (within == 0)
        unseen[list(common)] = False
        name = (within > small) | unseen
        place = name & (placed / np.maximum(capital, 1) >= OF_PLACES)
        marks: Column = name * np.int32(Mark.NAME) | place * np.int32(Mark.PLACE_NAME)
        return marks


def _counts(held: Words, size: int) -> Integers:
    """Return rows with a count for each word.

    It is how often it is written small; with a capital; so within a sentence; so within one after a
    preposition of place; and how often it is no function word.
    """
    capital = (held.marks & Mark.CAPITAL) > 0
    within = capital & ~held.begin_sentences()
    placed = within.copy()
    placed[1:] &= (held.marks[:-1] & Mark.PLACE) > 0
    chosen = (~capital, capital, within, placed, (held.marks & Mark.STOP) == 0)
    return np.array([np.bincount(held.words[each], minlength=size) for each in chosen])

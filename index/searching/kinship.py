"""Kin: terms with a similar spelling, such as compounds and forms that a stemmer keeps apart."""

from collections.abc import Iterable, Set

import numpy as np

from index.searching.keyed import Keyed

GRAM_LENGTH = 4
"""Length of the character n-grams by which terms are compared."""
MIN_SIMILARITY = 0.5
"""The least similarity of kin: Dice's coefficient of their n-grams, in 0..1."""
MAX_KIN = 8
"""The most kin returned for a term."""


class Kinship:
    """Finds the kin of a term among the terms of a corpus. Instances are immutable."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = Keyed(_grams, terms)

    def changed(self, terms: Set[str]) -> "Kinship":
        """Return the kinship of these terms, reusing the n-grams of those that are in this one."""
        other = Kinship(())
        other._terms = self._terms.changed(terms)
        return other

    def of(self, term: str) -> tuple[tuple[str, float], ...]:
        """Return up to MAX_KIN kin of a term with their similarities, the most similar first.

        The term itself is left out; it need not be in the corpus. Ties are in alphabetical order.

        >>> Kinship(["sekolahan", "rumah"]).of("sekolah")
        (('sekolahan', 0.714...),)
        """
        grams = _grams(term)
        postings = self._terms.postings
        sharing = [postings.lookup(gram)[0] for gram in sorted(grams)]
        if not sharing:
            return ()
        numbers, shared = np.unique(np.concatenate(sharing), return_counts=True)
        similarity = 2 * shared / (len(grams) + postings.lengths[numbers])
        near = np.flatnonzero(similarity >= MIN_SIMILARITY)
        kin = [(self._terms.strings[numbers[place]], float(similarity[place])) for place in near]
        kin.sort(key=lambda each: (-each[1], each[0]))
        return tuple((other, alike) for other, alike in kin if other != term)[:MAX_KIN]


def _grams(term: str) -> set[str]:
    if len(term) < GRAM_LENGTH or not term.isalpha():
        return set()
    bounded = f"^{term}$"
    last = len(bounded) - GRAM_LENGTH
    return {bounded[start : start + GRAM_LENGTH] for start in range(last + 1)}

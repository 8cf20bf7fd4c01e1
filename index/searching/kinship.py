"""Terms that share much of their spelling: compounds, and what a stemmer leaves apart."""

from collections.abc import Iterable, Set

import numpy as np

from index.searching.keyed import Keyed

GRAM = 4
"""Letters of a piece by which terms are compared."""
KINDRED = 0.5
"""How alike terms must be: Dice's coefficient of their pieces, in 0..1."""
MOST = 8
"""How many kin of a term are looked at, the nearest."""


class Kinship:
    """Finds the kin of a term among the terms of a corpus. It never changes once made."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = Keyed(_pieces, terms)

    def changed(self, terms: Set[str]) -> "Kinship":
        """Return the kinship of these terms, in far less time if most of them are known here."""
        other = Kinship(())
        other._terms = self._terms.changed(terms)
        return other

    def of(self, term: str) -> tuple[tuple[str, float], ...]:
        """Return the kin of a term, itself left out, nearest first, each with its likeness.

        Of equals the first in the alphabet comes first.
        """
        pieces = _pieces(term)
        known = self._terms.postings
        held = [known.holders(piece)[0] for piece in sorted(pieces)]
        if not held:
            return ()
        numbers, shared = np.unique(np.concatenate(held), return_counts=True)
        likeness = 2 * shared / (len(pieces) + known.lengths[numbers])
        near = np.flatnonzero(likeness >= KINDRED)
        kin = [(self._terms.strings[numbers[place]], float(likeness[place])) for place in near]
        kin.sort(key=lambda each: (-each[1], each[0]))
        return tuple((other, alike) for other, alike in kin if other != term)[:MOST]


def _pieces(term: str) -> set[str]:
    if len(term) < GRAM or not term.isalpha():
        return set()
    bounded = f"^{term}$"
    return {bounded[start : start + GRAM] for start in range(len(bounded) - GRAM + 1)}

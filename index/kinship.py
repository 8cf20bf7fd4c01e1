"""Terms that share much of their spelling: compounds, and what a stemmer leaves apart."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

GRAM = 4
"""Letters of a piece by which terms are compared."""
KINDRED = 0.5
"""How alike terms must be: Dice's coefficient of their pieces, in 0..1."""
MOST = 8
"""How many kin of a term are looked at, the nearest."""


class Kinship:
    """Finds the kin of a term among the terms of a corpus."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        holders: dict[str, list[int]] = defaultdict(list)
        sizes = np.zeros(len(terms))
        for number, term in enumerate(terms):
            pieces = _pieces(term)
            sizes[number] = len(pieces)
            for piece in pieces:
                holders[piece].append(number)
        self._sizes = sizes
        self._holders: dict[str, NDArray[np.int32]] = {
            piece: np.array(numbers, dtype=np.int32) for piece, numbers in holders.items()
        }

    def of(self, term: str) -> tuple[tuple[str, float], ...]:
        """Return the kin of a term, itself left out, nearest first, each with its likeness."""
        pieces = _pieces(term)
        held = [self._holders[piece] for piece in sorted(pieces) if piece in self._holders]
        if not held:
            return ()
        numbers, shared = np.unique(np.concatenate(held), return_counts=True)
        likeness = 2 * shared / (len(pieces) + self._sizes[numbers])
        near = np.flatnonzero(likeness >= KINDRED)
        near = near[np.argsort(-likeness[near], kind="stable")]
        kin = [(self._terms[numbers[place]], float(likeness[place])) for place in near[: MOST + 1]]
        return tuple((other, alike) for other, alike in kin if other != term)[:MOST]


def _pieces(term: str) -> set[str]:
    if len(term) < GRAM or not term.isalpha():
        return set()
    bounded = f"^{term}$"
    return {bounded[start : start + GRAM] for start in range(len(bounded) - GRAM + 1)}

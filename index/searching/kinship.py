"""Kin: terms with a similar spelling, such as compounds and forms that a stemmer keeps apart."""

import math
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.searching.arrays import Arrays
from index.searching.buckets import Buckets
from index.searching.live import Named

GRAM_LENGTH = 4
"""Length of the character n-grams by which terms are compared."""
MIN_SIMILARITY = 0.5
"""The least similarity of kin: Dice's coefficient of their n-grams, in 0..1."""
MAX_KIN = 8
"""The most kin returned for a term."""
_GRAMS_IN_BUCKET = 8
"""Of the terms with one n-gram, or with several that share a bucket."""
_LEAST_GRAMS, _MOST_GRAMS = 3, 255
"""The fewest n-grams of a term, and the most that are counted."""


@dataclass(frozen=True, slots=True)
class GramPairs:
    """The n-grams of terms, one after the other, which more can follow."""

    hashes: NDArray[np.uint32]
    """Of each n-gram."""
    numbers: NDArray[np.int64]
    """Of the term of each n-gram, from 0."""
    sizes: NDArray[np.uint8]
    """Per term: how many n-grams it has, or _MOST_GRAMS if it has more."""

    @classmethod
    def of(cls, terms: Iterable[str]) -> "GramPairs":
        """Return the n-grams of terms."""
        hashes, counts = array("I"), array("q")
        for term in terms:
            grams = _grams(term)
            hashes.extend(_hashes(grams))
            counts.append(len(grams))
        sizes = np.array(counts)
        numbers = np.repeat(np.arange(len(sizes)), sizes)
        return cls(np.array(hashes), numbers, np.minimum(sizes, _MOST_GRAMS).astype(np.uint8))

    def followed_by(self, terms: Iterable[str]) -> "GramPairs":
        """Return these n-grams, followed by those of more terms."""
        more = GramPairs.of(terms)
        return GramPairs(
            np.concatenate([self.hashes, more.hashes]),
            np.concatenate([self.numbers, more.numbers + len(self.sizes)]),
            np.concatenate([self.sizes, more.sizes]),
        )


class Grams:
    """Terms by their n-grams, in arrays that a file can be mapped to."""

    def __init__(self, arrays: Arrays) -> None:
        """Take the arrays of `arrays()`, which are not copied."""
        self._arrays = arrays
        self._buckets = Buckets(arrays)
        self._numbers = arrays["numbers"]
        self._sizes = arrays["sizes"].data
        """How many n-grams each term has, or _MOST_GRAMS if it has more."""

    @classmethod
    def of(cls, terms: Sequence[str]) -> "Grams":
        """Index terms that are numbered from 0."""
        return cls.of_pairs(GramPairs.of(terms))

    @classmethod
    def of_pairs(cls, pairs: "GramPairs") -> "Grams":
        """Index terms by their n-grams."""
        buckets = Buckets.of(pairs.hashes, pairs.numbers, each=_GRAMS_IN_BUCKET)
        return cls({**buckets.arrays(), "sizes": pairs.sizes})

    def arrays(self) -> Arrays:
        """Return what the n-grams are made of, by name."""
        return self._arrays

    def near(self, grams: Collection[str]) -> list[int]:
        """Return the numbers of terms that may be kin of one with these n-grams.

        N-grams of one bucket are not distinguished, so not all are.
        """
        spans = self._buckets.spans(_hashes(grams))
        shared = np.concatenate([self._numbers[span] for span in spans])
        shared.sort()
        size = len(grams)
        # Kin have at least a third as many n-grams, and share a quarter of those of both.
        least = math.ceil((size + max(_LEAST_GRAMS, math.ceil(size / 3))) / 4)
        last = shared[least - 1 :]
        often = last[last == shared[: len(last)]].tolist()
        if not often:
            return []
        return [
            number
            for number, more in Counter(often).items()
            if 2 * (least - 1 + more) >= MIN_SIMILARITY * (size + self._sizes[number])
        ]


class Kinship:
    """Finds the kin of a term among the terms of a corpus. Instances are immutable."""

    def __init__(
        self, terms: Named, grams: Sequence[tuple[int, Grams]], live: NDArray[np.bool_]
    ) -> None:
        """Take terms by number, the n-grams of all of them, and which of them a corpus has.

        The numbers of terms start from 0 in each n-gram index; the first of each is given.
        """
        self._terms = terms
        self._grams = grams
        self._live = live.data

    @classmethod
    def among(cls, terms: Iterable[str]) -> "Kinship":
        """Return the kinship of distinct terms."""
        every = list(terms)
        return cls(every, [(0, Grams.of(every))], np.ones(len(every), np.bool_))

    def of(self, term: str) -> tuple[tuple[str, float], ...]:
        """Return up to MAX_KIN kin of a term with their similarities, the most similar first.

        The term itself is left out; it need not be in the corpus. Ties are in alphabetical order.

        >>> Kinship.among(["sekolahan", "rumah"]).of("sekolah")
        (('sekolahan', 0.714...),)
        """
        grams = _grams(term)
        if not grams:
            return ()
        kin = []
        for first, index in self._grams:
            for number in index.near(grams):
                if self._live[first + number]:
                    other = self._terms[first + number]
                    others = _grams(other)
                    alike = 2 * len(grams & others) / (len(grams) + len(others))
                    if alike >= MIN_SIMILARITY and other != term:
                        kin.append((other, alike))
        kin.sort(key=lambda each: (-each[1], each[0]))
        return tuple(kin[:MAX_KIN])


def _grams(term: str) -> set[str]:
    if len(term) < GRAM_LENGTH or not term.isalpha():
        return set()
    bounded = f"^{term}$"
    return {bounded[start : start + GRAM_LENGTH] for start in range(len(term) - 1)}


def _hashes(grams: Iterable[str]) -> list[int]:
    return [crc32(gram.encode()) for gram in grams]

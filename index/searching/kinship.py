"""Kin: terms with a similar spelling, such as compounds and forms that a stemmer keeps apart."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.searching.arrays import Arrays
from index.searching.buckets import Buckets
from index.searching.letters import code_points, lengths
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
_MIX, _BITS = 0x9E3779B97F4A7C15, 64
"""The odd number next to 2**64 divided by the golden ratio: Fibonacci hashing."""


class Grams:
    """Terms by their n-grams, in arrays that a file can be mapped to."""

    def __init__(self, arrays: Arrays) -> None:
        """Take the arrays of `arrays()`, which are not copied."""
        self._arrays = arrays
        self._buckets = Buckets(arrays)
        self._numbers = np.asarray(arrays["numbers"])
        self._sizes = memoryview(np.asarray(arrays["sizes"]))
        """How many n-grams each term has, or _MOST_GRAMS if it has more."""

    @classmethod
    def of(cls, terms: Sequence[str]) -> "Grams":
        """Index terms that are numbered from 0."""
        compared = [place for place, term in enumerate(terms) if _is_compared(term)]
        hashes, counts = _hashes_of_each([terms[place] for place in compared])
        # One number encodes a term and most of a hash, so that a single sort makes them distinct.
        bits = max(len(terms), 1).bit_length()
        places = np.repeat(np.array(compared, np.uint64), counts)
        pairs = _distinct(places << np.uint64(64 - bits) | hashes >> np.uint64(bits))
        numbers = (pairs >> np.uint64(64 - bits)).astype(np.int64)
        first = (pairs << np.uint64(bits) >> np.uint64(32)).astype(np.uint32)
        sizes = np.bincount(numbers, minlength=len(terms))
        return cls(
            {
                **Buckets.of(first, numbers, each=_GRAMS_IN_BUCKET).arrays(),
                "sizes": np.minimum(sizes, _MOST_GRAMS).astype(np.uint8),
            }
        )

    def arrays(self) -> Arrays:
        """Return what the n-grams are made of, by name."""
        return self._arrays

    def near(self, grams: int, hashes: Sequence[int]) -> list[int]:
        """Return the numbers of terms that may be kin of one with these n-grams, by their hashes.

        Terms may have n-grams of one bucket in common, so not all are.
        """
        shared = np.concatenate([self._numbers[span] for span in self._buckets.spans(hashes)])
        shared.sort()
        # Kin have at least a third as many n-grams, and share a quarter of those of both.
        least = math.ceil((grams + max(_LEAST_GRAMS, math.ceil(grams / 3))) / 4)
        last = shared[least - 1 :]
        often = last[last == shared[: len(last)]].tolist()
        if not often:
            return []
        return [
            number
            for number, more in Counter(often).items()
            if 2 * (least - 1 + more) >= MIN_SIMILARITY * (grams + self._sizes[number])
        ]


class Kinship:
    """Finds the kin of a term among the terms of a corpus. Instances are immutable."""

    def __init__(self, terms: Named, grams: Sequence[tuple[int, Grams]], live: NDArray[np.bool_]) -> None:
        """Take terms by number, the n-grams of all of them, and which of them a corpus has.

        The numbers of terms start from 0 in each n-gram index; the first of each is given.
        """
        self._terms = terms
        self._grams = grams
        self._live = memoryview(live)

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
        if not _is_compared(term):
            return ()
        grams = _grams(term)
        hashes = _hashes(term)
        kin = []
        for first, index in self._grams:
            for number in index.near(len(grams), hashes):
                if self._live[first + number]:
                    other = self._terms[first + number]
                    others = _grams(other)
                    alike = 2 * len(grams & others) / (len(grams) + len(others))
                    if alike >= MIN_SIMILARITY and other != term:
                        kin.append((other, alike))
        kin.sort(key=lambda each: (-each[1], each[0]))
        return tuple(kin[:MAX_KIN])


def _is_compared(term: str) -> bool:
    return len(term) >= GRAM_LENGTH and term.isalpha()


def _grams(term: str) -> set[str]:
    bounded = f"^{term}$"
    return {bounded[start : start + GRAM_LENGTH] for start in range(len(term) - 1)}


def _hashes(term: str) -> list[int]:
    """Return the first 32 bits of the 64-bit hashes of a term's n-grams."""
    codes = [ord(letter) for letter in f"^{term}$"]
    hashes = {
        (one + (two << 16) + (three << 32) + (four << 48)) * _MIX % 2**64
        for one, two, three, four in zip(codes, codes[1:], codes[2:], codes[3:], strict=False)
    }
    return [code >> 32 for code in hashes]


def _hashes_of_each(terms: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the 64-bit hashes of the n-grams of terms in order, and how many each term has.

    N-grams of up to 16 bits a letter have different hashes.
    """
    bounded = [f"^{term}$" for term in terms]
    size = lengths(bounded)
    letters = code_points(bounded).astype(np.uint64)
    packed = np.zeros(max(len(letters) - GRAM_LENGTH + 1, 0), np.uint64)
    for place in range(GRAM_LENGTH):
        packed += letters[place : place + len(packed)] << np.uint64(16 * place)
    counts = size - GRAM_LENGTH + 1
    ends = np.cumsum(size)
    within = np.repeat(ends - size - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    return packed[within] * np.uint64(_MIX), counts


def _distinct(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    ordered = np.sort(numbers)
    return np.concatenate([ordered[:1], ordered[1:][ordered[1:] != ordered[:-1]]])

"""The words of a corpus by their stem."""

from collections.abc import Callable, Iterable, Sequence
from zlib import crc32

import numpy as np

from index.searching.arrays import Arrays
from index.searching.buckets import Buckets
from index.searching.numbering import Numbering

Stemmer = Callable[[str], str]


class StandingStems:
    """Words by the hash of their stem, in arrays that a file can be mapped to.

    Words that are their own stem are left out.
    """

    def __init__(self, arrays: Arrays) -> None:
        """Take the arrays of `arrays()`, which are not copied."""
        self._arrays = arrays
        self._buckets = Buckets(arrays)

    @classmethod
    def of(cls, words: Iterable[str], stem: Stemmer) -> "StandingStems":
        """Stem words, which are numbered from 0."""
        derived = [
            (_hash(its_stem), number)
            for number, word in enumerate(words)
            if (its_stem := stem(word)) != word
        ]
        pairs = np.array(derived, np.int64).reshape(-1, 2)
        return cls(Buckets.of(pairs[:, 0].astype(np.uint32), pairs[:, 1]).arrays())

    def arrays(self) -> Arrays:
        """Return what the stems are made of, by name."""
        return self._arrays

    def near(self, stem: str) -> list[int]:
        """Return the numbers of the words with this stem, and perhaps of others."""
        return self._buckets.lookup(_hash(stem))


class Stems:
    """Finds the words of a corpus with a stem. Instances are immutable."""

    def __init__(self, standing: StandingStems, stem: Stemmer) -> None:
        """Take the stems of words, and how they were found."""
        self._standing = standing
        self._stem = stem
        self._recent: dict[str, tuple[int, ...]] = {}

    def followed_by(self, words: Sequence[str], first: int) -> "Stems":
        """Return stems with more words, whose ids start from `first`."""
        other = Stems(self._standing, self._stem)
        other._recent = self._recent.copy()
        for number, word in enumerate(words, first):
            stem = self._stem(word)
            if stem != word:
                other._recent[stem] = (*other._recent.get(stem, ()), number)
        return other

    def having(self, stem: str, words: Numbering, live: memoryview) -> list[str]:
        """Return the live words with a stem."""
        itself = words.get(stem)
        found = [stem] if itself is not None and live[itself] and self._stem(stem) == stem else []
        for number in (*self._standing.near(stem), *self._recent.get(stem, ())):
            if live[number]:
                word = words[number]
                if self._stem(word) == stem:
                    found.append(word)
        return found


def _hash(stem: str) -> int:
    return crc32(stem.encode("utf-8", "surrogatepass"))

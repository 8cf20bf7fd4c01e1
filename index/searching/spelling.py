"""Spelling correction: a word in no passage is replaced by the nearest one in the corpus."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from index.searching.arrays import Arrays
from index.searching.letters import code_points, lengths_of, smallest
from index.searching.live import Named

MIN_LENGTH = 4
"""Letters of the shortest word that is corrected; shorter ones have too many neighbours."""
TWO_EDITS_LENGTH = 9
"""Letters of the shortest word that may be two edits away instead of one."""
MAX_CORRECTIONS = 3
"""The most words returned as corrections of one word."""
_CLASSES = 32
"""Letters are distinguished by their last five bits, as those of the Latin alphabet can be."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of words, one word after the other, which more can follow."""

    bits: NDArray[np.uint64]
    """Per word: which letters it has, and which more than once."""
    lengths: NDArray[np.int64]
    """Per word: how many letters it has."""
    digits: NDArray[np.bool_]
    """Per word: whether it begins with a digit."""

    @classmethod
    def of(cls, words: Sequence[str]) -> "Letters":
        """Return the letters of words."""
        digits = np.fromiter((word[:1].isdigit() for word in words), np.bool_, len(words))
        return cls(_letters_of_each(words), lengths_of(words), digits)

    def followed_by(self, words: Sequence[str]) -> "Letters":
        """Return these letters, followed by those of more words."""
        more = Letters.of(words)
        return Letters(
            np.concatenate([self.bits, more.bits]),
            np.concatenate([self.lengths, more.lengths]),
            np.concatenate([self.digits, more.digits]),
        )


class Spellings:
    """Words by length with the letters of each, in arrays that a file can be mapped to.

    The letters of a word are 64 bits: which letters it has, and which more than once. An inserted
    or deleted letter changes one bit at most, a replaced one two, two swapped ones none.
    """

    def __init__(self, arrays: Arrays) -> None:
        """Take the arrays of `arrays()`, which are not copied."""
        self._arrays = arrays
        self._numbers = arrays["numbers"]
        """The numbers of the words, the shortest words first."""
        self._letters = arrays["letters"]
        """The letters of each of them."""
        self._lengths: list[int] = arrays["lengths"].tolist()
        self._starts: list[int] = arrays["starts"].tolist()
        """Where the words of each of these lengths start, and where the last end."""

    @classmethod
    def of(cls, words: Sequence[str]) -> "Spellings":
        """Index words that are numbered from 0."""
        return cls.of_letters(Letters.of(words), 0)

    @classmethod
    def of_letters(cls, letters: "Letters", first: int) -> "Spellings":
        """Index words that are numbered from `first` by their letters."""
        # One letter less than what is corrected, because an edit may insert one.
        corrected = (letters.lengths >= MIN_LENGTH - 1) & ~letters.digits
        chosen = np.flatnonzero(corrected)
        chosen = chosen[np.argsort(letters.lengths[chosen], kind="stable")]
        lengths = letters.lengths[chosen]
        starts = np.flatnonzero(np.diff(lengths, prepend=-1))
        return cls(
            {
                "numbers": smallest(chosen + first),
                "letters": letters.bits[chosen],
                "lengths": lengths[starts],
                "starts": np.append(starts, len(chosen)),
            }
        )

    def arrays(self) -> Arrays:
        """Return what the spellings are made of, by name."""
        return self._arrays

    def near(self, word: str, edits: int) -> Iterator[int]:
        """Yield the numbers of words that may be that many edits away, by their letters."""
        shortest = bisect_left(self._lengths, len(word) - edits)
        longest = bisect_right(self._lengths, len(word) + edits)
        start, end = self._starts[shortest], self._starts[longest]
        if start == end:
            return
        changed = np.bitwise_count(self._letters[start:end] ^ np.uint64(_letters(word)))
        near = np.flatnonzero(changed <= 2 * edits)
        places = (near + start).tolist()
        for place, bits, number in zip(
            places, changed[near].tolist(), self._numbers[start:end][near].tolist(), strict=True
        ):
            length = self._lengths[bisect_right(self._starts, place) - 1]
            # So many edits insert or delete; each of the others may replace a letter.
            if bits <= 2 * edits - abs(length - len(word)):
                yield number


class Speller:
    """Corrects words to those of a corpus. Instances are immutable.

    An edit inserts, deletes or replaces a letter or swaps two neighbours (optimal string alignment
    distance).
    """

    def __init__(
        self, words: Named, spellings: Sequence[Spellings], live: NDArray[np.bool_]
    ) -> None:
        """Take words by number, spellings of all of them, and which of them a corpus has."""
        self._words = words
        self._spellings = spellings
        self._live = live.data

    @classmethod
    def of(cls, words: Iterable[str]) -> "Speller":
        """Return a speller for distinct words."""
        every = list(words)
        return cls(every, [Spellings.of(every)], np.ones(len(every), np.bool_))

    def nearest(self, word: str) -> list[tuple[str, float]]:
        """Return up to MAX_CORRECTIONS corrections with their similarities, the best first.

        The similarity is 1 - edits / letters. Numbers and short words have no corrections. The
        word itself must not be in the corpus.

        >>> Speller.of(["nuklir", "satelit"]).nearest("nuklr")
        [('nuklir', 0.8)]
        """
        if len(word) < MIN_LENGTH or any(character.isdigit() for character in word):
            return []
        edits = 1 if len(word) < TWO_EDITS_LENGTH else 2
        near: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for distance, other in self._near(word, edits):
            near[len(other)].append((distance, other))
        found = [best for each in near.values() for best in sorted(each)[:MAX_CORRECTIONS]]
        # Ties: words with the same first letter first, because people rarely get that wrong.
        found.sort(key=lambda item: (item[0], item[1][0] != word[0], item[1]))
        return [(choice, 1 - distance / len(word)) for distance, choice in found[:MAX_CORRECTIONS]]

    def _near(self, word: str, edits: int) -> Iterator[tuple[int, str]]:
        """Yield the words within that many edits, each after its distance."""
        for spellings in self._spellings:
            for number in spellings.near(word, edits):
                if self._live[number]:
                    other = self._words[number]
                    distance = OSA.distance(word, other, score_cutoff=edits)
                    if distance <= edits:
                        yield distance, other


def _letters(word: str) -> int:
    """Return the letters of a word as bits."""
    once = twice = 0
    for character in word:
        letter = 1 << ord(character) % _CLASSES
        twice |= once & letter
        once |= letter
    return once | twice << _CLASSES


def _letters_of_each(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the letters of each word as bits; shape `(words,)`."""
    count = len(words)
    letter = np.repeat(np.arange(count), lengths_of(words)) * _CLASSES
    letter += code_points(words) % _CLASSES
    letter.sort()
    again = letter[1:][letter[1:] == letter[:-1]]
    bits = np.zeros(count, np.uint64)
    one = np.uint64(1)
    for each, first in ((letter, 0), (again, _CLASSES)):
        bit = one << (each % _CLASSES + first).astype(np.uint64)
        np.bitwise_or.at(bits, each // _CLASSES, bit)
    return bits

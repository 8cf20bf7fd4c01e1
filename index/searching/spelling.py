"""Spelling correction: a word in no passage is replaced by the nearest one in the corpus."""

from collections.abc import Iterable, Set
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_LENGTH = 4
"""Letters of the shortest word that is corrected; shorter ones have too many neighbours."""
TWO_EDITS_LENGTH = 9
"""Letters of the shortest word that may be two edits away instead of one."""
MAX_CORRECTIONS = 3
"""The most words returned as corrections of one word."""


class Speller:
    """Corrects words to those of a corpus. Instances are immutable.

    An edit inserts, deletes or replaces a letter or swaps two neighbours (optimal string alignment
    distance).
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        """Words by length, sorted, so that ties are always found in the same order."""
        self._set_words(set(words))

    def changed(self, words: Set[str]) -> "Speller":
        """Return a speller of these words, reusing the order of those that are in this one."""
        other = Speller(())
        other._by_length = self._by_length
        other._set_words(words)
        return other

    def _set_words(self, words: Set[str]) -> None:
        by_length = {
            length: [word for word in before if word in words]
            for length, before in self._by_length.items()
        }
        for word in words - set(chain.from_iterable(by_length.values())):
            # One letter less than what is corrected, because an edit may insert one.
            if len(word) >= MIN_LENGTH - 1 and not word[0].isdigit():
                by_length.setdefault(len(word), []).append(word)
        # Sorting an almost sorted list takes about linear time.
        self._by_length = {length: sorted(words) for length, words in by_length.items() if words}

    def nearest(self, word: str) -> list[tuple[str, float]]:
        """Return up to MAX_CORRECTIONS corrections with their similarities, the best first.

        The similarity is 1 - edits / letters. Numbers and short words have no corrections. The
        word itself must not be in the corpus.

        >>> Speller(["nuklir", "satelit"]).nearest("nuklr")
        [('nuklir', 0.8)]
        """
        if len(word) < MIN_LENGTH or any(character.isdigit() for character in word):
            return []
        edits = 1 if len(word) < TWO_EDITS_LENGTH else 2
        found: list[tuple[str, float]] = []
        for length in range(len(word) - edits, len(word) + edits + 1):
            near = process.extract(
                word,
                self._by_length.get(length, []),
                scorer=OSA.distance,
                score_cutoff=edits,
                limit=MAX_CORRECTIONS,
            )
            found += [(choice, 1 - distance / len(word)) for choice, distance, _ in near]
        # Ties: words with the same first letter first, because people rarely get that wrong.
        found.sort(key=lambda item: (-item[1], item[0][0] != word[0], item[0]))
        return found[:MAX_CORRECTIONS]

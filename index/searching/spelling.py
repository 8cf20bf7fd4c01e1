"""Misspelt words: those that no passage holds are read as the nearest that one does."""

from collections.abc import Iterable, Set
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Letters of the shortest word that is corrected; shorter ones have too many neighbours."""
LONG = 9
"""Letters from which on a word may be two edits away, not one."""
MOST = 3
"""How many words a misspelt one may stand for."""


class Speller:
    """The words of a corpus, to be found by how they are misspelt.

    An edit is a letter more, less or other, or two swapped (optimal string alignment). A speller
    never changes once made.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        """Of each length the words in order, so that equals are always found in the same one."""
        self._hold(set(words))

    def changed(self, words: Set[str]) -> "Speller":
        """Return a speller of these words, in far less time if most of them are known here."""
        other = Speller(())
        other._by_length = self._by_length
        other._hold(words)
        return other

    def _hold(self, words: Set[str]) -> None:
        held = {
            length: [word for word in before if word in words]
            for length, before in self._by_length.items()
        }
        for word in words - set(chain.from_iterable(held.values())):
            if len(word) >= SHORTEST - 1 and not word[0].isdigit():
                held.setdefault(len(word), []).append(word)
        # What is nearly in order is sorted in about the time of looking at it.
        self._by_length = {length: sorted(words) for length, words in held.items() if words}

    def nearest(self, word: str) -> list[tuple[str, float]]:
        """Return the nearest words, best first, each with its likeness: 1 less edits a letter.

        Numbers and short words have none. A word that is in the corpus should not be asked for.
        """
        if len(word) < SHORTEST or any(character.isdigit() for character in word):
            return []
        edits = 1 if len(word) < LONG else 2
        found: list[tuple[str, float]] = []
        for length in range(len(word) - edits, len(word) + edits + 1):
            near = process.extract(
                word,
                self._by_length.get(length, []),
                scorer=OSA.distance,
                score_cutoff=edits,
                limit=MOST,
            )
            found += [(choice, 1 - distance / len(word)) for choice, distance, _ in near]
        # Of equals first those with the same first letter, which people rarely get wrong.
        found.sort(key=lambda item: (-item[1], item[0][0] != word[0], item[0]))
        return found[:MOST]

"""Roots of words in Indonesian and Malay: affixes come off only where a word of the corpus remains.

A stemmer takes affixes off by their letters alone: it leaves "kenaikan" and "naik" apart, and takes
"menteri" for a form of "teri". What words a corpus has tells better.
"""

from collections.abc import Iterator, Mapping, Set
from functools import lru_cache

import numpy as np

from index.searching.keyed import Keyed
from index.searching.postings import Integers

SHORTEST = 4
"""Letters of a root, at least."""
FAMILY = 3
"""Words that share what remains of them, at least, for that to be a root though it never stands
alone."""
RARER = 5
"""A word is not made from one that is so many times rarer."""
LAYERS = 2
"""How often affixes come off: "keberangkatan", "berangkat", "angkat"."""

_CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
_PREFIXES = ("di", "se", "ter", "ber", "diper", "memper", "pember")
_PREFIXES_WITH_AN = ("ke", "keber", "keter")
_VOWELS = tuple("aeiou")
_NASALS = {
    "ng": ("k", ("g", "h", "k")),
    "ny": ("s", ()),
    "m": ("p", ("b", "f", "v", "p")),
    "n": ("t", ("d", "c", "j", "z", "s")),
}
"""What me- and pe- may end in: the letter that it swallows, before a vowel, and those that stay."""


class Roots:
    """Finds the roots of words, and the words of a corpus that have a root.

    A root is worked out when it is asked for, by how often each word stands in the corpus. Roots
    never change once made.
    """

    def __init__(self) -> None:
        self._words = Keyed(_leading_to)
        self._numbers: Mapping[str, int] = {}
        self._frequencies = np.zeros(0, np.int64)

    def changed(
        self, words: Set[str], numbers: Mapping[str, int], frequencies: Integers
    ) -> "Roots":
        """Return the roots of these words, in far less time if most of them are known here.

        How often each of them stands in the corpus is looked up by its number, if it has one.
        """
        other = Roots()
        other._words = self._words.changed(words)
        other._numbers, other._frequencies = numbers, frequencies
        return other

    def of(self, word: str) -> str:
        """Return the word's root, the commonest word it may be made from, or the word itself."""
        for _ in range(LAYERS):
            count, base = max(((self._count(base), base) for base in _bases(word)), default=(0, ""))
            if not count or count * RARER < self._count(word):
                break
            word = base
        return word

    def family(self, word: str) -> list[str]:
        """Return the words of the corpus that have the same root as this one."""
        root = self.of(word)
        made = self._words.having(root) + [root] * (root in self._words)
        return [other for other in made if self.of(other) == root]

    def _count(self, base: str) -> int:
        """Return how often it stands in the corpus or, if more often, what a family makes of it."""
        made = [word for word in self._words.having(base) if base in _bases(word)]
        beginnings = {word[:2] for word in made if not word.startswith(base[:2])}
        is_family = len(made) >= FAMILY and len(beginnings) > 1
        together = sum(map(self._alone, made)) if is_family else 0
        return max(self._alone(base), together)

    def _alone(self, word: str) -> int:
        number = self._numbers.get(word)
        return 0 if number is None else int(self._frequencies[number])


def _leading_to(word: str) -> set[str]:
    """Return all that may come out where affixes come off the word."""
    reached, last = set[str](), {word}
    for _ in range(LAYERS):
        last = {base for known in last for base in _bases(known)}
        reached |= last
    return reached


@lru_cache(maxsize=2**16)
def _bases(word: str) -> tuple[str, ...]:
    """Return what the word may be made from."""
    plain = [word, *(word.removesuffix(end) for end in _CLITICS if word.endswith(end))]
    found = {
        base
        for stem in plain
        for ending in ("", *_SUFFIXES)
        if stem.endswith(ending)
        for base in _without_prefix(stem.removesuffix(ending), ending)
    }
    return tuple(sorted(base for base in found if len(base) >= SHORTEST and base != word))


def _without_prefix(word: str, ending: str) -> Iterator[str]:
    """Yield the word, and what may stand after a prefix of it that goes with the ending."""
    yield word
    for prefix in (*_PREFIXES, *(_PREFIXES_WITH_AN if ending == "an" else ())):
        if word.startswith(prefix):
            yield word.removeprefix(prefix)
    if word.startswith("per") and ending:
        yield word.removeprefix("per")
    # Before an r of the root, ber- and per- lose theirs; in belajar it is an l.
    if word.startswith("ber") or (word.startswith("per") and ending):
        yield word[2:]
    if word.startswith("belajar"):
        yield word.removeprefix("bel")
    if word.startswith(("me", "pe")):
        yield from _after_nasal(word[2:])


def _after_nasal(rest: str) -> Iterator[str]:
    """Yield what may have stood there before me- or pe- ended in a nasal."""
    if rest.startswith("nge"):
        yield rest.removeprefix("nge")
    if rest.startswith(("l", "r", "w", "y")):
        yield rest
    for nasal, (swallowed, kept) in _NASALS.items():
        if rest.startswith(nasal):
            after = rest.removeprefix(nasal)
            if after.startswith(_VOWELS):
                yield swallowed + after
                yield after if nasal == "ng" else rest
            elif after.startswith(kept):
                yield after
            break

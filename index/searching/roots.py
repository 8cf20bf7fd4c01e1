"""Roots of Indonesian and Malay words: affixes are removed only if a corpus word remains.

A stemmer removes affixes by their letters alone: it keeps "kenaikan" and "naik" apart, and takes
"menteri" for a form of "teri". The vocabulary of the corpus is better evidence.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache

import numpy as np

from index.searching.keyed import Keyed
from index.searching.postings import Integers

MIN_ROOT_LENGTH = 4
"""The fewest letters of a root."""
MIN_FAMILY = 3
"""The fewest words formed from a base for it to be a root even if it never occurs by itself."""
MAX_RARITY = 5
"""How many times rarer than a word its base may be."""
MAX_LAYERS = 2
"""How many layers of affixes are removed: "keberangkatan", "berangkat", "angkat"."""
INITIALS = 2
"""Letters by which the words of a family are compared: several prefixes, or one by chance?"""

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
"""The nasals that me- and pe- may end in. For each: the initial that it replaces before a vowel,
and the initials that are kept after it."""


class Roots:
    """Finds the roots of words, and the words of a corpus with the same root.

    Roots are computed on demand from the frequencies of the words. Instances are immutable.
    """

    def __init__(self) -> None:
        self._words = Keyed(possible_bases)
        self._numbers: Mapping[str, int] = {}
        self._frequencies = np.zeros(0, np.int64)

    def changed(
        self, words: Set[str], numbers: Mapping[str, int], frequencies: Integers
    ) -> "Roots":
        """Return the roots of these words, reusing the analysis of those that are in this one.

        `frequencies[numbers[word]]` is how often a word occurs in the corpus; a word without a
        number counts as 0.
        """
        other = Roots()
        other._words = self._words.changed(words)
        other._numbers, other._frequencies = numbers, frequencies
        return other

    def of(self, word: str) -> str:
        """Return the root of a word: the most frequent word it may be formed from, or itself."""
        for _ in range(MAX_LAYERS):
            count, base = max(
                ((self._count(base), base) for base in bases_of(word)), default=(0, "")
            )
            if not count or count * MAX_RARITY < self._count(word):
                break
            word = base
        return word

    def family(self, word: str) -> list[str]:
        """Return the words of the corpus with the same root as this one."""
        root = self.of(word)
        derived = self._words.having(root) + [root] * (root in self._words)
        return [other for other in derived if self.of(other) == root]

    def _count(self, base: str) -> int:
        """Return the frequency of a base, or the total of a family formed from it if higher."""
        derived = [word for word in self._words.having(base) if base in bases_of(word)]
        of_family = sum(map(self._frequency, derived)) if is_family(base, derived) else 0
        return max(self._frequency(base), of_family)

    def _frequency(self, word: str) -> int:
        number = self._numbers.get(word)
        return 0 if number is None else int(self._frequencies[number])


def is_family(base: str, words: Sequence[str]) -> bool:
    """Return whether words formed from a base show it: a few, with more than one prefix."""
    beginnings = {word[:INITIALS] for word in words if not word.startswith(base[:INITIALS])}
    return len(words) >= MIN_FAMILY and len(beginnings) > 1


def related_by_affixes(word: str, other: str, common: Set[str]) -> bool:
    """Return whether both words may be formed from one, a common word where there is one.

    >>> related_by_affixes("kenaikan", "dinaikkan", {"naik"})
    True
    >>> related_by_affixes("pemenang", "penang", {"menang"})
    False
    """
    return not _likely_bases(word, common).isdisjoint(_likely_bases(other, common))


def _likely_bases(word: str, common: Set[str]) -> Set[str]:
    bases = possible_bases(word)
    return {word, *(bases & common or bases)}


def possible_bases(word: str) -> set[str]:
    """Return all that may remain of a word after up to MAX_LAYERS layers of affixes."""
    reached, last = set[str](), {word}
    for _ in range(MAX_LAYERS):
        last = {base for known in last for base in bases_of(known)}
        reached |= last
    return reached


@lru_cache(maxsize=2**16)
def bases_of(word: str) -> tuple[str, ...]:
    """Return all that may remain of a word after one layer of affixes."""
    stems = [word, *(word.removesuffix(end) for end in _CLITICS if word.endswith(end))]
    found = {
        base
        for stem in stems
        for suffix in ("", *_SUFFIXES)
        if stem.endswith(suffix)
        for base in _without_prefix(stem.removesuffix(suffix), suffix)
    }
    return tuple(sorted(base for base in found if len(base) >= MIN_ROOT_LENGTH and base != word))


def _without_prefix(word: str, suffix: str) -> Iterator[str]:
    """Yield the word, and what may follow each prefix of it that combines with the suffix."""
    yield word
    for prefix in (*_PREFIXES, *(_PREFIXES_WITH_AN if suffix == "an" else ())):
        if word.startswith(prefix):
            yield word.removeprefix(prefix)
    if word.startswith("per") and suffix:
        yield word.removeprefix("per")
    # ber- and per- lose their r before a root with r; in belajar, the r becomes l.
    if word.startswith("ber") or (word.startswith("per") and suffix):
        yield word[len("be") :]
    if word.startswith("belajar"):
        yield word.removeprefix("bel")
    if word.startswith(("me", "pe")):
        yield from _after_nasal(word[len("me") :])


def _after_nasal(rest: str) -> Iterator[str]:
    """Yield the roots that me- or pe- with a nasal may have turned into this."""
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

"""Affixes of Indonesian and Malay: what words may be formed from, by their letters alone."""

from collections.abc import Iterator, Set
from functools import lru_cache

MIN_BASE_LENGTH = 4
"""The fewest letters of a base."""
MAX_LAYERS = 2
"""How many layers of affixes are removed: "keberangkatan", "berangkat", "angkat"."""

_CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
_PREFIXES = ("di", "se", "ter", "ber", "diper", "memper", "pember")
_PREFIXES_WITH_AN = ("ke", "keber", "keter")
_INITIALS = ("di", "se", "ter", "ber", "bel", "me", "pe", "ke")
"""What every prefix starts with."""
_FINALS = (*_CLITICS, *_SUFFIXES)
_VOWELS = tuple("aeiou")
_NASALS = {
    "ng": ("k", ("g", "h", "k")),
    "ny": ("s", ()),
    "m": ("p", ("b", "f", "v", "p")),
    "n": ("t", ("d", "c", "j", "z", "s")),
}
"""The nasals that me- and pe- may end in. For each: the initial that it replaces before a vowel,
and the initials that are kept after it."""


def bases_of(word: str) -> list[str]:
    """Return all that may remain of a word after one layer of affixes, in alphabetical order.

    >>> bases_of("menyapu")
    ['nyapu', 'sapu']
    """
    if len(word) <= MIN_BASE_LENGTH:
        return []
    prefixed = word.startswith(_INITIALS)
    # Most words have neither, and an index looks for the bases of all of them.
    if not prefixed and not word.endswith(_FINALS):
        return []
    found = set()
    for rest, suffix in _without_suffix(word):
        found.add(rest)
        if prefixed:
            found.update(_without_prefix(rest, suffix))
    found.discard(word)
    return sorted(base for base in found if len(base) >= MIN_BASE_LENGTH)


@lru_cache(maxsize=2**12)
def possible_bases(word: str) -> frozenset[str]:
    """Return all that may remain of a word after up to MAX_LAYERS layers of affixes."""
    reached, last = set[str](), {word}
    for _ in range(MAX_LAYERS):
        last = {base for known in last for base in bases_of(known)}
        reached |= last
    return frozenset(reached)


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


def _without_suffix(word: str) -> Iterator[tuple[str, str]]:
    """Yield what may precede a clitic and a suffix, one of them or none, and that suffix."""
    stems = [word]
    if word.endswith(_CLITICS):
        stems += [word.removesuffix(end) for end in _CLITICS if word.endswith(end)]
    for stem in stems:
        yield stem, ""
        if stem.endswith(_SUFFIXES):
            for suffix in _SUFFIXES:
                if stem.endswith(suffix):
                    yield stem.removesuffix(suffix), suffix


def _without_prefix(word: str, suffix: str) -> Iterator[str]:
    """Yield what may follow each prefix of the word that combines with the suffix."""
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

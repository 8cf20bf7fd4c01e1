"""Everyday word formation of Indonesian: the standard words that an informal one may stand for.

Informal speech has a final -in for -kan and -i ("bayarin"), a bare nasal for me- ("nyari",
"ngambil"), an e for an a in the last syllable ("pinjem"), and prefixes before words of other
languages ("diban").
"""

import re
from collections.abc import Iterator

MIN_BASE = 3
"""The fewest letters of a base."""
_VOWELS = tuple("aeiou")
_SUFFIXES = ("nya", "in", "innya", "an")
_LAST_E = re.compile("e(?=[bdgklmnprst]+$)")
"""What Jakarta's speech has in a last syllable for a: "pinjem", "malem"."""
_NASALS = (
    ("nge", ("",)),
    ("ng", ("", "k", "g")),
    ("ny", ("s", "c", "ny")),
    ("m", ("p", "m")),
    ("n", ("t", "n")),
)
"""An initial nasal, and what it may stand for before a vowel."""


def formal_bases(word: str) -> list[str]:
    """Return the words that an informal one may be formed from, in order of likelihood.

    >>> "pinjam" in formal_bases("dipinjemin"), "cari" in formal_bases("nyariin")
    (True, True)
    """
    if not word.isalpha():
        return []
    stems = [word, *(word.removesuffix(end) for end in _SUFFIXES if word.endswith(end))]
    bases = [
        base
        for stem in stems
        for base in (*_without_nasal(stem), *_without_prefix(stem), stem)
        if len(base) >= MIN_BASE
    ]
    with_a = [_LAST_E.sub("a", base) for base in bases]
    return [base for base in dict.fromkeys(bases + with_a) if base != word]


def _without_nasal(stem: str) -> Iterator[str]:
    for nasal, initials in _NASALS:
        if stem.startswith(nasal):
            rest = stem.removeprefix(nasal)
            if nasal == "nge" or rest.startswith(_VOWELS):
                yield from (initial + rest for initial in initials)


def _without_prefix(stem: str) -> Iterator[str]:
    for prefix in ("di", "ke", "ter", "nge"):
        if stem.startswith(prefix):
            yield stem.removeprefix(prefix)

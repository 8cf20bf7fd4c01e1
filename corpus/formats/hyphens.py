"""Join hyphenated lines, distinguishing line-break hyphens from those that belong to a word."""

import re
from collections.abc import Iterable

DIVIDING = "\u2010\u00ad"
"""Hyphens that programs put where they divide a word: the typographic one and the soft one."""
HYPHENS = "-" + DIVIDING
_HYPHENATED = re.compile(r"\w+(?:[-\u2010]\w+)+")
_WORD_BEFORE = re.compile(r"\w+$")
_WORD_AFTER = re.compile(r"\w+")
_LONGEST_WORD = 60
"""Code points; a longer run is not searched, because the patterns take quadratic time."""
_SYLLABLE = 2
"""Letters of a syllable, which two words may have in common by chance."""
_MIN_RHYME = 4
"""Letters of a first word whose ending is compared with the inside of the second."""


class Hyphens:
    """The hyphenated words that occur within a text's lines, where hyphens belong to words."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._known: set[str] = set()
        inside: set[str] = set()
        for line in lines:
            for token in line.rstrip(HYPHENS).split():
                if "-" in token or "\u2010" in token:
                    inside.update(token)
                    if len(token) <= _LONGEST_WORD:
                        self._known.update(map(_folded, _HYPHENATED.findall(token)))
        self._dividing = "".join(hyphen for hyphen in DIVIDING if hyphen not in inside)
        """The hyphens that only ever divide words, because none is within a line."""

    def join(self, line: str, following: str) -> str:
        """Return a line that ends in a hyphen, ready to be joined to the following line.

        The hyphen is removed if it evidently divides a word: letters before it, a lower-case letter
        after it, and the result is neither a hyphenated word of the text nor a reduplication, with
        which Indonesian forms plurals (`anak-anak`) and other words (`kehijau-hijauan`,
        `sayur-mayur`). After a dash, a space is added.

        >>> hyphens = Hyphens(["tanda-tanda alam"])
        >>> hyphens.join("Ayam berte-", "lur"), hyphens.join("anak-", "anak ayam")
        ('Ayam berte', 'anak-')
        """
        stem = line[:-1]
        before, after = _WORD_BEFORE.search(stem[-_LONGEST_WORD:]), _WORD_AFTER.match(following)
        if before is None:
            return line + " "
        if after is not None and line[-1] in self._dividing:
            return stem
        if after is None or not stem[-1].isalpha() or not following[0].islower():
            return line
        whole = f"{before[0]}-{after[0]}".casefold()
        if whole in self._known or _is_reduplication(before[0].casefold(), after[0].casefold()):
            return line
        return stem


def _folded(word: str) -> str:
    return word.replace("\u2010", "-").casefold()


def _is_reduplication(first: str, second: str) -> bool:
    """Return True if the second word repeats the end of the first, or all but its first letter.

    A match of up to _SYLLABLE letters doesn't count, because it may be a mere syllable.
    """
    ends = (first[start:] for start in range(len(first) - _SYLLABLE))
    return any(map(second.startswith, ends)) or (len(first) >= _MIN_RHYME and first[1:] in second)

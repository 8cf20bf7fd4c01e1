"""Hyphens at the ends of lines: those that part a word, and those that belong to it."""

import re
from collections.abc import Iterable

_HYPHENATED = re.compile(r"\w+(?:-\w+)+")
_WORD_BEFORE = re.compile(r"\w+$")
_WORD_AFTER = re.compile(r"\w+")
_LONGEST_WORD = 60


class Hyphens:
    """The words with hyphens that a text has within its lines, where nobody parts words."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._known = {
            word.casefold()
            for line in lines
            for token in line.rstrip("-").split()
            # A pattern takes quadratic time on a word without end.
            if "-" in token and len(token) <= _LONGEST_WORD
            for word in _HYPHENATED.findall(token)
        }

    def join(self, line: str, following: str) -> str:
        """Return a line that ends in a hyphen as it stands before the following one.

        The hyphen goes if it evidently parts a word: letters before it, a lower-case letter after,
        and neither is the whole a word with a hyphen elsewhere nor a doubling, as Indonesian forms
        plurals (`anak-anak`) and more (`kehijau-hijauan`, `sayur-mayur`). A dash gets a space.
        """
        parted = line.removesuffix("-")
        before, after = _WORD_BEFORE.search(parted[-_LONGEST_WORD:]), _WORD_AFTER.match(following)
        if before is None:
            return line + " "
        if after is None or not parted[-1].isalpha() or not following[0].islower():
            return line
        whole = f"{before[0]}-{after[0]}".casefold()
        if whole in self._known or _is_doubling(before[0].casefold(), after[0].casefold()):
            return line
        return parted


def _is_doubling(first: str, second: str) -> bool:
    """Tell whether the second word begins as the first ends, or holds all but its first letter.

    Less than three letters prove nothing: they may be a syllable.
    """
    ends = (first[start:] for start in range(len(first) - 2))
    return any(map(second.startswith, ends)) or (len(first) >= 4 and first[1:] in second)

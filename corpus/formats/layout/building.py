"""Build runs from letters."""

import re
from bisect import bisect_left
from typing import NamedTuple

from corpus.formats.layout.runs import Gap, Run
from corpus.formats.layout.scripts import Digit, apply_scripts
from corpus.formats.layout.turning import Box, Turn

WIDEST_GAP = 1.2
"""The widest gap between two letters of the same run, in letter heights; a wider one separates
columns."""
WORD_GAP = 0.3
"""A gap that separates words even if there is no space in it, in letter heights."""
OTHER_HEIGHT = 0.12
"""The relative difference in height from which a letter may be in another font size."""

_SECOND_SURROGATE = re.compile(r"(?<=[\ud800-\udbff])[\udc00-\udfff]")


class Style(NamedTuple):
    """How letters are set."""

    turn: Turn
    size: float
    """In points on the page; more than 0."""
    baseline: float
    """After turning."""
    bold: bool
    mono: bool


class RunBuilder:
    """Builds a run from letters in file order."""

    def __init__(self, style: Style, box: Box) -> None:
        self.style = style
        self.spaced = False
        """Whether there is a space after the last letter."""
        self._letters: list[str] = []
        self._gaps: list[Gap] = []
        self._digits: list[Digit] = []
        self._counts: dict[tuple[float, float], int] = {}
        """How many letters there are of a font size and baseline."""
        self._since = 0
        """How many letters there were when the style last changed."""
        self._height = box.top - box.bottom
        self._last = self.style.turn.box(box)
        self._left, self._right = self._last.left, self._last.right

    def may_change(self, box: Box) -> bool:
        """Return True if a letter in this box may be set in another style."""
        height = box.top - box.bottom
        return abs(height - self._height) > OTHER_HEIGHT * self._height

    def change(self, style: Style, box: Box) -> None:
        """Set further letters in another style of the same direction."""
        self._count()
        self.style = style
        self._height = box.top - box.bottom

    def reaches(self, box: Box) -> bool:
        """Return True if a letter there is on the same line, close enough to the last one."""
        last = self._last
        height = min(last.top - last.bottom, box.top - box.bottom)
        overlap = min(last.top, box.top) - max(last.bottom, box.bottom)
        # In either direction, because of right-to-left scripts.
        gap = max(box.left - last.right, last.left - box.right)
        return overlap >= height / 2 and gap <= WIDEST_GAP * max(height, 1)

    def add(self, word: str, first: Box, last: Box) -> None:
        """Add a word, whose first and last letter are in these boxes."""
        before = self._last
        if self._letters and (
            self.spaced or first.left - before.right > WORD_GAP * (before.top - before.bottom)
        ):
            self._letters.append(" ")
            if first.left >= before.right:
                self._gaps.append(Gap(len(self._letters), before.right, first.left))
        self.spaced = False
        self._letters += word
        self._last = last
        self._left = min(self._left, first.left, last.left)
        self._right = max(self._right, first.right, last.right)

    def add_ink(self, letter: int, box: Box) -> None:
        """Note where the ink of a digit or sign is; -1 is the last letter, -2 the one before."""
        self._digits.append(Digit(len(self._letters) + letter, box.bottom, box.top))

    def finished(self, *, bold: bool, mono: bool) -> Run:
        """Return the run."""
        self._count()
        # Of as many letters in two sizes, the smaller ones are raised or lowered.
        size, baseline = max(self._counts, key=lambda style: (self._counts[style], style[0]))
        apply_scripts(self._letters, self._digits, baseline, size)
        text, gaps = _without_surrogates("".join(self._letters), self._gaps)
        return Run(
            text=text,
            left=self._left,
            right=self._right,
            baseline=baseline,
            size=size,
            bold=bold,
            mono=mono,
            gaps=tuple(gaps),
        )

    def _count(self) -> None:
        key = self.style.size, self.style.baseline
        self._counts[key] = self._counts.get(key, 0) + len(self._letters) - self._since
        self._since = len(self._letters)


def _without_surrogates(text: str, gaps: list[Gap]) -> tuple[str, list[Gap]]:
    """Return a text with one letter in place of two surrogates, and its gaps."""
    second = [found.start() for found in _SECOND_SURROGATE.finditer(text)]
    if not second:
        return text, gaps
    gaps = [gap._replace(end=gap.end - bisect_left(second, gap.end)) for gap in gaps]
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), gaps

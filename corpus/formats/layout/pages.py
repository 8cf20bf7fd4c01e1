"""A page of text before it is laid out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from corpus.formats.layout.runs import Run

TURNED = 0.2
"""The share of a page's letters in another direction from which they are read as its text, rather
than left out as stamps and watermarks."""
UNKNOWN = 0.1
"""The share of letters that are not known from which a page is unclear."""
SCATTERED = 0.35
"""The share of letters that are not in words from which a page is unclear."""
SHORT = 2
"""Letters of a run that is no word."""
ENOUGH = 30
"""Letters below which such shares mean nothing."""

_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page."""

    runs: Sequence[Run]
    """In the direction that most of it has, in file order."""
    others: Sequence[Sequence[Run]] = ()
    """The text in each other direction."""
    unknown: int = 0
    """How many letters are not known."""
    has_gaps: bool = False
    """Whether a word lacks some of its letters, because they are not known."""
    has_picture: bool = False
    """Whether there is a picture, too; looked for only if there is little text."""

    @property
    def parts(self) -> list[Sequence[Run]]:
        """The text in each direction that is more than stamps and watermarks."""
        enough = self._enough()
        return [self.runs, *(other for other in self.others if _letters(other) >= enough)]

    @property
    def stamps(self) -> list[Sequence[Run]]:
        """The text in each of the other directions."""
        enough = self._enough()
        return [other for other in self.others if _letters(other) < enough]

    @property
    def is_unclear(self) -> bool:
        """Whether the text probably doesn't read as it looks."""
        parts = self.parts
        runs = list(chain(*parts))
        letters = _letters(runs)
        scattered = _letters(run for run in runs if len(run.text) <= SHORT)
        unknown = self.unknown + sum(len(_PRIVATE.findall(run.text)) for run in runs)
        return (
            self.has_gaps
            or len(parts) > 1
            or unknown > UNKNOWN * (letters + self.unknown)
            or (letters >= ENOUGH and scattered > SCATTERED * letters)
        )

    def _enough(self) -> float:
        """Return how many letters make text in another direction a part of the text."""
        return max(ENOUGH, TURNED * _letters(chain(self.runs, *self.others)))


def _letters(runs: Iterable[Run]) -> int:
    return sum(len(run.text) for run in runs)

"""Runs of letters, and the lines that they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

ASCENT = 0.75
"""How far letters reach above the baseline, in font sizes; below it, the rest of one."""
SPACE = 0.12
"""The narrowest space between two words, in font sizes."""
SAME_SIZE = 0.12
"""The relative difference up to which two font sizes are taken for the same."""


class Gap(NamedTuple):
    """A space between two words of a line."""

    end: int
    """Where in the text the word after it starts."""
    left: float
    right: float
    ruled: bool = False
    """Whether an upright line is drawn in it, as between the cells of a table."""

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Run:
    """Letters on a line of text.

    Positions are in points, from the lower left corner of a page that is turned so that most of its
    text is upright.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """The font size that most of its letters have."""
    bold: bool = False
    """Whether it is bold from its first to its last letter."""
    mono: bool = False
    """Whether all of its letters are equally wide."""
    gaps: tuple[Gap, ...] = ()
    """Its spaces, from left to right."""

    @property
    def top(self) -> float:
        """The usual height of its letters."""
        return self.baseline + ASCENT * self.size

    @property
    def bottom(self) -> float:
        """The usual depth of its letters."""
        return self.top - self.size

    @property
    def first_word(self) -> float:
        """The width of its first word."""
        return (self.gaps[0].left if self.gaps else self.right) - self.left

    def cut(self, gaps: Iterable[Gap]) -> list["Run"]:
        """Return its parts between some of its gaps."""
        parts, rest = [], self
        for gap in gaps:
            index = gap.end - len(self.text) + len(rest.text)
            before = tuple(inner for inner in rest.gaps if inner.right <= gap.left)
            parts.append(
                replace(rest, text=rest.text[:index].rstrip(), right=gap.left, gaps=before)
            )
            after = tuple(
                inner._replace(end=inner.end - index)
                for inner in rest.gaps
                if inner.left >= gap.right
            )
            rest = replace(rest, text=rest.text[index:], left=gap.right, gaps=after)
        return [*parts, rest]


def same_size(one: Run, other: Run, difference: float = SAME_SIZE) -> bool:
    """Return True if two runs are in about the same font size."""
    return abs(one.size - other.size) <= difference * max(one.size, other.size)


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs grouped into lines from top to bottom, each line from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.top, run.left)):
        if rows:
            first = rows[-1][0]
            overlap = min(first.top, run.top) - max(first.bottom, run.bottom)
            if overlap > min(first.size, run.size) / 2:
                rows[-1].append(run)
                continue
        rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def joined(row: Sequence[Run]) -> Run:
    """Return the runs of a line as one."""
    if len(row) == 1:
        return row[0]
    # Most of the text decides what the line is like, not a bullet before it.
    main = max(row, key=lambda run: len(run.text))
    text, gaps, right = "", [], row[0].left
    for run in row:
        if text and (run.left - right > SPACE * main.size or text.endswith("•")):
            text += " "
            gaps.append(Gap(len(text), right, max(run.left, right)))
        gaps += (gap._replace(end=gap.end + len(text)) for gap in run.gaps)
        text += run.text
        right = max(right, run.right)
    return replace(
        main,
        text=text,
        left=row[0].left,
        right=right,
        bold=all(run.bold for run in row),
        mono=all(run.mono for run in row),
        gaps=tuple(gaps),
    )


def text_of(row: Sequence[Run]) -> str:
    """Return the text of a line."""
    return joined(row).text

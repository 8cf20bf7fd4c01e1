"""Divide a page into columns, and these into lines."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from corpus.formats.layout.runs import Run, joined, rows_of

MIN_LINES = 4
"""Lines on each side of a gutter; with fewer, it is a gap in a table or in justified text."""
LAST_LINES = 2
"""Lines of a last column that starts where all of its lines start."""
MAX_DIVISIONS = 3
"""How many times a page is divided in two, which gives up to eight columns."""
MIN_LINE_LENGTH = 15
"""The average length of a column's lines, in code points; shorter ones are table cells."""
PARAGRAPH_GAP = 1.25
"""The distance of lines from which a paragraph or row starts, in multiples of the usual one."""
SAME_ROWS = 0.7
"""The share of such starts that are at the same height on both sides of a gap in a table."""


def columns_of(runs: Sequence[Run], depth: int = MAX_DIVISIONS) -> Iterator[list[Run]]:
    """Yield the lines of each column in reading order.

    A run across the gutter, such as a headline, ends the columns above it.
    """
    gutter = _gutter(runs) if depth else None
    if gutter is None:
        if runs:
            yield [joined(row) for row in rows_of(runs)]
        return
    left: list[Run] = []
    right: list[Run] = []
    across: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.top):
        crosses = run.left < gutter < run.right
        if crosses and (left or right):
            for part in (across, left, right):
                yield from columns_of(part, depth - 1)
            left, right, across = [], [], []
        (across if crosses else left if run.right <= gutter else right).append(run)
    for part in (across, left, right):
        yield from columns_of(part, depth - 1)


def _gutter(runs: Sequence[Run]) -> float | None:
    """Return the x position between two columns: the gap crossed by the fewest runs, the widest."""
    lefts = sorted(run.left for run in runs)
    rights = sorted(run.right for run in runs)
    narrowest = median(run.size for run in runs) / 2 if runs else 0.0
    found: list[tuple[int, float, float]] = []
    for start, end in pairwise(sorted({*lefts, *rights})):
        middle = (start + end) / 2
        on_left, on_right = bisect_right(rights, middle), len(lefts) - bisect_left(lefts, middle)
        if on_left >= MIN_LINES and on_right >= LAST_LINES and end - start >= narrowest:
            found.append((on_left + on_right, end - start, middle))
    gutter = max(found)[2] if found else None
    return gutter if gutter is not None and _are_columns(runs, gutter) else None


def _are_columns(runs: Sequence[Run], gutter: float) -> bool:
    """Return True if there is prose on both sides, at the same height on the page."""
    left = [run for run in runs if run.right <= gutter]
    right = [run for run in runs if run.left >= gutter]
    if min(run.bottom for run in left) > max(run.top for run in right):
        return False
    if min(run.bottom for run in right) > max(run.top for run in left):
        return False
    if (
        len(right) < MIN_LINES
        and max(run.left for run in right) - min(run.left for run in right) > 0.2 * right[0].size
    ):
        return False
    return all(
        sum(len(run.text) for run in side) >= MIN_LINE_LENGTH * len(side) for side in (left, right)
    ) and not _have_same_rows(left, right)


def _have_same_rows(left: list[Run], right: list[Run]) -> bool:
    """Return True if what is on both sides of a gap starts at the same heights, as in a table."""
    starts = [_starts(side) for side in (left, right)]
    fewer, more = sorted(starts, key=len)
    size = median(run.size for run in left)
    same = sum(any(abs(start - other) < size / 2 for other in more) for start in fewer)
    return len(fewer) > 2 and same >= SAME_ROWS * len(fewer)


def _starts(side: list[Run]) -> list[float]:
    """Return the baselines of lines that are farther below others than usual."""
    baselines = sorted({round(run.baseline, 1) for run in side}, reverse=True)
    distances = [above - below for above, below in pairwise(baselines)]
    usual = median(distances) if distances else 0.0
    return baselines[:1] + [
        below
        for (_, below), distance in zip(pairwise(baselines), distances, strict=True)
        if distance > PARAGRAPH_GAP * usual
    ]

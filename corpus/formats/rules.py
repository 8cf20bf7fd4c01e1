"""Find the upright lines that a PDF page draws between the cells of its tables."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from corpus.formats.layout.runs import Gap, Run
from corpus.formats.layout.turning import Box

THICKEST = 2.0
"""How thick a line is at most, in points."""
MOST_LINES = 2000
"""Lines of a page that are looked at; a page with more is a chart."""


def with_rules(runs: Sequence[Run], boxes: Sequence[Box]) -> list[Run]:
    """Return a page's runs with their gaps marked in which there is an upright line."""
    upright = [box for box in boxes if box.right - box.left < min(THICKEST, box.top - box.bottom)]
    if not 0 < len(upright) <= MOST_LINES:
        return list(runs)
    lines = sorted(upright)
    lefts = list(map(itemgetter(0), lines))

    def marked(gap: Gap, middle: float) -> Gap:
        for line in lines[bisect_left(lefts, gap.left - THICKEST) :]:
            if line.left > gap.right:
                break
            if line.bottom < middle < line.top and gap.left <= line.right <= gap.right + THICKEST:
                return gap._replace(ruled=True)
        return gap

    return [
        replace(run, gaps=tuple(marked(gap, (run.bottom + run.top) / 2) for gap in run.gaps))
        if run.gaps
        else run
        for run in runs
    ]

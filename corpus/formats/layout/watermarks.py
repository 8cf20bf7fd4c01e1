"""Recognize watermarks: large letters behind the text."""

from collections.abc import Sequence
from statistics import median

from corpus.formats.layout.runs import Run

SIZE = 2.0
"""Their font size, in multiples of the usual one of the page."""
MIN_COVERED = 2
"""Runs of text that they are behind."""
MOST = 20
"""Runs in large letters of a page; one with more is a poster."""


def split_watermarks(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """Return the text of a page, and its watermarks."""
    usual = median(run.size for run in runs) if runs else 0
    large = [run for run in runs if run.size > SIZE * usual]
    watermarks = [
        run
        for run in large[:MOST]
        if sum(_covers(run, other) for other in runs if other.size < run.size / SIZE) >= MIN_COVERED
    ]
    found = set(map(id, watermarks))
    return [run for run in runs if id(run) not in found], watermarks


def _covers(run: Run, other: Run) -> bool:
    """Return True if a run covers the middle of another, or the other its."""
    middle = (other.bottom + other.top) / 2
    return run.baseline < middle < run.top and run.left < other.right and other.left < run.right

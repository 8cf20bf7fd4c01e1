"""Mark the words of a PDF page that are struck out: lines are drawn through them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.formats.layout.runs import Run
from corpus.formats.layout.turning import Box
from corpus.formats.runs import struck_out

THICKEST = 0.15
"""How thick a line through text is at most, in font sizes."""
HEIGHTS = (0.12, 0.5)
"""How far above the baseline it is, in font sizes; lines under text are below it."""
LONGER = 0.5
"""How far it reaches beyond the words at most, in font sizes; others are of tables and charts."""
MOST_LINES = 500
"""Lines of a page that are looked at; a page with more is a table or chart."""


def with_strikes(runs: Sequence[Run], boxes: Sequence[Box]) -> list[Run]:
    """Return a page's runs with what is struck out between tildes, given what the page draws."""
    lines: dict[int, list[Box]] = {}
    for number, line in _through(runs, boxes):
        lines.setdefault(number, []).append(line)
    return [
        _marked(run, lines[number]) if number in lines else run for number, run in enumerate(runs)
    ]


def _through(runs: Sequence[Run], boxes: Sequence[Box]) -> Iterator[tuple[int, Box]]:
    """Yield each line that goes through a run, with the number of the run."""
    largest = max((run.size for run in runs), default=0)
    lines = [box for box in boxes if box.top - box.bottom < THICKEST * largest]
    order = sorted(range(len(runs)), key=lambda number: runs[number].baseline)
    baselines = [runs[number].baseline for number in order]
    for line in lines[:MOST_LINES]:
        middle = (line.bottom + line.top) / 2
        first = bisect_left(baselines, middle - HEIGHTS[1] * largest)
        for number in order[first : bisect_right(baselines, middle)]:
            if _is_through(line, middle, runs[number]):
                yield number, line


def _is_through(line: Box, middle: float, run: Run) -> bool:
    low, high = (run.baseline + height * run.size for height in HEIGHTS)
    beyond = LONGER * run.size
    return (
        low < middle < high
        and line.top - line.bottom < THICKEST * run.size
        and run.left - beyond < line.left < line.right < run.right + beyond
    )


def _marked(run: Run, lines: Sequence[Box]) -> Run:
    """Return a run with the words that lines go through between tildes."""
    starts = [0, *(gap.end for gap in run.gaps)]
    lefts = [run.left, *(gap.right for gap in run.gaps)]
    rights = [*(gap.left for gap in run.gaps), run.right]
    words = [
        (run.text[start:end], any(line.left < (left + right) / 2 < line.right for line in lines))
        for start, end, left, right in zip(
            starts, [*starts[1:], len(run.text)], lefts, rights, strict=True
        )
    ]
    text = ""
    ends = []
    for struck, group in groupby(words, key=lambda word: word[1]):
        part = ""
        for word, _ in group:
            ends.append(len(text) + len(part) + (2 if struck and part else 0))
            part += word
        text += struck_out(part) if struck else part
    gaps = (gap._replace(end=end) for gap, end in zip(run.gaps, ends[1:], strict=True))
    return replace(run, text=text, gaps=tuple(gaps))

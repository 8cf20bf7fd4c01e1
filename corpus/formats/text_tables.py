"""Recognize tables that are drawn with characters: columns parted by bars, tabs or spaces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from corpus.sentences import CELL

_RULED = "ruled"
_Cell = TypeVar("_Cell")

FEWEST_ROWS = 2
FEWEST_ALIGNED_ROWS = 3
"""Rows of a table whose columns are parted by spaces; two may be alike by chance."""

# ---|:---: · +-----+-----+ · ======= · ──┼──
_RULE = re.compile(r"[\s|+:=_.─━│┃┼┤├┬┴┌┐└┘╪═║╬╔╗╚╝╠╣╦╩-]+")
_LINE = re.compile(r"--|==|__|─|━|═")
_BAR = re.compile(r"[|│┃║]")
_GAP = re.compile(r"\s{2,}")
_TABS = re.compile(r" *\t[\t ]*")


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table, each row with the same number of cells."""

    rows: tuple[tuple[str, ...], ...]
    headed: bool
    """Whether a line is drawn below the first row, so that it has the names of the columns."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The rows as lines, each cell with the name of its column if it has one."""
        if not self.headed or len(self.rows) < 2:
            return tuple(CELL.join(filter(None, row)) for row in self.rows)
        names, *rows = self.rows
        return tuple(
            CELL.join(
                f"{name}: {cell}" if name and cell else cell
                for name, cell in zip(names, row, strict=True)
                if cell
            )
            for row in rows
        )


def table_of(lines: list[str]) -> TextTable | None:
    r"""Return the table that the lines are, None if they are something else.

    >>> table_of(["Hari   | Jam", "Senin  | 08.00"]).lines
    ('Hari | Jam', 'Senin | 08.00')
    """
    ruled = [is_rule(line) for line in lines]
    rows = [line.strip("\n") for line, is_rule in zip(lines, ruled, strict=True) if not is_rule]
    if len(rows) < FEWEST_ROWS:
        return None
    cells = _barred(rows) or _tabbed(rows) or _aligned(rows)
    if cells is None:
        return None
    # The first row is a heading if there is a line below it, and none between the others.
    first, last = ruled.index(False), len(lines) - ruled[::-1].index(False)
    headed = ruled[first + 1] and len([rule for rule in ruled[first + 2 : last] if rule]) == 0
    return TextTable(tuple(map(tuple, cells)), headed)


def runs_of_rows(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the starts and ends of consecutive lines that may be tables, with the lines drawn."""
    shapes = [*map(_shape, lines), ""]
    start = 0
    while start < len(lines):
        end = start + 1
        if shapes[start] not in {"", _RULED}:
            while shapes[end] in {shapes[start], _RULED}:
                end += 1
            if end - start >= FEWEST_ROWS:
                yield start, end
        start = end


def _shape(line: str) -> str:
    """Return what the rows of a table have in common; empty for other lines."""
    if is_rule(line):
        return _RULED
    if CELL.strip() in line or _BAR.search(line):
        return f"{len(_BAR.findall(line))} bars"
    if "\t" in line.strip():
        return f"{len(_TABS.findall(line.strip()))} tabs"
    gaps = len(_GAP.findall(line.strip()))
    return f"{gaps} gaps" if gaps else ""


def is_rule(line: str) -> bool:
    """Return True for a line drawn between the rows of a table, such as `---|---`."""
    return _RULE.fullmatch(line) is not None and _LINE.search(line) is not None


def _barred(rows: list[str]) -> list[list[str]] | None:
    """Return the cells of rows that are parted by bars."""
    if not all(CELL.strip() in row or _BAR.search(row) for row in rows):
        return None
    cells = [[cell.strip() for cell in _BAR.split(row)] for row in rows]
    if all(not row[0] and not row[-1] for row in cells):
        cells = [row[1:-1] for row in cells]
    return _equally_wide(cells)


def _tabbed(rows: list[str]) -> list[list[str]] | None:
    """Return the cells of rows that are parted by tabs."""
    if not all("\t" in row.strip() for row in rows):
        return None
    return _equally_wide([_TABS.split(row.strip()) for row in rows])


def _aligned(rows: list[str]) -> list[list[str]] | None:
    """Return the cells of rows whose columns are one below the other, parted by spaces."""
    if len(rows) < FEWEST_ALIGNED_ROWS:
        return None
    spans = [_spans(row) for row in rows]
    if _equally_wide(spans) is None:
        return None
    for column in zip(*spans, strict=True):
        starts, ends = {start for start, _ in column}, {end for _, end in column}
        if len(starts) > 1 and len(ends) > 1:
            return None
    return [
        [row[start:end] for start, end in spans] for row, spans in zip(rows, spans, strict=True)
    ]


def _spans(row: str) -> list[tuple[int, int]]:
    """Return where the cells of a row start and end."""
    row = row.rstrip()
    gaps = [gap.span() for gap in _GAP.finditer(row)]
    if not gaps or gaps[0][0]:
        gaps.insert(0, (0, len(row) - len(row.lstrip())))
    return [(start, end) for (_, start), (end, _) in pairwise([*gaps, (len(row), 0)])]


def _equally_wide(cells: list[list[_Cell]]) -> list[list[_Cell]] | None:
    width = len(cells[0])
    return cells if width > 1 and all(len(row) == width for row in cells) else None

"""Tables in Rich Text Format, whose rows each say where their cells end."""

from bisect import bisect_left
from dataclasses import dataclass, field

from corpus.formats.office.flow import Flow
from corpus.formats.reading import TextBlock
from corpus.formats.tables import Cell, Row, table_blocks

_SAME_EDGE = 40  # twentieths of a point by which the edges of rows may differ


@dataclass(slots=True)
class _Definition:
    """What a row says of a cell."""

    edge: int = 0
    """Where it ends, in twentieths of a point from the margin."""
    continues_left: bool = False
    """Whether it is merged with the cell before it; likewise `continues_above`."""
    continues_above: bool = False


@dataclass(slots=True)
class _RawRow:
    cells: list[Flow]
    definitions: list[_Definition]
    start: int
    heading: bool


@dataclass(slots=True)
class Tables:
    """The table that is being read."""

    cells: list[Flow] = field(default_factory=list)
    """Those of the current row that are finished."""
    _rows: list[_RawRow] = field(default_factory=list)
    _definitions: list[_Definition] = field(default_factory=list)
    _next: _Definition = field(default_factory=_Definition)
    _start: int = 0
    _heading: bool = False

    def word(self, word: str, number: int | None) -> None:
        """Take in a control word that defines a row."""
        if word == "trowd":
            self._definitions, self._next, self._start, self._heading = [], _Definition(), 0, False
        elif word == "trleft":
            self._start = number or 0
        elif word == "trhdr":
            self._heading = True
        elif word == "clmrg":
            self._next.continues_left = True
        elif word == "clvmrg":
            self._next.continues_above = True
        elif word == "cellx":
            self._next.edge = number or 0
            self._definitions.append(self._next)
            self._next = _Definition()

    def end_row(self) -> None:
        """End the current row."""
        if self.cells:
            row = _RawRow(self.cells, self._definitions, self._start, self._heading)
            self._rows.append(row)
            self.cells = []

    def take(self) -> tuple[TextBlock, ...]:
        """Return the rows as lines, and begin anew; nothing if there are none."""
        self.end_row()
        rows, self._rows = self._rows, []
        edges = _distinct([d.edge for row in rows for d in row.definitions])
        return table_blocks([_row(row, edges) for row in rows]) if rows else ()


def _distinct(edges: list[int]) -> list[int]:
    """Return the edges in order, of several that are nearly the same the last."""
    found: list[int] = []
    for edge in sorted(edges):
        if found and edge - found[-1] <= _SAME_EDGE:
            found[-1] = edge
        else:
            found.append(edge)
    return found


def _row(row: _RawRow, edges: list[int]) -> Row:
    cells: list[Cell] = []
    start = 0
    for number, flow in enumerate(row.cells):
        own = row.definitions[number] if number < len(row.definitions) else None
        end = bisect_left(edges, own.edge) + 1 if own else start + 1
        if own and own.continues_left and cells:
            before = cells.pop()
            cells.append(
                Cell(before.blocks, before.columns + max(end - start, 1), before.continues)
            )
        else:
            continues = own is not None and own.continues_above
            blocks = tuple(flow.blocks)
            cells.append(Cell(blocks, max(end - start, 1), continues, emphasised=flow.is_bold))
        start = max(end, start + 1)
    return Row(tuple(cells), heading=row.heading)

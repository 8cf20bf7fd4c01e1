"""Collect the rows and cells of an HTML table while its tree is walked."""

from dataclasses import dataclass, field, replace

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.reading import TextBlock
from corpus.formats.tables import LONGEST_LABEL, WIDEST, Cell, Row, table_blocks

_TALLEST = 65534
"""Rows that a merged cell may cover, as in the HTML standard."""


@dataclass(slots=True)
class HtmlTable:
    """The rows of a table so far."""

    _rows: list[Row] = field(default_factory=list)
    _pairs: list[bool] = field(default_factory=list)
    """For each row, whether it is a heading and a cell."""
    _cells: list[Cell] = field(default_factory=list)
    _headings: list[bool] = field(default_factory=list)
    """For each cell of the row being read, whether it is a heading (`th`)."""
    _covered: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By column, the rows and columns that a merged cell still covers, with the row being read."""
    _column: int = 0

    def end_cell(
        self, element: etree._Element, blocks: tuple[TextBlock, ...], *, emphasised: bool
    ) -> None:
        """Add a `td` or `th` that has these blocks."""
        self._continue_cells()
        heading = element.tag == "th"
        columns = min(max(_number(element.get("colspan")), 1), WIDEST)
        rows = _number(element.get("rowspan")) or _TALLEST
        self._cells.append(Cell(blocks, columns, emphasised=emphasised or heading))
        self._headings.append(heading)
        if rows > 1:
            self._covered[self._column] = (rows, columns)
        self._column += columns

    def end_row(self, *, in_head: bool = False) -> None:
        """Add the cells so far as a row; `in_head` if it is in a `thead`."""
        self._continue_cells()
        if any(cell.blocks or cell.continues for cell in self._cells):
            several = len(self._headings) > 1
            heading = several and (in_head or all(self._headings))
            self._rows.append(Row(tuple(self._cells), heading=heading))
            self._pairs.append(self._headings == [True, False] and len(self._cells) == 2)
        self._cells, self._headings, self._column = [], [], 0
        self._covered = {
            column: (rows - 1, columns)
            for column, (rows, columns) in self._covered.items()
            if rows > 1
        }

    def blocks(self) -> tuple[TextBlock, ...]:
        """Return the table's blocks."""
        self.end_row()
        rows, pairs = self._rows, self._pairs
        width = max((sum(cell.columns for cell in row.cells) for row in rows), default=0)
        title: tuple[TextBlock, ...] = ()
        # A first row of one cell is the title of the table, not the name of all its columns.
        if len(rows) > 1 and len(rows[0].cells) == 1 and width > 1:
            title, rows, pairs = rows[0].cells[0].blocks, rows[1:], pairs[1:]
        if rows and not rows[0].heading:
            rows = [_named(row) if pair else row for row, pair in zip(rows, pairs, strict=True)]
        return (*title, *table_blocks(rows)) if rows else ()

    def _continue_cells(self) -> None:
        while self._column in self._covered:
            _, columns = self._covered[self._column]
            self._cells.append(Cell((), columns, continues=True))
            self._column += columns


def _named(row: Row) -> Row:
    """Return a row of a name and a value as one cell."""
    name, value = row.cells
    if len(name.blocks) != 1 or not value.blocks or len(name.blocks[0].text) > LONGEST_LABEL:
        return row
    first, *rest = value.blocks
    label = name.blocks[0].text.removesuffix(":")
    merged = Cell(
        (replace(first, text=f"{label}: {first.text}"), *rest), name.columns + value.columns
    )
    return Row((merged,))


def _number(text: str | None) -> int:
    """Return the value of an attribute, 1 if it is missing or not a number below 100,000."""
    return int(text) if text and text.isdecimal() and text.isascii() and len(text) <= 5 else 1

"""Find tables among the lines of a column."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from corpus.article import Kind
from corpus.formats.layout.cells import cells_of
from corpus.formats.layout.measures import Measures
from corpus.formats.layout.runs import Run, same_size
from corpus.formats.reading import TextBlock
from corpus.formats.tables import LONGEST_LABEL, LONGEST_ROW, row_text

ALIGNED = 0.4
"""How far the left ends, middles or right ends of a column's cells may be apart, in font sizes."""
MANY_COLUMNS = 3
"""Columns of which two rows make a table; with fewer, it takes one row more."""
ROW_DISTANCE = 1.12
"""The distance of lines from which a row starts, in multiples of the usual one."""
LONGEST_HEADING = 200
"""Code points of all names of columns together, where only their places show what they are."""
FARTHEST = 4.0
"""The farthest distance of two lines of a table, in font sizes."""

_Row = list[list[Run]]
"""The lines in each column's cell."""


def table_at(
    lines: Sequence[Run], start: int, measures: Measures, above: "Table | None" = None
) -> "Table | None":
    """Return the table that starts with a line, if one does.

    `above` is the one at the end of the column before, which may go on in this one.
    """
    if above and (table := above.next_part(cells_of(lines[start]))):
        table.read(lines, start, measures)
        return table
    table = _read(lines, start, measures)
    below = _read(lines, start + 1, measures)
    if below and (not table or table.columns < below.columns) and below.takes_heading(lines[start]):
        return below
    return table


def _read(lines: Sequence[Run], start: int, measures: Measures) -> "Table | None":
    cells = cells_of(lines[start]) if start < len(lines) else []
    if len(cells) < 2:
        return None
    table = Table(cells)
    table.read(lines, start, measures)
    return table if table.is_table() else None


class _Column:
    """A column of a table being read."""

    def __init__(self, cell: Run) -> None:
        self.left, self.right = cell.left, cell.right
        self.cells: list[Run] = []
        """From top to bottom; each line of a cell is one."""
        self._ends = [(end, end) for end in _ends(cell)]
        """How far apart the left ends, the middles and the right ends of its cells are."""

    def add(self, cell: Run) -> None:
        """Add a cell below the others."""
        self._ends = self._ends_with(cell)
        self.left, self.right = min(self.left, cell.left), max(self.right, cell.right)
        self.cells.append(cell)

    def overlaps(self, cell: Run) -> bool:
        """Return True if a cell is below the others, at least in part."""
        return min(self.right, cell.right) > max(self.left, cell.left)

    def is_aligned(self, cell: Run | None = None) -> bool:
        """Return True if its cells are in a line at one end or in the middle, with another cell."""
        ends = self._ends_with(cell) if cell else self._ends
        return min(high - low for low, high in ends) <= ALIGNED * self.cells[0].size

    def _ends_with(self, cell: Run) -> list[tuple[float, float]]:
        ends = [
            (min(low, end), max(high, end))
            for (low, high), end in zip(self._ends, _ends(cell), strict=True)
        ]
        if len(self.cells) == 1 and min(high - low for low, high in ends) > ALIGNED * cell.size:
            # The name of the column may be placed in another way.
            return [(end, end) for end in _ends(cell)]
        return ends

    def stacks(self, distance: float) -> Iterator[list[Run]]:
        """Yield the lines that are at most so far apart, each of a cell."""
        stack: list[Run] = []
        for cell in self.cells:
            if stack and stack[-1].baseline - cell.baseline > distance:
                yield stack
                stack = []
            stack.append(cell)
        yield stack


def _ends(cell: Run) -> tuple[float, float, float]:
    """Return the left end, the middle and the right end of a cell."""
    return cell.left, (cell.left + cell.right) / 2, cell.right


class Table:
    """A table, read line by line."""

    def __init__(self, cells: list[Run]) -> None:
        self._columns = [_Column(cell) for cell in cells]
        self._labels: list[str] = []
        self._heading: list[Run] = []
        self._full_lines = 0
        self._distance = 0.0
        self.lines = 0
        """How many lines it has."""
        self._add(cells, self._columns)

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self._columns)

    def read(self, lines: Sequence[Run], start: int, measures: Measures) -> None:
        """Add the lines after its first that belong to the table."""
        self._distance = ROW_DISTANCE * measures.distance(lines[start])
        for number in range(start + 1, len(lines)):
            if not self._takes(lines[number], lines[number - 1].baseline - lines[number].baseline):
                break

    def _takes(self, line: Run, distance: float) -> bool:
        """Add a line if it belongs to the table, and return whether it does."""
        first = self._columns[0].cells[0]
        if not same_size(line, first) or not 0 < distance <= FARTHEST * line.size:
            return False
        cells = cells_of(line)
        if len(cells) == 1 and not (distance <= self._distance and self._continues(line)):
            return False
        columns = self._columns_of(cells)
        if columns is None or not self._stays_aligned(cells, columns):
            return False
        self._add(cells, columns)
        return True

    def _stays_aligned(self, cells: list[Run], columns: list[_Column]) -> bool:
        """Return True if all columns but one are still aligned with further cells."""
        below = {id(column): cell for cell, column in zip(cells, columns, strict=True)}
        aligned = sum(column.is_aligned(below.get(id(column))) for column in self._columns)
        return aligned >= self.columns - 1

    def _continues(self, line: Run) -> bool:
        """Return True if a line can be the rest of a cell above it."""
        places = self._places(line)
        return bool(places) and line.left >= places[0].left - ALIGNED * line.size

    def _places(self, cell: Run) -> list[_Column]:
        return [column for column in self._columns if column.overlaps(cell)]

    def _columns_of(self, cells: list[Run]) -> list[_Column] | None:
        """Return the column of each cell, new ones where there is none; None if they don't fit."""
        places = [self._places(cell) for cell in cells]
        if len(cells) == len(self._columns) and all(
            found in ([], [column]) for found, column in zip(places, self._columns, strict=True)
        ):
            return list(self._columns)
        if any(len(found) > 1 for found in places):
            return None
        if any(one and one == other for one, other in pairwise(places)):
            return None
        return [
            found[0] if found else _Column(cell) for found, cell in zip(places, cells, strict=True)
        ]

    def _add(self, cells: list[Run], columns: list[_Column]) -> None:
        for cell, column in zip(cells, columns, strict=True):
            column.add(cell)
            if column not in self._columns:
                self._columns.append(column)
                self._columns.sort(key=lambda column: column.left)
        self.lines += 1
        self._full_lines += len(cells) > 1

    def is_table(self) -> bool:
        """Return True if it has enough lines, and columns that are aligned."""
        aligned = sum(column.is_aligned() for column in self._columns)
        enough = 2 if self.columns >= MANY_COLUMNS else 3
        return self._full_lines >= enough and aligned >= self.columns - 1

    def takes_heading(self, line: Run) -> bool:
        """Add a line above the table if it names the columns, and return whether it does.

        Its words may be no farther apart than others, if it is what makes the columns so wide.
        """
        near = (1 if line.bold else ALIGNED) * line.size
        cuts = []
        for column in self._columns[1:]:
            left = column.cells[0].left
            gap = min(line.gaps, key=lambda gap: abs(gap.right - left), default=None)
            if gap is None or abs(gap.right - left) > near or gap in cuts:
                return False
            cuts.append(gap)
        if line.left < self._columns[0].left - near or len(line.text) > LONGEST_HEADING:
            return False
        self._heading = line.cut(sorted(cuts))
        self.lines += 1
        return True

    def next_part(self, cells: list[Run]) -> "Table | None":
        """Return a table that goes on with these cells, if they are below the columns of this."""
        if len(cells) != self.columns or any(
            abs(cell.left - column.cells[-1].left) > ALIGNED * cell.size
            for cell, column in zip(cells, self._columns, strict=True)
        ):
            return None
        table = Table(cells)
        table._labels = self._labels
        return table

    def blocks(self, join: Callable[[Sequence[Run]], str]) -> Iterator[TextBlock]:
        """Yield a block for each row; `join` returns the text of a cell's lines."""
        rows = self._rows()
        if self._heading:
            rows.insert(0, [[cell] for cell in self._heading])
        texts = [[join(cell) for cell in row] for row in rows]
        if not self._labels and (self._heading or _has_heading(rows, texts)):
            self._labels = texts.pop(0)
        follows = False
        if self._is_numbered(texts):
            for number, text in texts:
                yield TextBlock(f"{number}. {text}", Kind.LIST_ITEM, follows=follows)
                follows = True
            return
        for cells in texts:
            if sum(map(len, cells)) > LONGEST_ROW:
                # It is there to place paragraphs side by side.
                yield from (TextBlock(cell) for cell in cells if cell)
                follows = False
            elif any(cells):
                yield TextBlock(row_text(cells, self._labels), Kind.TABLE_ROW, follows=follows)
                follows = True

    def _is_numbered(self, texts: list[list[str]]) -> bool:
        """Return True if it is a list whose numbers stand alone before the items."""
        numbers = [cells[0] for cells in texts]
        return (
            self.columns == 2
            and not self._labels
            and numbers[0].isdecimal()
            and numbers == [str(int(numbers[0]) + index) for index in range(len(numbers))]
        )

    def _rows(self) -> list[_Row]:
        stacks = [
            (number, stack)
            for number, column in enumerate(self._columns)
            for stack in column.stacks(self._distance)
        ]
        rows: list[_Row] = []
        bottom = 0.0
        tops = Counter(round(stack[0].top) for _, stack in stacks)
        for number, stack in sorted(stacks, key=lambda found: -found[1][0].top):
            top = stack[0].top
            if not rows or top <= bottom:
                rows.append([[] for _ in self._columns])
                bottom = stack[-1].bottom
            elif rows[-1][number] and tops[round(top)] > 1:
                # The cell beside it is merged with the one below.
                rows.append([cell if cell and cell[-1].bottom < top else [] for cell in rows[-1]])
                bottom = stack[-1].bottom
            rows[-1][number] = rows[-1][number] + stack
            bottom = min(bottom, stack[-1].bottom)
        if len(rows) <= 2:
            return [part for row in rows for part in _split(row)]
        return rows


def _split(row: _Row) -> list[_Row]:
    """Return the rows in what seems to be one, because they are as close as a cell's lines."""
    if len(row[0]) <= 2:
        return [row]
    # From top to bottom, as bisect_left needs ascending numbers.
    starts = [-line.top for line in row[0]]
    parts: list[_Row] = [[[] for _ in row] for _ in starts]
    for number, cell in enumerate(row):
        for line in cell:
            above = bisect_left(starts, -line.bottom)
            parts[max(above - 1, 0)][number].append(line)
    return parts


def _has_heading(rows: list[_Row], texts: list[list[str]]) -> bool:
    """Return True if the first row evidently names the columns."""
    if len(rows) < 2 or not all(texts[0]) or max(map(len, texts[0])) > LONGEST_LABEL:
        return False
    bold = [all(line.bold for cell in row for line in cell) for row in rows]
    if bold[0]:
        return not all(bold)
    return any(
        not any(map(str.isdecimal, label)) and all(any(map(str.isdecimal, cell)) for cell in cells)
        for label, *cells in zip(*texts, strict=True)
    )

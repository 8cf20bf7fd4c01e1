"""Turn tables into lines that can be quoted one by one, each cell with the name of its column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.article import Kind
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.reading import LONGEST_BODY, TextBlock
from corpus.sentences import CELL

LONGEST_LABEL = 80
"""Code points of the name of a column. It is repeated in every row, so long ones could turn a small
file into a huge text."""
LONGEST_NAME = 30
"""Code points of the name of a column that isn't marked as one."""
_CLOSED = frozenset(".,;:!?")
LONGEST_REPEATED = 200
"""Code points of a merged cell that is repeated in each of its rows, for the same reason."""
LONGEST_ROW = 600
"""Code points of a row; a longer one means that the table is used for page layout."""
WIDEST = 63
"""Columns of a table, as in Word."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    blocks: tuple[TextBlock, ...]
    columns: int = 1
    """How many columns it covers."""
    continues: bool = False
    """Whether it is merged with the cell above."""
    emphasised: bool = False
    """Whether all of its text is bold, as in a row of column names."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    heading: bool = False
    """Whether it is marked as one that has the names of columns."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell at its place; what is merged with the cell above has that one's text."""

    blocks: tuple[TextBlock, ...]
    start: int
    end: int
    origin: int
    """The row in which the text stands."""
    text: str
    emphasised: bool = False


@dataclass(slots=True)
class _Table:
    """A table whose cells are at their places."""

    rows: list[list[_Placed]] = field(default_factory=list)
    width: int = 0


def table_blocks(rows: Sequence[Row]) -> tuple[TextBlock, ...]:
    """Return the rows of a table as lines of cells separated by ` | `, without empty cells.

    Merged cells repeat their text in every row and named column that they cover. A colon between
    two cells, or at the start of one, joins them. Paragraphs in a cell stay on lines of their own;
    the rows of a table in a cell follow the row that it is in. A table of one column is a box,
    whose blocks are left as they are.

    Raises UnreadableError (TOO_MANY_CHARACTERS) if the text is longer than LONGEST_BODY.
    """
    table = _placed(rows)
    if table.width < 2:
        return tuple(block for row in table.rows for cell in row for block in cell.blocks)
    headings = _headings(rows, table)
    labels = _labels(table, headings)
    blocks: list[TextBlock] = []
    length = 0
    for block in _lines(table, headings if labels else 0, labels):
        blocks.append(block)
        length += len(block.text)
        if length > LONGEST_BODY:
            raise UnreadableError(Unreadable.TOO_MANY_CHARACTERS)
    if not blocks and labels:
        blocks.append(TextBlock(CELL.join(filter(None, labels)), Kind.TABLE_ROW))
    return tuple(blocks)


def _lines(table: _Table, first: int, labels: list[str]) -> Iterator[TextBlock]:
    """Yield the rows from the first on."""
    apart = True
    for number, row in enumerate(table.rows[first:], start=first):
        cells = [cell for cell in row if cell.origin == number]
        inner = [block for cell in cells for block in cell.blocks if block.kind is Kind.TABLE_ROW]
        if sum(len(cell.text) for cell in row) > LONGEST_ROW or any(map(_is_layout, cells)):
            for cell in cells:
                yield from _blocks(cell, labels)
            apart = True
            continue
        if text := _row_text(row, table.width, labels):
            # A row of several lines would be taken for several rows.
            several = "\n" in text
            yield TextBlock(text, Kind.TABLE_ROW, follows=not apart and not several)
            apart = several
        yield from inner
        apart |= bool(inner)


def _own(cell: Cell | _Placed) -> list[TextBlock]:
    """Return the blocks of a cell that are not rows of a table in it."""
    return [block for block in cell.blocks if block.kind is not Kind.TABLE_ROW]


def _is_layout(cell: _Placed) -> bool:
    """Return whether a cell has a table among other blocks, whose order matters."""
    return 1 < len(_own(cell)) < len(cell.blocks)


def _placed(rows: Sequence[Row]) -> _Table:
    table = _Table()
    above: dict[int, _Placed] = {}
    for number, row in enumerate(rows):
        placed = []
        start = 0
        for cell in row.cells:
            end = min(start + max(cell.columns, 1), WIDEST)
            if end == start:
                break
            source = above.get(start)
            if cell.continues and source and len(source.text) <= LONGEST_REPEATED:
                placed.append(replace(source, end=end))
            else:
                text = "\n".join(block.text for block in _own(cell))
                placed.append(_Placed(cell.blocks, start, end, number, text, cell.emphasised))
            start = end
        above = {cell.start: cell for cell in placed}
        table.rows.append(placed)
        table.width = max(table.width, start)
    return table


def _headings(rows: Sequence[Row], table: _Table) -> int:
    """Return how many rows at the top have the names of columns."""
    count = 0
    while count < len(rows) and rows[count].heading:
        count += 1
    if not count and _has_headings(table):
        count = 1
    # Names below names: “Tarif” over “Anak” and “Dewasa”.
    while count and count < len(rows) and any(c.origin < count for c in table.rows[count]):
        count += 1
    return count


def _has_headings(table: _Table) -> bool:
    """Return whether the first row evidently has the names of columns, though it is not marked."""
    first, *rest = table.rows
    texts = [cell.text for cell in first]
    if (
        not rest
        or not all(texts)
        or len(set(texts)) < len(texts)
        or any(text.strip().endswith(":") for text in texts)
    ):
        return False
    if all(cell.emphasised for cell in first):
        return not any(all(cell.emphasised for cell in row) for row in rest)
    if _is_above_names(first, rest[0]) and len(rest) > 1:
        return True
    return _is_above_figures(texts, rest, table.width) or _is_above_others(texts, rest, table.width)


def _is_above_names(first: list[_Placed], second: list[_Placed]) -> bool:
    """Return whether a row has one name above several, beside one that reaches down to them."""
    reaching = {cell.start for cell in second if cell.origin == 0}
    return bool(reaching) and any(
        cell.end - cell.start > 1 and cell.start not in reaching for cell in first
    )


def _is_above_figures(texts: list[str], rest: list[list[_Placed]], width: int) -> bool:
    """Return whether a row without figures stands above two or more columns of figures.

    Two columns may be names and values, and so may four, and the cells of a single row.
    """
    if len(texts) < width or width < 3 or len(rest) < 2 or any(map(_has_figure, texts)):
        return False
    figures = set(range(width))
    for row in rest:
        covered = {n for cell in row if _has_figure(cell.text) for n in range(cell.start, cell.end)}
        figures &= covered
    return len(figures) >= 2 and figures != set(range(1, width, 2))


def _is_above_others(texts: list[str], rest: list[list[_Placed]], width: int) -> bool:
    """Return whether a row of short names stands above a column of another shape.

    That is, of figures, or of texts that are longer than all names. Of columns in pairs, each
    second one may be values, which are of another shape than their names anyway.
    """
    if len(texts) < width or width < 3 or len(rest) < 2 or not all(map(_is_name, texts)):
        return False
    figures, long = set(range(width)), set(range(width))
    for row in rest:
        by_column = {n: cell.text for cell in row for n in range(cell.start, cell.end)}
        figures &= {n for n, text in by_column.items() if _has_figure(text)}
        long &= {n for n, text in by_column.items() if len(text) > LONGEST_NAME}
    values = set(range(1, width, 2)) if width % 2 == 0 else set[int]()
    return bool((figures | long) - values)


def _is_name(text: str) -> bool:
    """Return whether a text may be the name of a column, without figures."""
    return (
        len(text) <= LONGEST_NAME
        and not _has_figure(text)
        and text[0].isupper()
        and text[-1] not in _CLOSED
    )


def _has_figure(text: str) -> bool:
    return any(map(str.isdigit, text))


def _labels(table: _Table, headings: int) -> list[str]:
    """Return the name of each column; nothing if there are none, or one is too long."""
    names: list[dict[str, None]] = [{} for _ in range(table.width if headings else 0)]
    for row in table.rows[:headings]:
        for cell in row:
            name = " ".join(cell.text.split()).removesuffix(":")
            for column in range(cell.start, cell.end):
                names[column][name] = None
    labels = [" ".join(filter(None, column)) for column in names]
    return labels if all(len(label) <= LONGEST_LABEL for label in labels) else []


def row_text(cells: Sequence[str], labels: Sequence[str]) -> str:
    """Return a row of plain cells as a line, each with its label if there are any.

    >>> row_text(["ayam", "", "8"], ["Hewan", "Warna", "Telur"])
    'Hewan: ayam | Telur: 8'
    """
    if len(labels) == len(cells):
        pairs = zip(labels, cells, strict=True)
        cells = [f"{label}: {cell}" if label and cell else cell for label, cell in pairs]
    return CELL.join(cell for cell in cells if cell)


def _row_text(row: list[_Placed], width: int, labels: list[str]) -> str:
    if len(row) == 1 and row[0].end == width:
        return row[0].text
    separator = "\n" if any(len(_own(cell)) > 1 for cell in row) else CELL
    return separator.join(_labelled(row, labels) if labels else _joined_at_colons(row))


def _labelled(row: list[_Placed], labels: list[str]) -> Iterator[str]:
    for cell in row:
        text = cell.text.removeprefix(":").lstrip()
        if text:
            for label in dict.fromkeys(labels[cell.start : cell.end]):
                yield f"{label}: {text}" if label else text


def _joined_at_colons(row: list[_Placed]) -> list[str]:
    texts: list[str] = []
    after_colon = False
    for cell in row:
        text = cell.text
        if texts and text.startswith(":"):
            after_colon = True
            text = text.removeprefix(":").lstrip()
            if not text:
                continue
        if not text:
            after_colon = False
        elif after_colon:
            texts[-1] = f"{texts[-1].removesuffix(':')}: {text}"
            after_colon = False
        else:
            texts.append(text)
    return texts


def _blocks(cell: _Placed, labels: list[str]) -> Iterator[TextBlock]:
    """Yield the blocks of a cell in a table that is used for page layout."""
    label = labels[cell.start] if labels else ""
    for number, block in enumerate(cell.blocks):
        text = f"{label}: {block.text}" if label and number == 0 else block.text
        yield replace(block, text=text, follows=block.follows and number > 0)

"""Tables in plain text (.csv, .tsv): each row with the names of its columns."""

import csv
from collections import Counter
from itertools import islice

from corpus.article import Kind
from corpus.formats.plain import read_plain
from corpus.formats.reading import MOST_BLOCKS, Extract, TextBlock
from corpus.formats.tables import Cell, Row, table_blocks

SAMPLE = 50
"""Lines from which the character between cells is found."""
_DELIMITERS = ",;\t|"


def read_delimited(text: str) -> Extract:
    r"""Return the rows as lines of cells separated by ` | `, each after the name of its column.

    The first row has the names, unless it has figures or empty cells.

    >>> read_delimited("Hewan;Telur\nAyam;8\nBebek;5").body
    'Hewan: Ayam | Telur: 8\nHewan: Bebek | Telur: 5'
    """
    lines = text.splitlines(keepends=True)
    try:
        rows = _rows(lines, _delimiter(lines[:SAMPLE]))
    except csv.Error:
        # A quotation mark that is never closed.
        return read_plain(text)
    is_headed = len(rows) > 1 and all(rows[0]) and not any(map(_has_figure, rows[0]))
    return Extract(
        blocks=table_blocks(
            [
                Row(tuple(map(_cell, row)), heading=is_headed and number == 0)
                for number, row in enumerate(rows)
            ]
        )
    )


def _rows(lines: list[str], delimiter: str) -> list[list[str]]:
    rows = ([cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter))
    return list(islice(filter(any, rows), MOST_BLOCKS))


def _delimiter(lines: list[str]) -> str:
    """Return the character that most lines have equally often; a comma if none has any."""
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        columns, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if columns > 1 and times > most:
            best, most = delimiter, times
    return best


def _cell(text: str) -> Cell:
    lines = [TextBlock(line.strip(), Kind.PARAGRAPH) for line in text.split("\n") if line.strip()]
    return Cell(tuple(lines))


def _has_figure(text: str) -> bool:
    return any(map(str.isdigit, text))

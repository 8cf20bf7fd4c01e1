"""Escaping of formulas in Datasette's CSV."""

import csv
import io
from collections.abc import Iterable

from bot.querylog.csv import as_text

# Datasette uses plain text only for CSV that is displayed in the browser.
_TYPES = (b"text/csv", b"text/plain")


def is_csv(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a response with these headers is CSV."""
    return any(
        name.lower() == b"content-type" and value.startswith(_TYPES) for name, value in headers
    )


def safe_line(line: bytes) -> bytes:
    """Escape the formulas in a line of CSV, as Datasette sends them one by one."""
    rows = csv.reader(io.StringIO(line.decode(), newline=""))
    written = io.StringIO(newline="")
    csv.writer(written).writerows([_safe(cell) for cell in row] for row in rows)
    return written.getvalue().encode()


def _safe(cell: str) -> str | None:
    try:
        float(cell)
    except ValueError:
        return as_text(cell)
    return cell  # -1 is a number

"""Whether a file is a sound database of Kutip's, told by SQLite itself."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.database import BUSY_TIMEOUT_MS
from corpus.errors import UnsoundError

TABLES = frozenset({"alembic_version", "articles", "queries"})
"""That every database of Kutip's has, whatever its revision."""


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection of sqlite3's to the file, which is never made."""
    # Not mode=ro, which would leave the siblings of a write-ahead log behind.
    address = f"{path.absolute().as_uri()}?mode=rw"
    patience = BUSY_TIMEOUT_MS / 1000
    with closing(
        sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)
    ) as connection:
        yield connection


def revision_of(path: Path, *, quick: bool = False) -> str:
    """Return the revision of the database at this path, all of which is read for it.

    A quick look leaves out whether indexes and tables say the same. Raise UnsoundError, with what
    is wrong with it, if it is damaged, locked, or no database of Kutip's.
    """
    try:
        with connected(path) as database:
            found = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not {name for (name,) in found} >= TABLES:
                raise UnsoundError("it is not a database of Kutip's")
            (first, *_) = database.execute(
                "PRAGMA quick_check(1)" if quick else "PRAGMA integrity_check(1)"
            ).fetchone()
            if first != "ok":
                raise UnsoundError(f"it is damaged: {first}")
            row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except UnicodeDecodeError as error:
        raise UnsoundError("it is damaged: a text in it is no UTF-8") from error
    except sqlite3.Error as error:
        raise UnsoundError(str(error)) from error
    if row is None:
        raise UnsoundError("it was never finished")
    return str(row[0])


def code_of(error: Exception) -> int | None:
    """Return SQLite's number for an error, without what it adds to tell apart its kinds."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF

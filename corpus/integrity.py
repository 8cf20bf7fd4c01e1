"""Check that a file is an intact Kutip database, with SQLite's own integrity check."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from corpus import sqlite
from corpus.errors import CorruptError
from corpus.high_water import Reached
from corpus.migrating import REVISION
from corpus.sqlite_errors import primary_result_code, reason_of

_TABLES = frozenset({"alembic_version", "articles", "queries"})
"""Tables that every Kutip database has, whatever its revision."""


@contextmanager
def connect(path: Path, *, check_same_thread: bool = True) -> Iterator[sqlite3.Connection]:
    """Yield a plain sqlite3 connection to an existing file; never create one.

    `check_same_thread` is that of `sqlite3.connect`.
    """
    # Not mode=ro, which would leave the write-ahead log's files behind.
    uri = f"{path.absolute().as_uri()}?mode=rw"
    timeout = sqlite.BUSY_TIMEOUT_MS / 1000
    with closing(
        sqlite3.connect(
            uri,
            uri=True,
            timeout=timeout,
            isolation_level=None,
            check_same_thread=check_same_thread,
        )
    ) as connection:
        yield connection


def reached(path: Path) -> Reached:
    """Return how far an intact database is; the moment is 0 before revision 0008."""
    with connect(path) as connection:
        for query in sqlite.REACHED:
            try:
                changes, moment = connection.execute(query).fetchone()
            except sqlite3.OperationalError as error:
                if primary_result_code(error) != sqlite3.SQLITE_ERROR:
                    raise CorruptError("{reason}", reason=error) from error
            else:
                return Reached(changes or 0, moment or 0)
    return Reached(0, 0)


def checked_revision(path: Path) -> str:
    """Check the whole database at `path` and return its schema revision, e.g. `0003`.

    Raises CorruptError, with the reason, if the file is damaged, locked or not a Kutip database.
    """
    try:
        with connect(path) as connection:
            found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            check_tables([name for (name,) in found])
            (first, *_) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if first != "ok":
                raise CorruptError("it is damaged: {reason}", reason=first)
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except UnicodeDecodeError as error:
        raise CorruptError("it is damaged: it contains text that is not UTF-8") from error
    except sqlite3.Error as error:
        raise CorruptError("{reason}", reason=reason_of(error)) from error
    return revision_in(row)


def check_tables(names: Collection[str]) -> None:
    """Raise CorruptError unless a database with these tables is Kutip's."""
    if not _TABLES.issubset(names):
        raise CorruptError("it is not a Kutip database")


def revision_in(row: Sequence[object] | None) -> str:
    """Return the revision in the row of `alembic_version`; raise CorruptError if it has none."""
    if row is None:
        raise CorruptError("its setup was never completed")
    if not REVISION.fullmatch(str(row[0])):
        raise CorruptError(
            "its schema is not {revision}, although it says so", revision=repr(row[0])
        )
    return str(row[0])

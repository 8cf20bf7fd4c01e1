"""Refuse a data folder that something was lost from, rather than start as if it were new.

A folder with neither a database nor traces of one is new. `starting_anew.py` accepts a loss.
"""

from pathlib import Path

from corpus.data_folder import SECRET_NAME
from corpus.errors import LostDataError
from corpus.high_water import Reached, confirmed, log_of, mark_of

_HEADER_BYTES = 100
"""Of a database: https://sqlite.org/fileformat.html#the_database_header"""


def traces(database: Path) -> list[Path]:
    """Return the files that show that there was a database with tables at this path.

    They are made after it, so look for them first: another process may be making all of this.
    """
    log = log_of(database)
    # A log without a database to belong to; SQLite would delete it.
    orphaned = not has_content(database) and log.exists() and log.stat().st_size > 0
    found = [database.with_name(SECRET_NAME), mark_of(database)]
    return [path for path in found if path.exists()] + ([log] if orphaned else [])


def check_not_missing(database: Path, found: list[Path]) -> None:
    """Raise LostDataError if there is no database, but traces of one were found before."""
    if found and not has_content(database):
        raise missing(database, found)


def missing(database: Path, found: list[Path]) -> LostDataError:
    """Return the error for a database that is not there, or has no tables, unlike its traces."""
    return LostDataError(
        "The database {path} is missing or empty, although {trace} of an earlier one is there: "
        "bring it back, restore a backup with `kutip restore FILE --force`, or start anew with "
        "`kutip run --accept-loss`.",
        path=database,
        trace=found[0].name,
    )


def check_not_older(database: Path, reached: Reached) -> None:
    """Raise LostDataError if the database is older than it was confirmed to be.

    One without moments is of an earlier Kutip, which may have been put back on purpose: it is older
    if it lacks changes.
    """
    before = confirmed(database)
    lost = before.moment - reached.moment if reached.moment else before.changes - reached.changes
    if lost > 0:
        raise LostDataError(
            "The database {path} is older than Kutip left it: the last {lost} changes and "
            "questions are not in it. Bring back the newer one (with kutip.db-wal, if that was "
            "taken away), restore a backup with `kutip restore FILE --force`, or keep this "
            "one with `kutip run --accept-loss`.",
            path=database,
            lost=lost,
        )


def has_content(database: Path) -> bool:
    """Return whether there is a file that SQLite does not take for a new database."""
    return database.exists() and database.stat().st_size >= _HEADER_BYTES

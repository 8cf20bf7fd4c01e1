"""Accept that data was lost: go on with what is there."""

import sqlite3
from pathlib import Path

from corpus.atomic_files import with_sidecars
from corpus.data_folder import SECRET_NAME, replaced_in
from corpus.errors import DatabaseUnavailableError
from corpus.high_water import mark_of
from corpus.integrity import connect
from corpus.lost_data import has_content, traces


def accept_loss(database: Path) -> Path | None:
    """Forget what the database should have; without one, move its traces to a new folder.

    Return that folder, None if nothing was moved. A damaged database stays as it is. Raise
    DatabaseUnavailableError if the files can't be changed.
    """
    try:
        if traces(database) and not has_tables(database):
            return _move_aside(database)
        mark_of(database).unlink(missing_ok=True)
    except OSError as error:
        raise DatabaseUnavailableError(
            "Can't change the files beside the database {path}: {reason}; check the folder's "
            "permissions.",
            path=database,
            reason=error.strerror,
        ) from error
    return None


def has_tables(database: Path) -> bool:
    """Return whether there is a database with tables, as far as can be read."""
    # Without content it is not opened, because SQLite would delete a log beside it.
    if not has_content(database):
        return False
    try:
        with connect(database) as connection:
            return connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is not None
    except sqlite3.Error:
        return True


def _move_aside(database: Path) -> Path:
    paths = [*with_sidecars(database), mark_of(database), database.with_name(SECRET_NAME)]
    aside = replaced_in(database.parent)
    aside.mkdir(mode=0o700)
    for path in paths:
        if path.exists():
            path.rename(aside / path.name)
    return aside

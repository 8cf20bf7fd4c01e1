"""Back up the database in the data folder while Kutip may be running; see also `restore.py`.

For one on PostgreSQL, see `postgresql_backup.py`.
"""

import errno
import os
import sqlite3
from pathlib import Path

from corpus.backup_file import new_backup
from corpus.data_folder import DATABASE_NAME
from corpus.errors import CorruptError, DatabaseUnavailableError
from corpus.integrity import checked_revision, connect
from corpus.sqlite_errors import primary_result_code


def back_up(database: Path, target: Path, secret: bytes | None) -> None:
    """Write the database, and the secret if given, to the new file `target`.

    The backup is a consistent snapshot, even if other processes write to the database meanwhile.
    It is checked before it gets its name, and only its owner may read it.

    Raises DatabaseUnavailableError if the database can't be read completely, and BackupError if
    `target` exists or can't be written.
    """
    with new_backup(target, DATABASE_NAME, secret) as copy:
        _copy(database, copy)


def _copy(database: Path, copy: Path) -> None:
    """Copy a snapshot of the database, and check the copy's integrity."""
    try:
        with connect(database) as source, connect(copy) as target:
            # Fails after the busy timeout if the database is locked; backup() would wait forever.
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_schema").fetchone()
            # All pages at once: between steps, any write would make SQLite start over.
            source.backup(target)
            # A database in WAL mode can only be opened where its folder is writable.
            target.execute("PRAGMA journal_mode = DELETE")
        checked_revision(copy)
    except (sqlite3.Error, CorruptError) as error:
        if primary_result_code(error) == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise DatabaseUnavailableError(
            "Can't back up the database {path}: {reason}; nothing was written.",
            path=database,
            reason=error,
        ) from error

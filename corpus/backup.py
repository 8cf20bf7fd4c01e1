"""Back up the database into a single file while Kutip may be running; see also `restore.py`.

A backup without the secret is a plain SQLite database. One with the secret is a zip archive of
both files, named as in the data folder. If it is copied over the database by hand, opening it
fails; with any other format the secret could end up inside the database.
"""

import errno
import os
import sqlite3
import zipfile
from pathlib import Path

from corpus.atomic_files import move_into_place, temporary_sibling
from corpus.data_folder import DATABASE_NAME, SECRET_NAME
from corpus.errors import BackupError, CorruptError, DatabaseUnavailableError
from corpus.integrity import checked_revision, connect
from corpus.sqlite_errors import primary_result_code


def back_up(database: Path, target: Path, secret: bytes | None) -> None:
    """Write the database, and the secret if given, to the new file `target`.

    The backup is a consistent snapshot, even if other processes write to the database meanwhile.
    It is checked before it gets its name, and only its owner may read it.

    Raises DatabaseUnavailableError if the database can't be read completely, and BackupError if
    `target` exists or can't be written.
    """
    try:
        if target.is_symlink() or target.exists():
            raise BackupError("{path} already exists; choose another name.", path=target)
        with temporary_sibling(target) as copy:
            _copy(database, copy)
            if secret is None:
                move_into_place(copy, target)
                return
            with temporary_sibling(target) as archive:
                with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
                    pack.write(copy, DATABASE_NAME)
                    pack.writestr(SECRET_NAME, secret)
                move_into_place(archive, target)
    except OSError as error:
        raise BackupError(
            "Can't write the backup {path}: {reason}.", path=target, reason=error.strerror
        ) from error


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

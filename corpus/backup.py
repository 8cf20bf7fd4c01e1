"""Backups: the database of a Kutip that may be running, as one file; `restore.py` puts it back.

A backup without the secret is a plain SQLite database. One with the secret is a zip archive of
the two files, named as in the data folder: whoever copies it there by hand, in the place of the
database, gets an error, not a database with the secret in it.
"""

import errno
import os
import sqlite3
import zipfile
from pathlib import Path

from corpus.errors import BackupError, DatabaseUnavailableError, UnsoundError
from corpus.integrity import code_of, connected, revision_of
from corpus.whole_files import draft_beside, finish

DATABASE_NAME = "kutip.db"
SECRET_NAME = "kutip.secret"  # noqa: S105 - a file's name
"""How the files are named, in the data folder and in an archive."""
SECRET_BYTES = 32
"""How long the secret is."""


def back_up(database: Path, target: Path, secret: bytes | None) -> None:
    """Write the database, and the secret if it is given, to a file that is new.

    Others may write to the database meanwhile: the backup is as the database was at one moment.
    It is checked before it gets its name, and its owner alone may read it.

    Raise DatabaseUnavailableError if the database can't be read whole, BackupError if there is
    such a file already or it can't be written.
    """
    try:
        if target.is_symlink() or target.exists():
            raise BackupError(f"{target} is there already; name a file that is not.")
        with draft_beside(target) as copy:
            _copy(database, copy)
            if secret is None:
                finish(copy, target)
                return
            with draft_beside(target) as archive:
                with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
                    pack.write(copy, DATABASE_NAME)
                    pack.writestr(SECRET_NAME, secret)
                finish(archive, target)
    except OSError as error:
        raise BackupError(f"The backup {target} can't be written: {error.strerror}.") from error


def _copy(database: Path, copy: Path) -> None:
    """Copy a database as it is at one moment, and see that the copy is sound."""
    try:
        with connected(database) as source, connected(copy) as target:
            # Where another holds it locked, this fails after a while; backup() waits for ever.
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_schema").fetchone()
            # In one step: with a write in between, SQLite would begin anew each time.
            source.backup(target)
            # Else it could be opened only where files beside it can be written.
            target.execute("PRAGMA journal_mode = DELETE")
        revision_of(copy)
    except (sqlite3.Error, UnsoundError) as error:
        if code_of(error) == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise DatabaseUnavailableError(
            f"The database {database} can't be backed up: {error}; nothing was written."
        ) from error

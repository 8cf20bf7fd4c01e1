"""Backups put back into their place, and what was there put aside."""

import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from corpus.backup import DATABASE_NAME, SECRET_NAME
from corpus.database import check_known
from corpus.errors import BackupError, NoBackupError, UnsoundError
from corpus.integrity import code_of, connected, revision_of
from corpus.whole_files import draft_beside, finish, sync

_SQLITE = b"SQLite format 3\0"
_SIBLINGS = ("", "-wal", "-shm", "-journal")
"""What SQLite puts after a database's name for the files beside it."""


def restore(source: Path, database: Path, secret: Path, *, force: bool) -> Path | None:
    """Put a backup's database, and its secret if it has one, in their places.

    With force, what was there is kept in a new folder beside it; return that folder, None if
    nothing was there. A secret stays where the backup has none. Nothing is changed by an error.

    Raise NoBackupError if the file is no sound backup, DatabaseTooNewError if a later Kutip made
    it, BackupError if something is there and not forced, Kutip runs there, or it can't be written.
    """
    folder = database.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with draft_beside(database) as new_database, draft_beside(secret) as new_secret:
            has_secret = _unpack(source, new_database, new_secret)
            _check_restorable(source, new_database)
            places = [database.with_name(f"{database.name}{end}") for end in _SIBLINGS]
            taken = [*places, secret] if has_secret else places
            there = [path for path in taken if path.exists()]
            if there and not force:
                raise BackupError(
                    f"{there[0]} is there already; with --force it is kept elsewhere, and the "
                    "backup takes its place."
                )
            _let_go(database)
            # Before anything is moved: a full disk may tell so only now.
            sync(new_database)
            sync(new_secret)
            kept = _set_aside(taken, folder) if there else None
            finish(new_database, database)
            if has_secret:
                finish(new_secret, secret)
            return kept
    except OSError as error:
        raise BackupError(f"The backup can't be put into {folder}: {error.strerror}.") from error


def _unpack(source: Path, database: Path, secret: Path) -> bool:
    """Copy a backup's parts to drafts; return whether it has a secret."""
    try:
        with source.open("rb") as file:
            if file.read(len(_SQLITE)) == _SQLITE:
                shutil.copyfile(source, database)
                return False
            with zipfile.ZipFile(file) as pack:
                for name, draft in ((DATABASE_NAME, database), (SECRET_NAME, secret)):
                    with pack.open(name) as packed, draft.open("wb") as unpacked:
                        shutil.copyfileobj(packed, unpacked)
            return True
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError) as error:
        raise NoBackupError(f"{source} is not a backup of Kutip's, or not a whole one.") from error
    except OSError as error:
        if error.filename != str(source):
            raise
        raise NoBackupError(f"{source} can't be read: {error.strerror}.") from error


def _check_restorable(source: Path, database: Path) -> None:
    try:
        revision = revision_of(database)
    except UnsoundError as error:
        raise NoBackupError(f"{source} can't be restored: {error}.") from error
    with connected(database) as copy:
        (page_size,) = copy.execute("PRAGMA page_size").fetchone()
    # SQLite itself doesn't mind when the last page is not whole.
    if database.stat().st_size % page_size:
        raise NoBackupError(f"{source} can't be restored: its end is missing.")
    check_known(revision, source)


def _let_go(database: Path) -> None:
    """Raise BackupError if any program has the database open."""
    try:
        with connected(database) as connection:
            # SQLite gives its write-ahead log up only to the last one that has it open.
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if code_of(error) == sqlite3.SQLITE_BUSY:
            raise BackupError(
                f"{database} is in use; stop Kutip, and whatever else has it open, then try again."
            ) from error
        # Not there, or damaged: nobody works with it, and there may be need of the backup.


def _set_aside(paths: Iterable[Path], folder: Path) -> Path:
    """Move those that are there into a new folder, named after the moment."""
    kept = folder / f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    kept.mkdir(mode=0o700)
    for path in paths:
        if path.exists():
            path.rename(kept / path.name)
    return kept

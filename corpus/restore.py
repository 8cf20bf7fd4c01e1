"""Backups put back into their place, and what was there put aside."""

import errno
import lzma
import shutil
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from corpus.backup import DATABASE_NAME, SECRET_BYTES, SECRET_NAME
from corpus.database import check_known
from corpus.errors import BackupError, NoBackupError, UnsoundError
from corpus.integrity import code_of, connected, revision_of
from corpus.whole_files import SIBLINGS, draft_beside, finish, sync

_SQLITE = b"SQLite format 3\0"
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises for archives that are damaged or another's."""
_NO_ARCHIVE = (None, errno.EINVAL)
"""Numbers of an OSError that tells of such an archive, not of the disk."""


def restore(source: Path, database: Path, secret: Path, *, force: bool) -> Path | None:
    """Put a backup's database, and its secret if it has one, in their places.

    With force, what was there is kept in a new folder beside it; return that folder, None if
    nothing was there. A secret stays where the backup has none. Nothing is changed by an error
    or Ctrl-C.

    Raise NoBackupError if the file is no sound backup, DatabaseTooNewError if a later Kutip made
    it, BackupError if something is there and not forced, Kutip runs there, or it can't be written.
    """
    folder = database.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with draft_beside(database) as new_database, draft_beside(secret) as new_secret:
            has_secret = _unpack(source, new_database, new_secret)
            _check_restorable(source, new_database)
            places = [database.with_name(f"{database.name}{end}") for end in ("", *SIBLINGS)]
            taken = [*places, secret] if has_secret else places
            there = [path for path in taken if path.exists()]
            if there and not force:
                raise BackupError(
                    f"{there[0]} is there already; with --force it is kept elsewhere, and the "
                    "backup takes its place."
                )
            # Before anything is moved: a full disk may tell so only now.
            sync(new_database)
            sync(new_secret)
            with _held(database), _set_aside(taken, folder) as kept:
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
                _copy(source, database)
                return False
            with zipfile.ZipFile(file) as pack:
                for name, draft in ((DATABASE_NAME, database), (SECRET_NAME, secret)):
                    with pack.open(name) as packed, draft.open("wb") as unpacked:
                        shutil.copyfileobj(packed, unpacked)
    except _DAMAGES as error:
        raise NoBackupError(f"{source} is not a backup of Kutip's, or not a whole one.") from error
    except OSError as error:
        if error.errno in _NO_ARCHIVE:
            raise NoBackupError(f"{source} is not a backup of Kutip's.") from error
        if error.filename is None or not str(error.filename).startswith(str(source)):
            raise
        raise NoBackupError(f"{error.filename} can't be read: {error.strerror}.") from error
    if secret.stat().st_size != SECRET_BYTES:
        raise NoBackupError(f"{source} can't be restored: its secret is not a whole one.")
    return True


def _copy(source: Path, database: Path) -> None:
    """Copy a database, with what SQLite has beside it and not put into it yet."""
    for end in ("", *SIBLINGS):
        part = Path(f"{source}{end}")
        # The index of a write-ahead log is made anew, for the one who reads.
        if end != "-shm" and (not end or part.exists()):
            shutil.copyfile(part, f"{database}{end}")


def _check_restorable(source: Path, database: Path) -> None:
    try:
        revision = revision_of(database)
    except UnsoundError as error:
        raise NoBackupError(f"{source} can't be restored: {error}.") from error
    with connected(database) as copy:
        # Only the file itself gets its name; what was beside it is in it from here on.
        copy.execute("PRAGMA journal_mode = DELETE")
        (page_size,) = copy.execute("PRAGMA page_size").fetchone()
    # SQLite itself doesn't mind when the last page is not whole.
    if database.stat().st_size % page_size:
        raise NoBackupError(f"{source} can't be restored: its end is missing.")
    check_known(revision, source)


@contextmanager
def _held(database: Path) -> Iterator[None]:
    """Keep all others out of the database; raise BackupError if any has it open."""
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(connected(database))
            # SQLite gives its write-ahead log up only to the last one that has it open.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if code_of(error) == sqlite3.SQLITE_BUSY:
                raise BackupError(
                    f"{database} is in use; stop Kutip, and whatever else has it open, then try "
                    "again."
                ) from error
            # Not there, or damaged: nobody works with it, and there may be need of the backup.
        yield


@contextmanager
def _set_aside(paths: Sequence[Path], folder: Path) -> Iterator[Path | None]:
    """Move those that are there into a new folder, named after the moment; give it, if any are.

    What is not finished, Ctrl-C included, leaves all of them as they were.
    """
    there = [path for path in paths if path.exists()]
    kept = folder / f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    if there:
        kept.mkdir(mode=0o700)
    try:
        for path in there:
            path.rename(kept / path.name)
        yield kept if there else None
    except BaseException:
        for path in paths:
            if (kept / path.name).exists():
                (kept / path.name).replace(path)
            elif path not in there:
                path.unlink(missing_ok=True)
        if there:
            kept.rmdir()
        raise

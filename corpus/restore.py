"""Restore a backup to the data folder, and keep the files that it replaces.

For a database on PostgreSQL, see `postgresql_restore.py`.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from corpus.atomic_files import (
    OPEN_FILES_MOVE,
    flush_to_disk,
    move_into_place,
    temporary_sibling,
    with_sidecars,
)
from corpus.backup_file import unpack
from corpus.data_folder import DATABASE_NAME, replaced_in
from corpus.errors import BackupError, CorruptError, InvalidBackupError
from corpus.high_water import mark_of
from corpus.integrity import checked_revision, connect
from corpus.migrating import check_not_newer
from corpus.sqlite_errors import primary_result_code


def restore(source: Path, database: Path, secret: Path, *, force: bool) -> Path | None:
    """Replace the database, and the secret if the backup has one, with those of a backup.

    With `force`, existing files are moved to a new folder next to the database. Returns that
    folder, or None if there was nothing to move. If the backup has no secret, an existing one stays
    in place. An error or Ctrl-C leaves everything as it was.

    Raises InvalidBackupError if `source` is not an intact backup, DatabaseTooNewError if a newer
    Kutip made it, and BackupError if files exist and `force` is not set, if the database is in use,
    or if the files can't be written.
    """
    folder = database.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with temporary_sibling(database) as new_database, temporary_sibling(secret) as new_secret:
            packed_secret = unpack(source, DATABASE_NAME, new_database)
            if packed_secret is not None:
                new_secret.write_bytes(packed_secret)
            _check_restorable(source, new_database)
            paths = with_sidecars(database)
            if packed_secret is not None:
                paths.append(secret)
            # The backup may well be older than what the mark says. It stays until the database is
            # replaced: a restore that is killed before leaves no folder that looks new.
            mark = mark_of(database)
            existing = [path for path in (*paths, mark) if path.exists()]
            if existing and not force:
                raise already_there(existing[0])
            # Before anything is moved, because a full disk may be reported only now.
            flush_to_disk(new_database)
            flush_to_disk(new_secret)
            with _exclusive(database), _moved_aside(paths, folder) as replaced:
                move_into_place(new_database, database)
                if packed_secret is not None:
                    move_into_place(new_secret, secret)
                if replaced is None:
                    mark.unlink(missing_ok=True)
                elif mark.exists():
                    mark.rename(replaced / mark.name)
            return replaced
    except OSError as error:
        raise failed(folder, error.strerror) from error


@contextmanager
def invalid_if_corrupt(source: Path) -> Iterator[None]:
    """Raise InvalidBackupError, which names the backup, for a CorruptError in the block."""
    try:
        yield
    except CorruptError as error:
        raise InvalidBackupError(
            "Can't restore {path}: {reason}.", path=source, reason=error
        ) from error


def already_there(path: object) -> BackupError:
    """Return the error for what would be replaced."""
    return BackupError(
        "{path} already exists; use --force to move it aside and restore the backup in its place.",
        path=path,
    )


def in_use(database: object) -> BackupError:
    """Return the error for a database that another program has open."""
    return BackupError(
        "{path} is in use; stop Kutip and any other program that has it open, then try again.",
        path=database,
    )


def failed(place: object, reason: object) -> BackupError:
    """Return the error for a place that can't be written to."""
    return BackupError(
        "Can't restore the backup to {folder}: {reason}.", folder=place, reason=reason
    )


def _check_restorable(source: Path, database: Path) -> None:
    with invalid_if_corrupt(source):
        revision = checked_revision(database)
    with connect(database) as copy:
        # Merge the write-ahead log into the file, because only the file is moved into place.
        copy.execute("PRAGMA journal_mode = DELETE")
        (page_size,) = copy.execute("PRAGMA page_size").fetchone()
    # SQLite's integrity check doesn't notice a partial last page.
    if database.stat().st_size % page_size:
        raise InvalidBackupError("Can't restore {path}: its end is missing.", path=source)
    check_not_newer(revision, source)


@contextmanager
def _exclusive(database: Path) -> Iterator[None]:
    """Lock the database exclusively; raise BackupError if another process has it open."""
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(connect(database))
            # SQLite leaves WAL mode only if no other connection has the database open.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if primary_result_code(error) == sqlite3.SQLITE_BUSY:
                raise in_use(database) from error
            # Missing or damaged: nobody can be using it, and the backup is needed all the more.
        if not OPEN_FILES_MOVE:
            stack.close()  # The system itself refuses to move what another process has open.
        yield


@contextmanager
def _moved_aside(paths: Sequence[Path], folder: Path) -> Iterator[Path | None]:
    """Move existing files into a new folder named after the time; yield it, None if none exist.

    If the block fails or is interrupted, they are moved back and new ones deleted.
    """
    existing = [path for path in paths if path.exists()]
    replaced = replaced_in(folder)
    if existing:
        replaced.mkdir(mode=0o700)
    try:
        for path in existing:
            path.rename(replaced / path.name)
        yield replaced if existing else None
    except BaseException:
        for path in paths:
            if (replaced / path.name).exists():
                (replaced / path.name).replace(path)
            elif path not in existing:
                path.unlink(missing_ok=True)
        if existing:
            replaced.rmdir()
        raise

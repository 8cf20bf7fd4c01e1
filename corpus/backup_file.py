"""A backup as a file: a database alone, or zipped with the secret.

A database in the data folder is a plain SQLite database in it, and one on PostgreSQL a dump in the
custom format of pg_dump. The zip archive has both files, named as in the data folder. If it is
copied over a database by hand, opening that fails; with any other format the secret could end up
inside the database.
"""

import errno
import lzma
import shutil
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.atomic_files import SIDECARS, move_into_place, temporary_sibling
from corpus.data_folder import DATABASE_NAME, DUMP_NAME, SECRET_BYTES, SECRET_NAME
from corpus.errors import BackupError, InvalidBackupError

_STARTS = {DATABASE_NAME: b"SQLite format 3\0", DUMP_NAME: b"PGDMP"}
"""The first bytes of a database, by its name in a backup."""
_BAD_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises for archives that are damaged or not backups."""
_BAD_ARCHIVE_ERRNO = (None, errno.EINVAL)
"""The errno of an OSError that zipfile raises for such an archive, rather than for the disk."""


@contextmanager
def new_backup(target: Path, name: str, secret: bytes | None) -> Iterator[Path]:
    """Yield an empty file for the database, of which the block makes a backup named `target`.

    If the block fails or is interrupted, nothing is left. Only its owner may read the backup.

    Raises BackupError if `target` exists or can't be written.
    """
    try:
        if target.is_symlink() or target.exists():
            raise BackupError("{path} already exists; choose another name.", path=target)
        with temporary_sibling(target) as copy:
            yield copy
            if secret is None:
                move_into_place(copy, target)
                return
            with temporary_sibling(target) as archive:
                with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
                    pack.write(copy, name)
                    pack.writestr(SECRET_NAME, secret)
                move_into_place(archive, target)
    except OSError as error:
        raise BackupError(
            "Can't write the backup {path}: {reason}.", path=target, reason=error.strerror
        ) from error


def unpack(source: Path, name: str, database: Path) -> bytes | None:
    """Copy the database of this name from a backup; return the secret, None if it has none.

    Raises InvalidBackupError if `source` can't be read, or is not such a backup.
    """
    try:
        with source.open("rb") as file:
            start = file.read(max(map(len, _STARTS.values())))
            alone = [kind for kind, signature in _STARTS.items() if start.startswith(signature)]
            if alone:
                _check_kind(source, alone, name)
                _copy(source, database)
                return None
            secret = _unpack_archive(source, zipfile.ZipFile(file), name, database)
    except _BAD_ARCHIVE as error:
        raise InvalidBackupError(
            "{path} is not a Kutip backup, or is incomplete.", path=source
        ) from error
    except OSError as error:
        if error.errno in _BAD_ARCHIVE_ERRNO:
            raise InvalidBackupError("{path} is not a Kutip backup.", path=source) from error
        if error.filename is None or not str(error.filename).startswith(str(source)):
            raise
        raise InvalidBackupError(
            "Can't read {path}: {reason}.", path=error.filename, reason=error.strerror
        ) from error
    if len(secret) != SECRET_BYTES:
        raise InvalidBackupError("Can't restore {path}: its secret is incomplete.", path=source)
    return secret


def _unpack_archive(source: Path, pack: zipfile.ZipFile, name: str, database: Path) -> bytes:
    """Return the secret, or its beginning if it is too long."""
    with pack:
        _check_kind(source, pack.namelist(), name)
        with pack.open(name) as packed, database.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked)
        with pack.open(SECRET_NAME) as packed:
            return packed.read(SECRET_BYTES + 1)


def _check_kind(source: Path, names: Collection[str], wanted: str) -> None:
    """Raise InvalidBackupError if a backup is of the other kind of database."""
    if wanted == DATABASE_NAME and DUMP_NAME in names:
        raise InvalidBackupError(
            "{path} is a backup of a database on PostgreSQL: set KUTIP_DATABASE_URL to restore it.",
            path=source,
        )
    if wanted == DUMP_NAME and DATABASE_NAME in names:
        raise InvalidBackupError(
            "{path} is a backup of a database in the data folder: restore it without "
            "KUTIP_DATABASE_URL.",
            path=source,
        )


def _copy(source: Path, database: Path) -> None:
    """Copy a database along with any write-ahead log or journal of SQLite's next to it."""
    for suffix in ("", *SIDECARS):
        part = Path(f"{source}{suffix}")
        # SQLite rebuilds -shm, the index of a write-ahead log.
        if suffix != "-shm" and (not suffix or part.exists()):
            shutil.copyfile(part, f"{database}{suffix}")

"""Write files atomically, readable only by their owner.

Windows has no such permissions: there, a file can be read by whoever may read its folder.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIDECARS = ("-wal", "-shm", "-journal")
"""The suffixes of the files that SQLite keeps next to a database."""
OWNER_ONLY = sys.platform != "win32"
"""Whether a file can have permissions for its owner only."""
OPEN_FILES_MOVE = sys.platform != "win32"
"""Whether a file can be renamed, replaced and deleted while it is open or mapped into memory."""
FOLDERS_FLUSH = sys.platform != "win32"
"""Whether a folder's list of files can be flushed; NTFS keeps a journal of it instead."""


def with_sidecars(database: Path) -> list[Path]:
    """Return the paths of a database and of the files that SQLite keeps next to it."""
    return [database.with_name(f"{database.name}{suffix}") for suffix in ("", *SIDECARS)]


@contextmanager
def temporary_sibling(path: Path) -> Iterator[Path]:
    """Yield an empty, owner-only file in the folder of `path`; delete it afterwards if not moved.

    Any files that SQLite left next to it are deleted too.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        for each in with_sidecars(Path(name)):
            each.unlink(missing_ok=True)


def move_into_place(temporary: Path, path: Path) -> None:
    """Rename a temporary file once it is on disk, so that a power cut leaves no partial file."""
    flush_to_disk(temporary)
    temporary.replace(path)
    if FOLDERS_FLUSH:
        _flush(path.parent, os.O_RDONLY)


def flush_to_disk(path: Path) -> None:
    """Wait until a file is on disk (fsync)."""
    _flush(path, os.O_RDWR)  # Windows flushes only what is open for writing.


def is_open_to_others(path: Path) -> bool:
    """Return whether others than a file's owner can use it, as far as its permissions say."""
    return sys.platform != "win32" and bool(path.stat().st_mode & 0o077)


def _flush(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

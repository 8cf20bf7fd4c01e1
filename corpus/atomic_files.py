"""Write files atomically, readable only by their owner."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIDECARS = ("-wal", "-shm", "-journal")
"""The suffixes of the files that SQLite keeps next to a database."""


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
        for suffix in ("", *SIDECARS):
            Path(f"{name}{suffix}").unlink(missing_ok=True)


def move_into_place(temporary: Path, path: Path) -> None:
    """Rename a temporary file once it is on disk, so that a power cut leaves no partial file."""
    flush_to_disk(temporary)
    temporary.replace(path)
    flush_to_disk(path.parent)


def flush_to_disk(path: Path) -> None:
    """Wait until a file, or a folder's list of files, is on disk (fsync)."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Files that are written wholly or not at all, for their owner alone to read."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIBLINGS = ("-wal", "-shm", "-journal")
"""What SQLite puts after a database's name for the files beside it."""


@contextmanager
def draft_beside(path: Path) -> Iterator[Path]:
    """Give an empty file for its owner alone, which goes at the end if it still has that name.

    What SQLite left beside it goes too.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        for end in ("", *SIBLINGS):
            Path(f"{name}{end}").unlink(missing_ok=True)


def finish(draft: Path, path: Path) -> None:
    """Give a draft its name once the disk has all of it, so that no power cut halves it."""
    sync(draft)
    draft.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until the disk has all of a file, or of a folder's list of files."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""One bot per data folder: a second would answer every question twice. Likewise, one copy.

The kernel releases the lock when the process ends, however it ends. Commands in the terminal need
no lock, and work beside a running bot; but `kutip review` does, for its copy of PostgreSQL.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.data_folder import COPY_LOCK_NAME, LOCK_NAME
from corpus.errors import DatabaseUnavailableError, FolderInUseError
from corpus.file_locks import try_to_lock


@contextmanager
def only_bot(folder: Path) -> Iterator[None]:
    """Lock this data folder, created if need be, for the bot that runs in the block.

    Raise FolderInUseError if another bot has locked it, and DatabaseUnavailableError if the file to
    lock can't be opened.
    """
    taken = FolderInUseError(
        "Another Kutip is running with the data folder {folder}: stop it first, or give "
        "each bot a folder of its own with KUTIP_DATA_DIR.",
        folder=folder,
    )
    with _only(folder, LOCK_NAME, taken):
        yield


@contextmanager
def only_copy(folder: Path) -> Iterator[None]:
    """Do the same for the copy of PostgreSQL that is kept in this data folder in the block."""
    taken = FolderInUseError(
        "Another `kutip review` keeps its copy of PostgreSQL in {folder}: open its page, or stop "
        "it first.",
        folder=folder,
    )
    with _only(folder, COPY_LOCK_NAME, taken):
        yield


@contextmanager
def _only(folder: Path, name: str, taken: FolderInUseError) -> Iterator[None]:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _unusable(folder, error) from error
    try:
        try:
            locked = try_to_lock(descriptor)
        except OSError as error:
            raise _unusable(folder, error) from error
        if not locked:
            raise taken
        yield
    finally:
        os.close(descriptor)


def _unusable(folder: Path, error: OSError) -> DatabaseUnavailableError:
    return DatabaseUnavailableError(
        "Can't lock the data folder {folder}: {reason}; check its permissions.",
        folder=folder,
        reason=error.strerror,
    )

"""One bot per data folder: a second would answer every question twice.

The kernel releases the lock when the process ends, however it ends. Commands in the terminal need
no lock, and work beside a running bot.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.data_folder import LOCK_NAME
from corpus.errors import DatabaseUnavailableError, FolderInUseError
from corpus.file_locks import try_to_lock


@contextmanager
def only_bot(folder: Path) -> Iterator[None]:
    """Lock this data folder, created if need be, for the bot that runs in the block.

    Raise FolderInUseError if another bot has locked it, and DatabaseUnavailableError if the file to
    lock can't be opened.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _unusable(folder, error) from error
    try:
        try:
            locked = try_to_lock(descriptor)
        except OSError as error:
            raise _unusable(folder, error) from error
        if not locked:
            raise FolderInUseError(
                "Another Kutip is running with the data folder {folder}: stop it first, or give "
                "each bot a folder of its own with KUTIP_DATA_DIR.",
                folder=folder,
            )
        yield
    finally:
        os.close(descriptor)


def _unusable(folder: Path, error: OSError) -> DatabaseUnavailableError:
    return DatabaseUnavailableError(
        "Can't lock the data folder {folder}: {reason}; check its permissions.",
        folder=folder,
        reason=error.strerror,
    )

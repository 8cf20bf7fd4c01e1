"""The high-water mark: a file beside the database with the number of changes confirmed so far.

What was committed last is in the write-ahead log until SQLite moves it into the database. If the
log is lost, or an older copy is put in place of the database, the database is sound but older than
what people were told. Its number of changes (`change_count`) is then below the mark.

The mark is never above what is on disk: first the log is flushed, then the mark is written. If it
is missing, damaged or behind, nothing is noticed, but nothing sound is refused either.
"""

import os
import re
from pathlib import Path

from corpus.atomic_files import flush_to_disk

SUFFIX = ".high-water"
"""Of the file's name, after that of the database."""
_DIGITS = 19
_MARK = re.compile(rb"(\d{19})\n", re.ASCII)


def mark_of(database: Path) -> Path:
    """Return the path of a database's mark."""
    return database.with_name(database.name + SUFFIX)


def confirmed_changes(database: Path) -> int:
    """Return the number of changes that the database has had; 0 if that is not known."""
    try:
        found = _MARK.fullmatch(mark_of(database).read_bytes())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def confirm_changes(database: Path, number: int) -> None:
    """Wait until so many committed changes are on disk, and raise the mark to their number.

    Raise OSError if that is not possible.
    """
    if number <= confirmed_changes(database):
        return
    log = database.with_name(f"{database.name}-wal")
    if log.exists():  # Else SQLite has moved all of it into the database.
        flush_to_disk(log)
    # In place, which needs no space on a full disk: so few bytes are in one sector.
    descriptor = os.open(mark_of(database), os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        os.pwrite(descriptor, b"%0*d\n" % (_DIGITS, number), 0)
    finally:
        os.close(descriptor)

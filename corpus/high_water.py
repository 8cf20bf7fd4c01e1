"""The high-water mark: a file beside the database that says how far it was confirmed to be.

What was committed last is in the write-ahead log until SQLite moves it into the database. If the
log is lost, or an older copy is put in place of the database, the database is sound but older than
what was confirmed to people: its last moment (see `moments`) is below the mark.

The mark is raised with each change of articles or judgements, and when the database is opened and
closed; questions that a process had logged since when it was killed are not covered. It is never
above what is on disk: first the log is flushed, then the mark is written. If it is missing, damaged
or behind, nothing is noticed, but nothing sound is refused either.
"""

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from corpus.atomic_files import flush_to_disk

SUFFIX = ".high-water"
"""Of the file's name, after that of the database."""
_NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)  # Windows has no such flag.
_MARK = re.compile(rb"(\d{19}) (\d{19})\n", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a database is; neither number ever falls."""

    changes: int
    """Its number of changes to articles and judgements; 0 before revision 0007."""
    moment: int
    """The moment of what was written last; 0 before revision 0008."""


def mark_of(database: Path) -> Path:
    """Return the path of a database's mark."""
    return database.with_name(database.name + SUFFIX)


def log_of(database: Path) -> Path:
    """Return the path of a database's write-ahead log: beside the file that a link leads to."""
    return Path(f"{database.resolve()}-wal")


def confirmed(database: Path) -> Reached:
    """Return how far the database was confirmed to be; zeros if that is not known."""
    try:
        found = _MARK.fullmatch(mark_of(database).read_bytes())
    except OSError:
        found = None
    return Reached(int(found[1]), int(found[2])) if found else Reached(0, 0)


def is_above(database: Path, reached: Reached, *, only_changes: bool) -> bool:
    """Return whether a database is above its mark.

    With `only_changes`, only if articles or judgements have changed, and not for questions.
    """
    before = confirmed(database)
    return reached.changes > before.changes or (reached.moment > before.moment and not only_changes)


def confirm(database: Path, reached: Reached) -> None:
    """Wait until what was committed is on disk, and raise the mark to it.

    Raise OSError if that is not possible.
    """
    with contextlib.suppress(FileNotFoundError):  # SQLite has moved all of it into the database.
        flush_to_disk(log_of(database))
    # In place, which needs no space on a full disk: so few bytes are in one sector.
    descriptor = os.open(mark_of(database), os.O_WRONLY | os.O_CREAT | _NO_FOLLOW, 0o600)
    with os.fdopen(descriptor, "wb", buffering=0) as mark:
        mark.write(b"%019d %019d\n" % (reached.changes, reached.moment))

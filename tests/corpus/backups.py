"""Helpers shared by the tests of backing up and restoring."""

import contextlib
import resource
import sqlite3
from collections.abc import Iterator
from pathlib import Path

SECRET = b"s" * 32


def titles(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as database:
        return [title for (title,) in database.execute("SELECT title FROM article_versions")]


@contextlib.contextmanager
def files_at_most(size: int) -> Iterator[None]:
    """Limit the size of every file, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

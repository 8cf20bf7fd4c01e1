"""The files of a folder that can be articles."""

import os
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = frozenset(
    {
        *(".txt", ".text", ".pdf", ".docx", ".epub"),
        *(".md", ".markdown", ".mdown", ".mkd"),
        *(".html", ".htm", ".xhtml", ".xht"),
    }
)
"""Of files that are taken from a folder, in lower case; a file named by itself may have any."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds."""

    files: tuple[Path, ...]
    """Those that can be articles, sorted."""
    skipped: int
    """How many files are hidden, of another kind, or none (a pipe, a broken symbolic link)."""
    folders: int
    """How many folders in it were not looked into."""


def find_files(folder: Path, *, recursive: bool) -> Found:
    """Look for files in a folder, and in those below it; symbolic links to folders aren't followed.

    Raises OSError if a folder can't be read, but not if one is gone by then.
    """

    def raise_unless_gone(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError) or error.filename == os.fspath(folder):
            raise error

    files = []
    skipped = folders = 0
    for name, below, names in os.walk(folder, onerror=raise_unless_gone):
        below[:] = [each for each in below if not each.startswith(".")]
        if not recursive:
            folders = len(below)
            below.clear()
        paths = [Path(name, each) for each in names if _is_wanted(each)]
        wanted = [path for path in paths if path.is_file()]
        skipped += len(names) - len(wanted)
        files.extend(wanted)
    return Found(tuple(sorted(files)), skipped, folders)


def _is_wanted(name: str) -> bool:
    # What begins with ~$ is the lock of a document that is open in Word.
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES


def origin_of(path: Path) -> str:
    """Return what stands for a file as an article's origin: its path, made a text.

    A name that is not UTF-8 gets backslashes where it is not, since no database keeps it.
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")

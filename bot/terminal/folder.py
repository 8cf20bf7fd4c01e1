"""Finding the files in a folder that can be articles."""

import os
from dataclasses import dataclass
from pathlib import Path, PurePath

SUFFIXES = frozenset(
    {
        *(".txt", ".text", ".csv", ".tsv", ".pdf", ".epub"),
        *(".docx", ".odt", ".rtf", ".pptx", ".mhtml", ".mht", ".eml"),
        *(".md", ".markdown", ".mdown", ".mkd"),
        *(".html", ".htm", ".xhtml", ".xht"),
    }
)
"""Suffixes of files added from a folder, in lower case; a single named file may have any."""


@dataclass(frozen=True, slots=True)
class Found:
    """The contents of a folder."""

    files: tuple[Path, ...]
    """Files that can be articles, sorted."""
    skipped: int
    """How many files are hidden, of another kind, or not regular files."""
    folders: int
    """How many subfolders were skipped."""


def find_files(folder: Path, *, recursive: bool) -> Found:
    """Find files in a folder and its subfolders, without following symbolic links to folders.

    Raise OSError if a folder can't be read, but not if a subfolder was deleted meanwhile.
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
    # Files that start with ~$ are lock files of documents open in Word.
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES


def origin_of(path: PurePath) -> str:
    r"""Return a file's path as text, for an article's origin.

    Bytes that are not UTF-8 become backslash escapes, because SQLite can't store them. On Windows,
    it has slashes as elsewhere, which Windows accepts.

    >>> from pathlib import PureWindowsPath
    >>> origin_of(PureWindowsPath(r"C:\arsip\ayam.md"))
    'C:/arsip/ayam.md'
    """
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")

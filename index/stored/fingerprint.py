"""The fingerprint of all that decides what is in an index, besides the articles."""

import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

PARTS = ("reading", "searching", "models", "stored")
"""The folders of `index` whose files decide it."""
LIBRARIES = ("numpy", "PyStemmer", "regex")
"""Packages whose versions decide how words are read and stored."""


@cache
def fingerprint(parts: tuple[str, ...] = PARTS) -> str:
    """Return that of some folders, which differs between versions of Kutip and of what it uses.

    It is that of the program's own files, so that it is right during development too.
    """
    digest = sha256(f"{sys.byteorder} {unicodedata.unidata_version}".encode())
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for part in parts:
        for file in _files(files("index") / part):
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    """Yield the files of a folder and those below, in a fixed order."""
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _files(each)
        elif not each.name.endswith(".pyc"):
            yield each

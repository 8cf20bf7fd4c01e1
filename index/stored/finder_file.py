"""A finder in a file: loaded in milliseconds, because nothing is analysed again."""

from pathlib import Path

from index.errors import UnusableIndexError
from index.finder import Finder
from index.searching.retrieval import PassageIndex
from index.stored import array_file
from index.stored.fingerprint import fingerprint


def save(finder: Finder, path: Path, change: int, mark: str) -> None:
    """Write a folded finder to a file, with the last change to the articles that it includes.

    The mark distinguishes that change from another with the same number, in another database. Only
    the owner may read the file, because it contains the articles. Raise OSError if it can't be
    written.
    """
    arrays = {
        f"{code}/{name}": array
        for code, index in finder.indexes.items()
        for name, array in index.arrays().items()
    }
    about = {
        "fingerprint": fingerprint(),
        "change": change,
        "mark": mark,
        "language_of": finder.language_of,
    }
    array_file.write(path, arrays, about)


def load(path: Path) -> tuple[Finder, int, str]:
    """Return the finder in a file, the last change that it includes, and the mark of that.

    Raise FileNotFoundError if there is none, OSError if it can't be read, and UnusableIndexError
    if it is damaged or was written by another version of Kutip.
    """
    arrays, about = array_file.read(path)
    if about.get("fingerprint") != fingerprint():
        raise UnusableIndexError("it was written by another version of Kutip")
    language_of: dict[str, str] = about["language_of"]
    indexes = {
        code: PassageIndex.of_arrays(
            {
                name.removeprefix(f"{code}/"): array
                for name, array in arrays.items()
                if name.startswith(f"{code}/")
            },
            code,
        )
        for code in dict.fromkeys(language_of.values())
    }
    return Finder.of(language_of, indexes), int(about["change"]), str(about["mark"])

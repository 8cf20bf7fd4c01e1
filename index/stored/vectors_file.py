"""Vectors in a file beside the index: mapped into memory, and made anew for another encoder."""

from pathlib import Path

from index.errors import UnusableIndexError
from index.semantic.encoder import Encoder
from index.semantic.vectors import Vectors
from index.stored import array_file
from index.stored.fingerprint import fingerprint

PARTS = ("reading", "searching", "semantic")
"""The folders of `index` whose files decide which texts are encoded."""


def save(vectors: Vectors, path: Path, encoder: Encoder) -> None:
    """Write the vectors that an encoder made to a file that only the owner may read.

    Raise OSError if it can't be written.
    """
    array_file.write(path, vectors.arrays(), _about(encoder))


def load(path: Path, encoder: Encoder) -> Vectors:
    """Return the vectors in a file.

    Raise FileNotFoundError if there is none, OSError if it can't be read, and UnusableIndexError
    if it is damaged, or was made by another encoder or another version of Kutip.
    """
    arrays, about = array_file.read(path)
    if about != _about(encoder):
        raise UnusableIndexError("it was made by another encoder or another version of Kutip")
    try:
        return Vectors.of_arrays(arrays)
    except (LookupError, ValueError) as error:
        raise UnusableIndexError("it is damaged") from error


def _about(encoder: Encoder) -> dict[str, str]:
    return {"encoder": encoder.name, "texts": fingerprint(PARTS)}

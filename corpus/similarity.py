"""Compare titles and texts: normalized keys, and sketches that estimate how similar texts are."""

import unicodedata

import numpy as np
import regex
from numpy.typing import NDArray

SHINGLE_LENGTH = 8
"""Code points of the shingles (overlapping substrings) by which texts are compared."""
SKETCH_SIZE = 32
"""The most marks that represent a text."""
NEAR_DUPLICATE_SHARE = 0.8
"""The share of their marks that two texts must have in common to be nearly the same."""

_NO_WORD = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_SPLITMIX64 = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)


def title_key(title: str) -> str:
    """Return the key by which titles are compared: case, width and whitespace don't matter.

    >>> title_key(" Ayam  BETINA ") == title_key("ayam betina")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


def same_text_key(body: str) -> str:
    """Return the key by which texts are compared: only words, ignoring case and width.

    >>> same_text_key("Ayam, bebek!")
    'ayam bebek'
    """
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", body).casefold()).strip()


def marks(body: str) -> frozenset[int]:
    """Return a sketch of a text: up to SKETCH_SIZE marks, which are signed 64-bit integers.

    They are the smallest hashes of its shingles (a bottom-k sketch; Cohen and Kaplan, 2007). The
    share of marks that two texts have in common estimates the share of their shingles. Texts that
    differ only in case, width, punctuation and whitespace have the same marks.

    >>> marks("Ayam bertelur.") == marks("AYAM bertelur!")
    True
    """
    code_points = np.frombuffer(same_text_key(body).encode("utf-32-le"), dtype=np.uint32)
    shingles = np.lib.stride_tricks.sliding_window_view(
        np.pad(code_points, (0, max(SHINGLE_LENGTH - len(code_points), 0))), SHINGLE_LENGTH
    )
    hashes = np.zeros(len(shingles), dtype=np.uint64)
    for place in range(SHINGLE_LENGTH):
        hashes = _mixed(hashes + shingles[:, place])
    return frozenset(np.unique(hashes)[:SKETCH_SIZE].view(np.int64).tolist())


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Mix the bits of each number, like the finalizer of splitmix64."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _SPLITMIX64[0]
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _SPLITMIX64[1]
    mixed: NDArray[np.uint64] = numbers ^ (numbers >> np.uint64(31))
    return mixed

"""Whether two titles, or two texts, are the same or nearly so."""

import unicodedata

import numpy as np
import regex
from numpy.typing import NDArray

PIECE = 8
"""Code points of the pieces by which texts are compared."""
MARKS = 32
"""How many pieces stand for a text."""
NEARLY = 0.8
"""The share of their marks that texts have in common when they are nearly the same."""

_NO_WORD = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_MIX = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)


def title_key(title: str) -> str:
    """Return a title as titles are compared: without regard to case, width and white space."""
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


def same_text_key(body: str) -> str:
    """Return a text as texts are compared: the words alone, without regard to case and width."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", body).casefold()).strip()


def marks(body: str) -> frozenset[int]:
    """Return MARKS numbers at most, 64-bit and signed, that tell a text from other texts.

    They are the smallest hashes of its pieces: the share of them that two texts have in common is
    about the share of their pieces (bottom-k sketch; Cohen and Kaplan, 2007). Texts that differ in
    case, width, punctuation and white space alone have the same.
    """
    code_points = np.frombuffer(same_text_key(body).encode("utf-32-le"), dtype=np.uint32)
    pieces = np.lib.stride_tricks.sliding_window_view(
        np.pad(code_points, (0, max(PIECE - len(code_points), 0))), PIECE
    )
    hashes = np.zeros(len(pieces), dtype=np.uint64)
    for place in range(PIECE):
        hashes = _mixed(hashes + pieces[:, place])
    return frozenset(np.unique(hashes)[:MARKS].view(np.int64).tolist())


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return numbers that look drawn at random, the same for the same (the end of splitmix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _MIX[0]
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _MIX[1]
    mixed: NDArray[np.uint64] = numbers ^ (numbers >> np.uint64(31))
    return mixed

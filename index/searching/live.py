"""What of the strings that an index has numbered occurs in it now."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Named(Protocol):
    """Strings by number."""

    def __getitem__(self, number: int, /) -> str:
        """Return the string with this number."""


@dataclass(frozen=True, slots=True)
class Live:
    """Facts about the numbered words and terms of an index, in arrays by their ids.

    An array may be longer than the numbering. Strings that occur no more keep their ids.
    """

    content: NDArray[np.bool_]
    """By word: whether it is a content word of a passage, or occurs in a title."""
    frequencies: NDArray[np.integer]
    """By word: how often it occurs in passages."""
    in_passages: NDArray[np.bool_]
    """By term: whether it occurs in a passage."""
    document_frequencies: NDArray[np.integer]
    """By term: how many passages contain it, with their titles."""
    passages: int
    """How many passages there are."""

    @classmethod
    def none(cls, words: int, terms: int) -> "Live":
        """Return the facts about so many words and terms of which none occurs."""
        return cls(
            np.zeros(words, np.bool_),
            np.zeros(words, np.int32),
            np.zeros(terms, np.bool_),
            np.zeros(terms, np.int32),
            0,
        )

"""The words of passages, in columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.searching.postings import Column, Integers


@dataclass(frozen=True, slots=True)
class Words:
    """The words of passages, one after the other."""

    columns: NDArray[np.int32]
    """One row for each of the next four properties; shape `(4, words)`."""
    offsets: Integers
    """Where each passage starts in the columns, and where the last ends; shape `(passages + 1,)`.
    """

    @property
    def terms(self) -> Column:
        """The term id of each word."""
        return self.columns[0, :]

    @property
    def words(self) -> Column:
        """The word id of each word."""
        return self.columns[1, :]

    @property
    def marks(self) -> Column:
        """The Marks of each word, combined with `|`."""
        return self.columns[2, :]

    @property
    def sentences(self) -> Column:
        """The number of each word's sentence, from 0 in each passage."""
        return self.columns[3, :]

    @property
    def lengths(self) -> Integers:
        """How many words each passage has; shape `(passages,)`."""
        return np.diff(self.offsets)

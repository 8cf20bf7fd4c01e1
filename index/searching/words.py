"""The words of passages in columns, passage after passage: arrays, which are copied in no time."""

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.reading.analysis import Token
from index.searching.numbering import Numbering
from index.searching.postings import Column, Flags, Integers


@dataclass(frozen=True, slots=True)
class Words:
    """Columns with a place for each word of each passage."""

    columns: NDArray[np.int32]
    """Four rows, (4, words): those that the properties tell."""
    offsets: Integers
    """Where each passage begins in the columns, and where the last one ends."""

    @property
    def terms(self) -> Column:
        """The numbers of the words' terms."""
        return self.columns[0, :]

    @property
    def words(self) -> Column:
        """The numbers of the words themselves."""
        return self.columns[1, :]

    @property
    def marks(self) -> Column:
        """What else is known of each: Marks, or-ed."""
        return self.columns[2, :]

    @property
    def sentences(self) -> Column:
        """The numbers of the sentences that they stand in, from 0 in each passage."""
        return self.columns[3, :]

    @property
    def lengths(self) -> Integers:
        """How many words each passage has."""
        return np.diff(self.offsets)

    def only(self, kept: Flags) -> "Words":
        """Return the columns of the kept passages, a flag each."""
        inside = np.repeat(kept, self.lengths)
        # compress() is three times as fast as an index of flags.
        return Words(np.compress(inside, self.columns, axis=1), _offsets(self.lengths[kept]))

    def followed_by(self, more: "Words") -> "Words":
        """Return the columns with those of other passages after them."""
        return Words(
            np.concatenate([self.columns, more.columns], axis=1),
            np.concatenate([self.offsets, self.offsets[-1] + more.offsets[1:]]),
        )

    def begin_sentences(self) -> Flags:
        """Return which words are the first of a sentence."""
        first: Flags = np.diff(self.sentences, prepend=-1) != 0
        first[self.offsets[:-1][self.lengths > 0]] = True
        return first


class NewWords:
    """The words of passages that are being taken in, passage after passage."""

    def __init__(self, term_ids: Numbering, word_ids: Numbering) -> None:
        """Take the numbers of terms and words from these, which come to hold the new ones too."""
        self._term_ids = term_ids
        self._word_ids = word_ids
        self._lengths: list[int] = []
        # An object a word would take a gigabyte for some thousands of articles at once.
        self._rows = array("i")

    def begin_passage(self) -> None:
        """Count the words that follow to another passage."""
        self._lengths.append(0)

    def add(self, token: Token, sentence: int) -> str:
        """Add a word of this sentence of the passage, and return its term, one object for all."""
        term = self._term_ids.number(token.term)
        self._rows.extend((term, self._word_ids.number(token.word), token.marks, sentence))
        self._lengths[-1] += 1
        return self._term_ids.keys[term]

    def columns(self) -> Words:
        """Return all that was added."""
        columns = np.array(self._rows, np.int32).reshape(-1, 4).T
        return Words(columns, _offsets(np.array(self._lengths, np.int64)))


def _offsets(lengths: Integers) -> Integers:
    return np.concatenate([[0], np.cumsum(lengths)])

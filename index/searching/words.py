"""The words of all passages in columns: contiguous arrays, because those are cheap to copy."""

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.reading.token import Token
from index.searching.numbering import Numbering
from index.searching.postings import Column, Flags, Integers


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

    def only(self, kept: Flags) -> "Words":
        """Return the words of the kept passages (one flag each)."""
        inside = np.repeat(kept, self.lengths)
        # compress() is three times as fast as indexing with flags.
        return Words(np.compress(inside, self.columns, axis=1), _offsets(self.lengths[kept]))

    def followed_by(self, more: "Words") -> "Words":
        """Return these words followed by those of other passages."""
        return Words(
            np.concatenate([self.columns, more.columns], axis=1),
            np.concatenate([self.offsets, self.offsets[-1] + more.offsets[1:]]),
        )

    def begin_sentences(self) -> Flags:
        """Return which words are the first of a sentence."""
        first: Flags = np.diff(self.sentences, prepend=-1) != 0
        first[self.offsets[:-1][self.lengths > 0]] = True
        return first


class WordsBuilder:
    """Collects the words of new passages."""

    def __init__(self, term_ids: Numbering, word_ids: Numbering) -> None:
        """Take ids from these numberings, and add new terms and words to them."""
        self._term_ids = term_ids
        self._word_ids = word_ids
        self._lengths: list[int] = []
        # An object per word would take a gigabyte for a few thousand articles at once.
        self._rows = array("i")

    def begin_passage(self) -> None:
        """Start a new passage; the words added next belong to it."""
        self._lengths.append(0)

    def add(self, token: Token, sentence: int) -> str:
        """Add a word in the sentence with this number, and return its term.

        Equal terms are returned as the same object, which saves memory.
        """
        term = self._term_ids.number(token.term)
        self._rows.extend((term, self._word_ids.number(token.word), token.marks, sentence))
        self._lengths[-1] += 1
        return self._term_ids.keys[term]

    def build(self) -> Words:
        """Return all words added so far."""
        columns = np.array(self._rows, np.int32).reshape(-1, 4).T
        return Words(columns, _offsets(np.array(self._lengths, np.int64)))


def _offsets(lengths: Integers) -> Integers:
    return np.concatenate([[0], np.cumsum(lengths)])

"""Statistics of a corpus: how often its words and terms occur, and how they are written."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.reading.languages import Mark
from index.searching.postings import Column, Flags

if TYPE_CHECKING:
    from index.searching.part import Part

MIN_PLACE_SHARE = 0.2
"""The least share of a name's capitalised occurrences that follow a preposition of place, for it to
be the name of a place."""
LOWER_CASE, CAPITAL, WITHIN, AFTER_PLACE, CONTENT, IN_TITLES = range(6)
"""What is counted of a word: its occurrences in lower case; capitalised; capitalised within a
sentence; the same after a preposition of place; as something other than a function word; and in
titles."""
IN_PASSAGES, WORDS = range(2)
"""What is counted of a term: the passages that contain it or have it in their title, and the words
of passages that it stands for."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted in some passages: ids, once for each occurrence."""

    of_words: tuple[Column, ...]
    """Word ids, for each of the six counts."""
    of_terms: tuple[Column, ...]
    """Term ids, for each of the two counts."""

    @classmethod
    def of(cls, part: "Part", title_words: Column) -> "Counts":
        """Count in the passages of a part, and in titles of its articles."""
        terms, words, marks = (column[part.words.values] for column in part.kinds.T)
        capital = (marks & Mark.CAPITAL) > 0
        within = capital & ~part.begins_sentence()
        after_place = within.copy()
        after_place[1:] &= (marks[:-1] & Mark.PLACE) > 0
        content = (marks & Mark.STOP) == 0
        counted = (~capital, capital, within, after_place, content)
        return cls(
            (*(np.compress(each, words) for each in counted), title_words),
            (part.postings.terms_of(), terms),
        )


@dataclass(frozen=True, slots=True)
class Statistics:
    """The counts of a corpus, by id."""

    of_words: NDArray[np.int32]
    """Shape `(6, words)`."""
    of_terms: NDArray[np.int32]
    """Shape `(2, terms)`."""

    @classmethod
    def empty(cls) -> "Statistics":
        """Return those of no passages."""
        return cls(np.zeros((6, 0), np.int32), np.zeros((2, 0), np.int32))

    def changed(self, leaving: Counts, coming: Counts, words: int, terms: int) -> "Statistics":
        """Return them without what leaves and with what comes.

        Ids are below `words` and `terms`, which must not be smaller than before.
        """
        of_words = np.pad(self.of_words, ((0, 0), (0, words - self.of_words.shape[1])))
        of_terms = np.pad(self.of_terms, ((0, 0), (0, terms - self.of_terms.shape[1])))
        for counts, sign in ((leaving, -1), (coming, 1)):
            for row, ids in zip(of_words, counts.of_words, strict=True):
                np.add.at(row, ids, sign)
            for row, ids in zip(of_terms, counts.of_terms, strict=True):
                np.add.at(row, ids, sign)
        return Statistics(of_words, of_terms)

    @property
    def document_frequencies(self) -> Column:
        """How many passages contain each term or have it in their title, by term id."""
        frequencies: Column = self.of_terms[IN_PASSAGES]
        return frequencies

    def frequencies(self) -> Column:
        """Return how often each word occurs in passages, by word id."""
        frequencies: Column = self.of_words[LOWER_CASE] + self.of_words[CAPITAL]
        return frequencies

    def content_words(self) -> Flags:
        """Return which words occur in titles or, not as function words, in passages."""
        content: Flags = (self.of_words[CONTENT] > 0) | (self.of_words[IN_TITLES] > 0)
        return content

    def live_words(self) -> Flags:
        """Return which words occur anywhere."""
        live: Flags = np.any(self.of_words[[LOWER_CASE, CAPITAL, IN_TITLES]] > 0, axis=0)
        return live

    def live_terms(self) -> Flags:
        """Return which terms occur anywhere."""
        live: Flags = np.any(self.of_terms > 0, axis=0)
        return live

    def name_marks(self, common: Flags) -> Column:
        """Return, by word id, the extra marks for a word's capitalised occurrences.

        They are Mark.NAME for a name, Mark.NAME | Mark.PLACE_NAME for the name of a place, else 0.
        A capital at the start of a sentence is no evidence. A word that occurs nowhere else is
        taken for a name, unless it is one of the common ones.
        """
        lower_case, capital, within, after_place, *_ = self.of_words
        no_evidence = (lower_case == 0) & (within == 0) & (capital > 0) & ~common
        name = (within > lower_case) | no_evidence
        place = name & (after_place / np.maximum(capital, 1) >= MIN_PLACE_SHARE)
        marks: Column = name * np.int32(Mark.NAME) | place * np.int32(Mark.PLACE_NAME)
        return marks

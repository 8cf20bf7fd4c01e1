"""Meaning: how similar the passages of a finder are to a question, whatever their words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.searching.postings import Integers
from index.searching.retrieval import PassageIndex
from index.semantic.encoder import Encoder
from index.semantic.english import in_english
from index.semantic.units import Unencoded, digests, rows_of, unencoded
from index.semantic.vectors import Vectors

MOST_SEARCHED = 200_000
"""Passages up to which all are compared; beyond, only those that words found are ranked anew."""
BATCH = 16
"""Units that are encoded at once: with more, an encoder is no faster."""
GUESSED = "id"
"""The language of a question in none that is known, in whose glossary its words are looked up."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vectors of the passages of a finder, by position. Instances are immutable."""

    encoder: Encoder
    vectors: Vectors
    rows: Mapping[str, Integers] = field(default_factory=dict)
    """By language: the row of the vector of each position."""

    @classmethod
    def none(cls, encoder: Encoder) -> Self:
        """Return that of an encoder that has encoded nothing yet."""
        return cls(encoder, Vectors.of({}, encoder.dimensions))

    def over(self, indexes: Mapping[str, PassageIndex]) -> "Meaning":
        """Return the vectors of the passages of these indexes, as far as there are any."""
        rows = {code: rows_of(index, self.vectors) for code, index in indexes.items()}
        return replace(self, rows=rows)

    @property
    def searches(self) -> bool:
        """Whether all passages are compared with a question."""
        return sum(map(len, self.rows.values())) <= MOST_SEARCHED

    @property
    def is_empty(self) -> bool:
        """Whether no passage has a vector."""
        return not any((rows >= 0).any() for rows in self.rows.values())

    def of_question(self, question: str, code: str) -> NDArray[np.float32]:
        """Return the vector of a question in the language with this code.

        Raise EncoderError if the encoder fails.
        """
        vector: NDArray[np.float32] = self.encoder.encode([in_english(question, code)])[0]
        return vector

    def similarities(self, code: str, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of each position of an index with a vector; 0 where it has none."""
        return self.vectors.similarities(vector, self.rows[code])

    def similarities_at(
        self, code: str, vector: NDArray[np.float32], positions: Integers
    ) -> NDArray[np.float32]:
        """Return those of some positions of an index."""
        return self.vectors.similarities(vector, self.rows[code][positions])

    def complete(
        self,
        indexes: Mapping[str, PassageIndex],
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> "Meaning":
        """Return the vectors of all passages of these indexes, and no others.

        `progress` is called with how many passages are done of how many that lack a vector. Raise
        EncoderError if the encoder fails.
        """
        missing = list(unencoded(indexes, self.vectors))
        total, done = sum(len(each.positions) for each in missing), 0
        found: dict[int, NDArray[np.float32]] = {}
        for each in missing:
            parts = []
            for batch in _batches(each):
                parts.append(self.encoder.encode(batch))
                done += len(batch)
                progress(done, total)
            found[each.digest] = np.concatenate(parts)
        kept = self.vectors.only(digests(indexes))
        vectors = kept.followed_by(Vectors.of(found, self.encoder.dimensions))
        return replace(self, vectors=vectors).over(indexes)


def lacking(meaning: Meaning, indexes: Mapping[str, PassageIndex]) -> int:
    """Return how many passages have no vector yet."""
    return sum(len(each.positions) for each in unencoded(indexes, meaning.vectors))


def _batches(article: Unencoded) -> Iterable[list[str]]:
    texts = article.texts()
    return (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))

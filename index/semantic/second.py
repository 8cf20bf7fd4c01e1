"""The second ranker: whether a passage that is near in meaning goes before what words found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from index.found import Found, Meant
from index.ranking.brief import MOST_UNSURE, SURE, log_odds
from index.ranking.linear import Linear, trained
from index.ranking.matches import Floats
from index.ranking.ranking import Ranked, Ranker
from index.reading.languages import Kind
from index.searching.retrieval import Candidates
from index.semantic.meaning import GUESSED, Meaning
from index.semantic.pool import BY_WORDS, Placed, Pool, is_foreign, pool

LISTENED = SURE
"""The confidence by words from which on meaning isn't asked: such answers are mostly right."""
_LEAST_SCORE = 1e-9
"""The BM25 score of a passage that words missed, above 0 as those of all candidates are."""

CONFIDENCE_FEATURES = (
    "words", "similarity", "lead", "nearest", "moved", "missed", "foreign", "intercept",
)  # fmt: skip
"""Features that the confidence is computed from where meaning was asked."""


@dataclass(frozen=True, slots=True)
class SecondRanker:
    """The models that rank by words and meaning, and say how sure that makes the first passage."""

    ranking: Linear
    confidence: Linear

    @classmethod
    def shipped(cls) -> Self:
        """Return the models that ship with Kutip."""
        models = trained("meaning")
        return cls(models["ranking"], models["confidence"])

    def to_json(self) -> dict[str, Any]:
        """Return the models as JSON data."""
        return {"ranking": self.ranking.to_json(), "confidence": self.confidence.to_json()}

    def reconsider(
        self,
        meaning: Meaning,
        question: str,
        every: Sequence[Found],
        found: Found,
        by_words: "ByWords",
    ) -> Found:
        """Return the result with what is right by words and meaning first.

        It takes what words found in each language, and which of that is best. Raise EncoderError
        if the encoder fails.
        """
        code = found.candidates.question.language or GUESSED
        gathered = pool(meaning, every, found, meaning.of_question(question, code))
        if not gathered.passages:
            return found
        best, ahead = self.first(gathered)
        moved = found if best == gathered.first else by_words.led_by(gathered.passages[best])
        row = confidence_row(gathered, best, moved.confidence)
        score = float(self.confidence.score(row[np.newaxis], Kind.NONE)[0])
        placed = gathered.passages[best]
        return replace(
            moved,
            confidence=min(1 / (1 + float(np.exp(-score))), MOST_UNSURE),  # It keeps its warning.
            meant=Meant(placed.similarity, ahead, missed=placed.ranked is None),
        )

    def first(self, gathered: Pool) -> tuple[int, float]:
        """Return the number of the best passage, and how far it is ahead of that by words."""
        scores = self.ranking.score(gathered.rows, Kind.NONE)
        best = int(scores.argmax())
        if gathered.first is None:
            return best, 0.0
        ahead = float(scores[best] - scores[gathered.first])
        return (best, ahead) if ahead > 0 else (gathered.first, 0.0)


@dataclass(frozen=True, slots=True)
class ByWords:
    """What describes a passage by its words, however it was found."""

    ranker: Ranker
    confidence: Callable[[Found], float]

    def led_by(self, placed: Placed) -> Found:
        """Return what was found in the language of a passage, with that first."""
        if placed.ranked is not None:
            others = [each for each in placed.found.ranked if each is not placed.ranked]
            return self._with(placed.found, placed.found.candidates, [placed.ranked, *others])
        candidates = _with_position(placed)
        ranked = self.ranker.rank(placed.found.index, candidates)
        (first,) = [
            each for each in ranked if candidates.positions[each.candidate] == placed.position
        ]
        others = [each for each in ranked if each is not first]
        return self._with(placed.found, candidates, [first, *others])

    def _with(self, found: Found, candidates: Candidates, ranked: Sequence[Ranked]) -> Found:
        led = replace(found, candidates=candidates, ranked=ranked)
        return replace(led, confidence=self.confidence(led))


def confidence_row(gathered: Pool, number: int, words: float) -> Floats:
    """Return the features of a passage of the pool, one for each of CONFIDENCE_FEATURES.

    `words` is the confidence by words if it is first.
    """
    placed = gathered.passages[number]
    others = [each.similarity for each in gathered.passages if each is not placed]
    nearest = max(others, default=0.0)
    return np.array(
        [
            log_odds(words),
            placed.similarity,
            placed.similarity - nearest,
            nearest,
            number != gathered.first,
            placed.ranked is None,
            is_foreign(placed.found),
            1.0,
        ],
        np.float64,
    )


def _with_position(placed: Placed) -> Candidates:
    """Return the best candidates of its language, followed by a passage that words missed.

    They are so few that all are described in full.
    """
    candidates = placed.found.candidates
    few = [each.candidate for each in placed.found.ranked[:BY_WORDS]]
    kept = np.array(sorted(few), np.int64)
    return replace(
        candidates,
        positions=np.append(candidates.positions[kept], placed.position),
        scores=np.append(candidates.scores[kept], _LEAST_SCORE),
    )

"""The confidence where passages are brief, by what of the question the first passage lacks.

The trees of the confidence learn from passages of a paragraph, in which most words of a question
stand. In passages of a sentence or two, as rules and price lists have them, the same shares of a
question mean less. Hence a linear model weighs the confidence by trees anew, with a few features
that tell what is answered from what only looks like it. It learns from everyday questions
(index/learning/brief_training.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from index.ranking.doubts import Doubts
from index.ranking.linear import Linear, trained
from index.ranking.matches import Floats
from index.ranking.ranking import RANKING_FEATURES, Ranked, brevity
from index.reading.languages import Kind
from index.searching.retrieval import Candidates, PassageIndex

BRIEF_FEATURES = (
    "odds", "coverage", "exact", "second_rarest", "names_missing", "worst_missing", "is_what",
    "matched_weight", "indirect", "renamed", "contradicted", "intercept",
)  # fmt: skip
"""Features that the confidence in a brief passage is computed from."""
MOST_UNSURE = 0.59
"""The highest confidence of what is to keep its warning, in 0..1."""
SURE = 0.6
"""The confidence from which an answer is shown without a warning, unless a server is strict."""
_OF_PASSAGE = BRIEF_FEATURES[1:7]
_COLUMNS = [RANKING_FEATURES.index(name) for name in _OF_PASSAGE]
_COVERAGE = RANKING_FEATURES.index("coverage")
_CERTAIN = 1e-3
"""How near to 0 and 1 a confidence comes, so that its log-odds are finite."""


@dataclass(frozen=True, slots=True)
class BriefConfidence:
    """The model of the confidence in brief passages, whose scores are log-odds."""

    model: Linear

    @classmethod
    def shipped(cls) -> Self:
        """Return the model that ships with Kutip."""
        return cls(trained("brief")["confidence"])

    def of(  # noqa: PLR0913, PLR0917
        self,
        index: PassageIndex,
        found: Candidates,
        ranked: Sequence[Ranked],
        by_trees: float,
        bounded: float,
        doubts: Doubts,
    ) -> float:
        """Return the confidence in the first passage, in 0..1.

        `by_trees` is that of the trees, and `bounded` the same with the bounds that doubts set. It
        counts the less, the briefer passages are; where they are paragraphs, it is all that counts,
        and where a definition is asked for: trees know those from encyclopaedias, everyday
        questions have few.
        """
        brief = brevity(index)
        if not ranked or not brief or not weighs(found):
            return bounded
        row = brief_row(found, ranked[0], by_trees, doubts)[np.newaxis]
        own = float(self.model.score(row, Kind.NONE)[0])
        odds = brief * own + (1 - brief) * log_odds(bounded)
        confidence = float(1 / (1 + np.exp(-odds)))
        # What comes with a warning is to keep it, whatever the model says.
        return min(confidence, MOST_UNSURE) if by_trees < SURE and not doubts else confidence


def weighs(found: Candidates) -> bool:
    """Return whether the confidence in what was found is weighed anew in brief passages."""
    return found.question.kind is not Kind.DEFINE


def brief_row(found: Candidates, first: Ranked, by_trees: float, doubts: Doubts) -> Floats:
    """Return the features of the first passage, one for each of BRIEF_FEATURES."""
    weights = np.array([term.weight for term in found.terms])
    best = np.array([max(strength for _, strength in term.alternatives) for term in found.terms])
    known = np.array([term.known for term in found.terms])
    total = float(weights.sum()) or 1.0
    # The words of an earlier question count less, but a passage that has them says no less.
    full = sum(term.weight / term.asked.weight for term in found.terms)
    return np.array(
        [
            log_odds(by_trees),
            *first.features[_COLUMNS],
            float(first.features[_COVERAGE]) * full,
            float(weights[known & (best < 1)].sum()) / total,
            doubts.renamed,
            doubts.contradicted,
            1.0,
        ],
        np.float64,
    )


def log_odds(chance: float) -> float:
    """Return the log-odds of a chance, which are finite."""
    bounded = min(max(chance, _CERTAIN), 1 - _CERTAIN)
    return float(np.log(bounded / (1 - bounded)))

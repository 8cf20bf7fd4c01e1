"""Confidence: the chance that the passage ranked first answers the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.ranking.features import MISSING_FEATURES, SENTENCE_FEATURES
from index.ranking.linear import Linear, trained
from index.ranking.matches import Floats
from index.ranking.ranking import RANKING_FEATURES, Ranked
from index.ranking.trees import Trees, trained_trees
from index.reading.languages import TRAINED_FOR, Kind, Mark
from index.searching.retrieval import Candidates, PassageIndex

_PORTABLE_OF_PASSAGE = (
    "share_of_ideal", "coverage", "count_coverage", "capital_coverage", "start_coverage",
    "missing_known", "rarest", "second_rarest", "kin", "exact", "matches", "max_coverage",
    "max_match_proximity", "sentence_best", *MISSING_FEATURES, *(f"is_{kind}" for kind in Kind),
)  # fmt: skip
_PORTABLE_OF_SENTENCE = (
    "coverage", "coverage_with_previous", "pairs", "match_proximity", "kin", "exact", "focus",
    "negation", "plain_words", "names_and_numbers",
)  # fmt: skip
_OF_QUESTION = (
    "lead", "likelihood", "terms", "unknown", "capitals", "missing_weight", "coverage_squared",
    "sentence_coverage_squared", "coverage_by_terms", "capitals_missing", "corrected",
    "matched_weight", "heaviest_missing", "small", "coverage_if_small", "likelihood_if_small",
    "capitals_if_small", "answer_type_missing", "intercept",
)  # fmt: skip
CONFIDENCE_FEATURES = (
    *(f"passage_{name}" for name in RANKING_FEATURES),
    *(f"sentence_{name}" for name in SENTENCE_FEATURES),
    *_OF_QUESTION,
)
"""Features that the confidence is computed from, in the order of the columns: those of the passage
ranked first, of its best sentence, and of the question as a whole."""
PORTABLE_CONFIDENCE_FEATURES = (
    *(f"passage_{name}" for name in _PORTABLE_OF_PASSAGE),
    *(f"sentence_{name}" for name in _PORTABLE_OF_SENTENCE),
    *_OF_QUESTION,
)
"""Those of CONFIDENCE_FEATURES that are used outside the training language."""

_PORTABLE_COLUMNS = [CONFIDENCE_FEATURES.index(name) for name in PORTABLE_CONFIDENCE_FEATURES]
_ANSWER_TYPES = {
    Kind.WHEN: "count_date",
    Kind.NUMBER: "count_number",
    Kind.WHO: "count_capital",
    Kind.WHERE: "count_capital",
}
"""By kind of question: the feature of a sentence that counts words of the expected answer type."""
SMALL_CORPUS = 50
"""Passages of a corpus for which the feature `small` is 1/2."""
MIN_CANDIDATES = 5
"""With fewer candidates, the lead of the first says nothing."""
UNTRAINED_SHIFT = 0.5
"""Log-odds added outside the training language, where questions share less with their answers. Of
XQuAD's first 400 questions, a threshold of 0.2 then keeps 98 % in English, 88 % in German and 87 %
in Chinese, and refuses 65, 84 and 88 % of those whose passage was removed."""
MAX_LEAD = 5.0
"""A lead in score beyond this says nothing more."""
EVEN_LIKELIHOOD = 0.5
"""The likelihood of the first passage where too few candidates say nothing about it."""
_WEIGHT_SCALE = 10
"""Divisor that brings the total weight of a question's terms to about 1."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """The models of the confidence, whose scores are log-odds."""

    trees: Trees
    """The model for the training language."""
    elsewhere: Linear
    """The model for all other languages."""

    @classmethod
    def shipped(cls) -> "Confidence":
        """Return the models that ship with Kutip."""
        trees = trained_trees("confidence_trees", CONFIDENCE_FEATURES)
        return cls(trees, trained("confidence")["confidence"])

    def of(self, index: PassageIndex, found: Candidates, ranked: Sequence[Ranked]) -> float:
        """Return the chance, in 0..1, that the first ranked passage is right; 0 if none is."""
        if not ranked:
            return 0.0
        row = confidence_row(found, ranked)[np.newaxis]
        if index.analyzer.language.code in TRAINED_FOR:
            score = self.trees.score(row)[0]
        else:
            # The kind makes no difference, because this model has no weights by kind.
            score = self.elsewhere.score(portable(row), Kind.NONE)[0] + UNTRAINED_SHIFT
        return float(1 / (1 + np.exp(-score)))


def confidence_row(found: Candidates, ranked: Sequence[Ranked]) -> Floats:
    """Return the features of the first ranked passage, one for each of CONFIDENCE_FEATURES."""
    best = ranked[0]
    of_question = _of_question(found, ranked)
    return np.concatenate(
        [best.features, best.sentence_features, [of_question[name] for name in _OF_QUESTION]]
    )


def portable(rows: Floats) -> Floats:
    """Return the columns of PORTABLE_CONFIDENCE_FEATURES from rows of CONFIDENCE_FEATURES."""
    return rows[:, _PORTABLE_COLUMNS]


def _of_question(found: Candidates, ranked: Sequence[Ranked]) -> dict[str, float]:
    """Return how well the question as a whole is matched by the first passage, by feature."""
    best = ranked[0]
    of_passage = dict(zip(RANKING_FEATURES, best.features.tolist(), strict=True))
    in_sentence = float(best.sentence_features[SENTENCE_FEATURES.index("coverage")])
    coverage, capital_coverage = of_passage["coverage"], of_passage["capital_coverage"]
    lead, likelihood = _lead(ranked)
    weights = np.array([term.weight for term in found.terms])
    total = float(weights.sum())
    terms = float(np.log1p(len(found.terms)))
    unknown = sum(term.weight for term in found.terms if not term.known)
    corrected = sum(term.weight for term in found.terms if term.correction is not None)
    capitals = float(np.mean([bool(term.asked.marks & Mark.CAPITAL) for term in found.terms]))
    small = 1 / (1 + found.corpus_size / SMALL_CORPUS)
    return {
        "lead": lead,
        "likelihood": likelihood,
        "terms": terms,
        "unknown": unknown / total,
        "capitals": capitals,
        "missing_weight": (1 - coverage) * total / _WEIGHT_SCALE,
        "coverage_squared": coverage**2,
        "sentence_coverage_squared": in_sentence**2,
        "coverage_by_terms": coverage * terms,
        "capitals_missing": capitals * (1 - capital_coverage),
        "corrected": corrected / total,
        "matched_weight": coverage * total / _WEIGHT_SCALE,
        "heaviest_missing": (1 - of_passage["rarest"]) * float(weights.max()) / _WEIGHT_SCALE,
        "small": small,
        "coverage_if_small": small * coverage,
        "likelihood_if_small": small * likelihood,
        "capitals_if_small": small * capital_coverage,
        "answer_type_missing": float(_lacks_answer_type(found.question.kind, best)),
        "intercept": 1.0,
    }


def _lacks_answer_type(kind: Kind, best: Ranked) -> bool:
    """Return whether the best sentence has no new word of the type that the question asks for."""
    feature = _ANSWER_TYPES.get(kind)
    return feature is not None and best.sentence_features[SENTENCE_FEATURES.index(feature)] == 0


def _lead(ranked: Sequence[Ranked]) -> tuple[float, float]:
    """Return the lead of the first passage over the second, and its likelihood in 0..1.

    The likelihood is its share of a softmax over the scores.
    """
    if len(ranked) < MIN_CANDIDATES:
        return 0.0, EVEN_LIKELIHOOD
    scores = np.array([each.score for each in ranked])
    likelihood = float(1 / np.exp(scores - scores[0]).sum())
    return min(float(scores[0] - scores[1]), MAX_LEAD), likelihood

"""Training of the models, deterministic: linear ones here, trees in tree_training.py.

The weights of a ranker maximise the likelihood of the good rows under a softmax over each list (Cao
et al. 2007, "Learning to rank: from pairwise approach to listwise approach"), with an L2 penalty.
They are found by SciPy's L-BFGS-B.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.learning.circumstances import ConfidenceExamples
from index.learning.examples import RankingExample
from index.learning.tree_training import JudgedList, grow, grow_chances
from index.ranking.confidence import CONFIDENCE_FEATURES, PORTABLE_CONFIDENCE_FEATURES, Confidence
from index.ranking.confidence import portable as portable_confidence
from index.ranking.features import SENTENCE_FEATURES
from index.ranking.linear import CLIP, KINDS, TABLES, Linear
from index.ranking.matches import Flags, Floats, Integers
from index.ranking.ranking import (
    PORTABLE_FEATURES,
    RANKING_FEATURES,
    Ranker,
    portable,
    ranking_rows,
)
from index.ranking.trees import Trees

SENTENCE_COST, SENTENCE_KIND_COST = 1e-3, 3e-3
PASSAGE_COST, PASSAGE_KIND_COST = 2e-2, 4e-2
CONFIDENCE_COST = 1e-4
"""L2 penalties of weights, relative to a mean log-likelihood; chosen by cross-validation."""
LEAST_SCALE = 0.02
"""A lower bound for the standard deviation of a feature, so that rare ones are not inflated."""
STOP = {"maxiter": 150, "gtol": 1e-7, "ftol": 1e-9}
"""When the optimiser stops; SciPy's defaults stop it too early, because the losses are means."""


def train_ranker(examples: Sequence[RankingExample]) -> Ranker:
    """Return a ranker trained on the examples.

    The sentence model comes first, because the scores of sentences are features of passages.
    """
    sentence = _fit(_sentence_lists(examples), SENTENCE_FEATURES, SENTENCE_COST, SENTENCE_KIND_COST)
    passages = _passage_lists(examples, sentence)
    return Ranker(
        sentence,
        grow(passages, RANKING_FEATURES),
        _fit(
            [replace(each, rows=portable(each.rows)) for each in passages],
            PORTABLE_FEATURES,
            PASSAGE_COST,
            PASSAGE_KIND_COST,
        ),
    )


def train_confidence(examples: ConfidenceExamples, elsewhere: ConfidenceExamples) -> Confidence:
    """Return models of the confidence, whose scores are the log-odds of being right.

    They learn whether the corpus answers a question at all, which generalises better than whether
    the first passage is right; then their scores are calibrated by Platt scaling (Platt 1999).
    `elsewhere` are examples ranked as in other languages, for the model that is used there.
    """
    return Confidence(_confidence_trees(examples), _confidence_weights(elsewhere))


def _confidence_trees(examples: ConfidenceExamples) -> Trees:
    def learn(chosen: Flags) -> Trees:
        return grow_chances(
            examples.rows[chosen],
            examples.answerable[chosen],
            examples.learning_weights[chosen],
            CONFIDENCE_FEATURES,
        )

    # Trees are overconfident on what they were trained on, so each half calibrates the other's.
    scores = np.zeros(len(examples.rows))
    for half in (examples.half == 0, examples.half == 1):
        scores[half] = learn(~half).score(examples.rows[half])
    factor, shift = _calibrated(scores, examples)
    return learn(np.ones(len(scores), np.bool_)).rescaled(factor, shift)


def _confidence_weights(examples: ConfidenceExamples) -> Linear:
    names = PORTABLE_CONFIDENCE_FEATURES
    mean, scale, rows = _standardised(portable_confidence(examples.rows))
    intercept = names.index("intercept")
    mean[intercept], scale[intercept], rows[:, intercept] = 0.0, 1.0, 1.0
    costs = np.full(rows.shape[1], CONFIDENCE_COST)
    costs[intercept] = 0.0
    loss = _logistic_loss(rows, examples.answerable, examples.learning_weights, costs)
    weights = _minimise(loss, np.zeros(rows.shape[1]))
    factor, shift = _calibrated(rows @ weights, examples)
    weights = factor * weights
    weights[intercept] += shift
    return Linear(names, mean, scale, weights, np.zeros((len(TABLES), len(weights))))


def _calibrated(scores: Floats, examples: ConfidenceExamples) -> tuple[float, float]:
    """Return the factor and the shift that turn scores into log-odds of being right."""
    rows = np.stack([scores, np.ones(len(scores))], axis=1)
    loss = _logistic_loss(rows, examples.right, examples.calibration_weights, np.zeros(2))
    factor, shift = _minimise(loss, np.array([1.0, 0.0]))
    return float(factor), float(shift)


def fit_ranking(lists: Sequence[JudgedList], names: tuple[str, ...], cost: float) -> Linear:
    """Return the linear model, without weights by kind, that ranks the good rows of lists first."""
    return _fit(lists, names, cost, None)


def fit_chances(
    rows: Floats,
    right: Floats,
    weights: Floats,
    names: tuple[str, ...],
    cost: float = CONFIDENCE_COST,
) -> Linear:
    """Return the linear model whose score is the log-odds of a right row.

    The last feature is an intercept, 1 in each row.
    """
    mean, scale, rows = _standardised(rows)
    mean[-1], scale[-1], rows[:, -1] = 0.0, 1.0, 1.0
    costs = np.full(rows.shape[1], cost)
    costs[-1] = 0.0
    found = _minimise(_logistic_loss(rows, right, weights, costs), np.zeros(rows.shape[1]))
    return Linear(names, mean, scale, found, np.zeros((len(TABLES), len(found))))


def _sentence_lists(examples: Sequence[RankingExample]) -> list[JudgedList]:
    """Return the sentences of each relevant passage of which some, not all, contain the answer."""
    lists = []
    for example in examples:
        for number in np.flatnonzero(example.relevant):
            here = example.features.candidate == number
            good = example.answers[here]
            if good.any() and not good.all():
                rows = example.features.sentences[here]
                lists.append(
                    JudgedList(
                        rows,
                        example.kind,
                        example.brevity,
                        good,
                        example.weight,
                    )
                )
    return lists


def _passage_lists(examples: Sequence[RankingExample], sentence: Linear) -> list[JudgedList]:
    """Return the candidates for each question, without unjudged ones that contain the answer."""
    lists = []
    for example in examples:
        if example.relevant.any():
            scores = sentence.score(example.features.sentences, example.kind, example.brevity)
            rows = ranking_rows(example.features, scores, example.kind)
            counted = example.relevant | ~example.has_answer
            lists.append(
                JudgedList(
                    rows[counted],
                    example.kind,
                    example.brevity,
                    example.relevant[counted],
                    example.weight,
                )
            )
    return lists


def _fit(
    lists: Sequence[JudgedList], names: tuple[str, ...], cost: float, kind_cost: float | None
) -> Linear:
    """Return the linear model that best separates the good rows of each list from the others.

    Without a cost of weights by kind, it has none.
    """
    mean, scale, rows = _standardised(np.concatenate([each.rows for each in lists]))
    good = np.concatenate([each.good for each in lists])
    lengths = np.array([len(each.rows) for each in lists])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    list_of = np.repeat(np.arange(len(lists)), lengths)
    shares = np.array([each.weight for each in lists])
    shares = shares / shares.sum()
    tables = [] if kind_cost is None else _tables(lists, lengths, rows)
    # One row of weights for all questions, then one for each of TABLES.
    shape = (1 + len(tables), len(names))
    costs = np.full(shape, kind_cost or 0.0)
    costs[0] = cost

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        scores = rows @ weights[0]
        for (here, part), of_table in zip(tables, weights[1:], strict=True):
            scores[here] += part @ of_table
        everything, expected = _softmax(scores, np.ones_like(good), starts, list_of)
        right, wanted = _softmax(scores, good, starts, list_of)
        slope = (expected - wanted) * shares[list_of]
        gradient = np.stack([slope @ rows, *(slope[here] @ part for here, part in tables)])
        value = float((everything - right) @ shares + (costs * weights**2).sum())
        return value, (gradient + 2 * costs * weights).ravel()

    weights = _minimise(loss, np.zeros(shape).ravel()).reshape(shape)
    by_kind = weights[1:] if tables else np.zeros((len(TABLES), len(names)))
    return Linear(names, mean, scale, weights[0], by_kind)


def _tables(
    lists: Sequence[JudgedList], lengths: Integers, rows: Floats
) -> list[tuple[Integers, Floats]]:
    """Return, for each of TABLES, the rows it applies to, and the features its weights multiply."""
    kinds = np.repeat([KINDS.index(each.kind) for each in lists], lengths)
    brevity = np.repeat([each.brevity for each in lists], lengths)
    tables = []
    for share in (np.ones_like(brevity), brevity):
        for number in range(len(KINDS)):
            here = np.flatnonzero((kinds == number) & (share > 0))
            tables.append((here, rows[here] * share[here, np.newaxis]))
    return tables


def _softmax(
    scores: Floats, allowed: Flags, starts: Integers, list_of: Integers
) -> tuple[Floats, Floats]:
    """Return the log-sum-exp of the allowed rows of each list, and the softmax of each row."""
    scores = np.where(allowed, scores, -np.inf)
    top = np.maximum.reduceat(scores, starts)
    raised = np.exp(scores - top[list_of])
    total = np.add.reduceat(raised, starts)
    return np.log(total) + top, raised / total[list_of]


def _logistic_loss(
    rows: Floats, right: Floats, weights: Floats, costs: Floats
) -> Callable[[Floats], tuple[float, Floats]]:
    shares = weights / weights.sum()

    def loss(flat: Floats) -> tuple[float, Floats]:
        scores = rows @ flat
        chance = 1 / (1 + np.exp(-scores))
        value = float(shares @ (np.logaddexp(0, scores) - right * scores) + costs @ flat**2)
        return value, (shares * (chance - right)) @ rows + 2 * costs * flat

    return loss


def _standardised(rows: NDArray[np.floating]) -> tuple[Floats, Floats, Floats]:
    mean = rows.mean(axis=0, dtype=np.float64)
    scale = np.maximum(rows.std(axis=0, dtype=np.float64), LEAST_SCALE)
    return mean, scale, np.clip((rows - mean) / scale, -CLIP, CLIP)


def _minimise(loss: Callable[[Floats], tuple[float, Floats]], start: Floats) -> Floats:
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", options=STOP).x
    return found

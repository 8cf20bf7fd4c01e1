"""Weights and trees (tree_training.py) from judged questions, deterministic.

A ranker's weights maximise the likelihood of its good rows under a softmax over each list (Cao et
al. 2007, "Learning to rank: from pairwise approach to listwise approach"), less a cost for large
weights; SciPy's L-BFGS-B finds them.
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
"""What squared weights cost beside a mean log-likelihood; chosen by cross-validation."""
LEAST_SCALE = 0.02
"""The least standard deviation a feature is taken to have, so that a rare one is not blown up."""
STOP = {"maxiter": 150, "gtol": 1e-7, "ftol": 1e-9}
"""When the search for weights ends; SciPy's own bounds end it too early, since losses are means."""


def train_ranker(examples: Sequence[RankingExample]) -> Ranker:
    """Return the ranker that these examples teach; passages are ranked by their sentences too."""
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
    """Return what tells own questions from others, as chances to be right.

    It learns whether a question belongs to the corpus at all, which carries further than whether
    its first passage is right; then its scores are stretched and shifted until their logistic is
    the share that is right (Platt 1999). For other languages it learns from examples that were
    ranked as there.
    """
    return Confidence(_confidence_trees(examples), _confidence_weights(elsewhere))


def _confidence_trees(examples: ConfidenceExamples) -> Trees:
    def learn(chosen: Flags) -> Trees:
        return grow_chances(
            examples.rows[chosen],
            examples.own[chosen],
            examples.evidence[chosen],
            CONFIDENCE_FEATURES,
        )

    # What they learnt from, they are too sure of to be stretched by it.
    scores = np.zeros(len(examples.rows))
    for half in (examples.half == 0, examples.half == 1):
        scores[half] = learn(~half).score(examples.rows[half])
    stretch, shift = _stretched(scores, examples)
    return learn(np.ones(len(scores), np.bool_)).stretched(stretch, shift)


def _confidence_weights(examples: ConfidenceExamples) -> Linear:
    names = PORTABLE_CONFIDENCE_FEATURES
    mean, scale, rows = _standardised(portable_confidence(examples.rows))
    intercept = names.index("intercept")
    mean[intercept], scale[intercept], rows[:, intercept] = 0.0, 1.0, 1.0
    costs = np.full(rows.shape[1], CONFIDENCE_COST)
    costs[intercept] = 0.0
    weights = _minimise(
        _logistic_loss(rows, examples.own, examples.evidence, costs), np.zeros(rows.shape[1])
    )
    stretch, shift = _stretched(rows @ weights, examples)
    weights = stretch * weights
    weights[intercept] += shift
    return Linear(names, mean, scale, weights, np.zeros((len(TABLES), len(weights))))


def _stretched(scores: Floats, examples: ConfidenceExamples) -> tuple[float, float]:
    """Return by how much to multiply scores, and what to add, for their logistic to be right."""
    rows = np.stack([scores, np.ones(len(scores))], axis=1)
    loss = _logistic_loss(rows, examples.right, examples.reality, np.zeros(2))
    stretch, shift = _minimise(loss, np.array([1.0, 0.0]))
    return float(stretch), float(shift)


def _sentence_lists(examples: Sequence[RankingExample]) -> list[JudgedList]:
    """Return the sentences of each relevant passage, where some hold the answer and some do not."""
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
    """Return the candidates of each question; unjudged ones that hold the answer don't count."""
    lists = []
    for example in examples:
        if example.relevant.any():
            scores = sentence.score(example.features.sentences, example.kind, example.brevity)
            rows = ranking_rows(example.features, scores, example.kind)
            counted = example.relevant | ~example.holds
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
    lists: Sequence[JudgedList], names: tuple[str, ...], cost: float, kind_cost: float
) -> Linear:
    """Return the weights that best tell the good rows of each list from its others."""
    mean, scale, rows = _standardised(np.concatenate([each.rows for each in lists]))
    good = np.concatenate([each.good for each in lists])
    lengths = np.array([len(each.rows) for each in lists])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    list_of = np.repeat(np.arange(len(lists)), lengths)
    shares = np.array([each.weight for each in lists])
    shares = shares / shares.sum()
    tables = _tables(lists, lengths, rows)
    # A row of weights for all questions, then one for each of TABLES.
    shape = (1 + len(tables), len(names))
    costs = np.full(shape, kind_cost)
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
    return Linear(names, mean, scale, weights[0], weights[1:])


def _tables(
    lists: Sequence[JudgedList], lengths: Integers, rows: Floats
) -> list[tuple[Integers, Floats]]:
    """Return, for each of TABLES, which rows its weights are added for, and what they multiply."""
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
    """Return each list's log-sum-exp over its allowed rows, and each row's share of it."""
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

"""Measures of what was found; the usual ones are computed by ir-measures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, Success, nDCG

from index.finder import DOUBT
from index.learning.evaluation import Found
from index.learning.judged import JudgedQuestion
from index.learning.trec import judgements, run


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one system on the questions of one file.

    All but the first are shares or means in 0..1, or None where they are undefined: without
    questions of that kind, or for a system that only ranks.
    """

    questions: int
    """How many questions were asked."""
    mrr10: float | None
    """Answerable questions: mean reciprocal rank of the first right passage, 0 below rank 10."""
    recall1: float | None
    """Answerable questions: the share whose first passage is right."""
    recall5: float | None
    """Answerable questions: the share with a right passage among the first five."""
    ndcg10: float | None
    """Answerable questions: mean normalised discounted cumulative gain of the first ten."""
    quote1: float | None
    """Answerable questions: the share with a gold answer in the best sentence of the first passage.
    """
    quote3: float | None
    """Answerable questions: the share with one in the best sentences of the first three passages.
    """
    kept: float | None
    """Answerable questions: the share answered at the threshold."""
    refused: float | None
    """Unanswerable questions: the share refused at the threshold."""
    auroc: float | None
    """The chance that an answerable question has more confidence than an unanswerable one."""
    served: float | None
    """Answerable questions: the share answered with a right passage first, or whose best sentence
    there contains a gold answer."""
    unwarned: float | None
    """All questions: the share answered without a warning by a passage that is not right."""
    gap: float | None
    """The largest difference between the mean confidence and the share that is right in a fifth of
    the range of confidences, where unanswerable questions weigh UNANSWERABLE of all."""


UNANSWERABLE = 0.3
"""The share of unanswerable questions for which confidences are to be right, in 0..1."""
BANDS = 5
"""How many bands of confidences are compared with what is right."""
FEWEST_IN_BAND = 10
"""Questions in a band below which its share says nothing."""


def measure(
    questions: Sequence[JudgedQuestion], found: Sequence[Found], threshold: float
) -> Figures:
    """Return the figures of what was found for each question.

    Questions with a confidence below `threshold`, in 0..1, count as refused, and answers with one
    below `threshold + DOUBT` as warned about.
    """
    pairs = list(zip(questions, found, strict=True))
    answerable = [(question, one) for question, one in pairs if question.answerable]
    unanswerable = [(question, one) for question, one in pairs if not question.answerable]
    of_answerable, of_unanswerable = _confidences(answerable), _confidences(unanswerable)
    quoted = [
        (question, one.quotes)
        for question, one in answerable
        if question.answers and one.quotes is not None
    ]
    ranking = _ranking(questions, found) if answerable else {}
    return Figures(
        questions=len(pairs),
        mrr10=ranking.get(RR @ 10),
        recall1=ranking.get(Success @ 1),
        recall5=ranking.get(Success @ 5),
        ndcg10=ranking.get(nDCG @ 10),
        quote1=_share(_is_quoted(question, quotes[:1]) for question, quotes in quoted),
        quote3=_share(_is_quoted(question, quotes) for question, quotes in quoted),
        kept=_share(confidence >= threshold for confidence in of_answerable),
        refused=_share(confidence < threshold for confidence in of_unanswerable),
        auroc=_auroc(of_answerable, of_unanswerable),
        served=_share(
            _is_right(question, one) and one.confidence >= threshold
            for question, one in answerable
            if one.confidence is not None
        ),
        unwarned=_share(
            not one.doubted and one.confidence >= threshold + DOUBT and not _is_right(question, one)
            for question, one in pairs
            if one.confidence is not None
        ),
        gap=_gap(pairs),
    )


def by_kind(
    questions: Sequence[JudgedQuestion], found: Sequence[Found], threshold: float
) -> dict[str, Figures]:
    """Return the figures of the questions of each kind, in the order of the kinds' names."""
    pairs = list(zip(questions, found, strict=True))
    return {
        kind: measure(
            [question for question, _ in pairs if question.kind == kind],
            [one for question, one in pairs if question.kind == kind],
            threshold,
        )
        for kind in sorted({question.kind for question in questions} - {""})
    }


def _is_right(question: JudgedQuestion, one: Found) -> bool:
    """Return whether the first passage is judged to answer, or is quoted with a gold answer."""
    quoted = one.quotes is not None and _is_quoted(question, one.quotes[:1])
    return quoted or any(passage in question.relevant for passage in one.passages[:1])


def _gap(pairs: Sequence[tuple[JudgedQuestion, Found]]) -> float | None:
    answerable = sum(question.answerable for question, _ in pairs)
    unanswerable = len(pairs) - answerable
    if not answerable or not unanswerable or any(one.confidence is None for _, one in pairs):
        return None
    weight = UNANSWERABLE / (1 - UNANSWERABLE) * answerable / unanswerable
    weights = np.array([1.0 if question.answerable else weight for question, _ in pairs])
    confidences = np.array([one.confidence for _, one in pairs], np.float64)
    right = np.array([_is_right(question, one) for question, one in pairs], np.float64)
    bands = np.minimum((confidences * BANDS).astype(np.int64), BANDS - 1)
    gaps = [
        abs(float(np.average((confidences - right)[here], weights=weights[here])))
        for band in range(BANDS)
        if (here := bands == band).sum() >= FEWEST_IN_BAND
    ]
    return max(gaps, default=None)


def _ranking(
    questions: Sequence[JudgedQuestion], found: Sequence[Found]
) -> dict[ir_measures.Measure, float]:
    measures = [RR @ 10, Success @ 1, Success @ 5, nDCG @ 10]
    return ir_measures.calc_aggregate(measures, judgements(questions), run(questions, found))


def _is_quoted(question: JudgedQuestion, quotes: Sequence[str]) -> bool:
    return any(question.is_answered_in(quote) for quote in quotes)


def _confidences(pairs: Iterable[tuple[JudgedQuestion, Found]]) -> list[float]:
    return [one.confidence for _, one in pairs if one.confidence is not None]


def _share(cases: Iterable[bool]) -> float | None:
    counted = list(cases)
    return sum(counted) / len(counted) if counted else None


def _auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Return how often a positive exceeds a negative; ties count half."""
    if not positives or not negatives:
        return None
    in_order = np.sort(negatives)
    below = np.searchsorted(in_order, positives, "left")
    not_above = np.searchsorted(in_order, positives, "right")
    return float((below + not_above).mean() / 2 / len(negatives))

"""Measures of what was found; the usual ones are computed by ir-measures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ir_measures
import numpy as np
from ir_measures import RR, Success, nDCG

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


def measure(
    questions: Sequence[JudgedQuestion], found: Sequence[Found], threshold: float
) -> Figures:
    """Return the figures of what was found for each question.

    Questions with a confidence below `threshold`, in 0..1, count as refused.
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
    )


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

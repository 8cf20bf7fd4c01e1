"""From what was found to figures; the usual ones are ir-measures'."""

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
    """How well one system did on the questions of one file.

    All but the first are shares or means in 0..1; None where there is nothing to judge by: no
    question of the kind, or a system that only ranks.
    """

    questions: int
    """How many were asked."""
    mrr10: float | None
    """Of answerable questions: one over the rank of the first right passage, 0 below rank 10."""
    recall1: float | None
    """Answerable questions whose first passage is right."""
    recall5: float | None
    """Answerable questions with a right passage among the first five."""
    ndcg10: float | None
    """Of answerable questions: the normalised discounted cumulative gain of the first ten."""
    quote1: float | None
    """Answerable questions with a gold answer in the sentence shown of the first passage."""
    quote3: float | None
    """Answerable questions with one in a sentence shown of the first three passages."""
    kept: float | None
    """Answerable questions that are answered at the threshold."""
    refused: float | None
    """Unanswerable questions that are refused at the threshold."""
    auroc: float | None
    """How often an answerable question gets more confidence than an unanswerable one."""


def measure(
    questions: Sequence[JudgedQuestion], found: Sequence[Found], threshold: float
) -> Figures:
    """Return the figures for what was found for each question; below the threshold is refused."""
    pairs = list(zip(questions, found, strict=True))
    answerable = [(question, one) for question, one in pairs if question.answerable]
    unanswerable = [(question, one) for question, one in pairs if not question.answerable]
    sure, unsure = _confidences(answerable), _confidences(unanswerable)
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
        kept=_share(confidence >= threshold for confidence in sure),
        refused=_share(confidence < threshold for confidence in unsure),
        auroc=_auroc(sure, unsure),
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


def _auroc(sure: Sequence[float], unsure: Sequence[float]) -> float | None:
    """Return how often one of the first is above one of the second; equals count half."""
    if not sure or not unsure:
        return None
    in_order = np.sort(unsure)
    below = np.searchsorted(in_order, sure, "left") + np.searchsorted(in_order, sure, "right")
    return float(below.mean() / 2 / len(unsure))

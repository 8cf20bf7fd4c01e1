"""Training of the second ranker, from what words and meaning find for judged questions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.finder import Finder
from index.found import Found
from index.learning.judged import JudgedQuestion, JudgedSet
from index.learning.training import fit_chances, fit_ranking
from index.learning.tree_training import JudgedList
from index.ranking.linear import Linear
from index.ranking.matches import Floats
from index.reading.languages import Kind
from index.semantic.meaning import GUESSED, Meaning
from index.semantic.pool import POOL_FEATURES, Placed, Pool, pool
from index.semantic.second import CONFIDENCE_FEATURES, LISTENED, SecondRanker, confidence_row

RANKING_COST = 1e-2
"""L2 penalty of weights, relative to a mean log-likelihood; chosen by cross-validation."""
UNANSWERABLE = 0.4
"""The share of unanswerable questions that confidences are to be right for, in 0..1: more than of
all, because words are sure of most that are answered."""


@dataclass(frozen=True, slots=True)
class MeaningExample:
    """A question that words are unsure of, and what was found for it."""

    question: JudgedQuestion
    gathered: Pool
    good: tuple[bool, ...]
    """Per passage of the pool: whether it is judged to answer."""
    finder: Finder
    weight: float


def meaning_examples(
    judged: JudgedSet, questions: Sequence[JudgedQuestion], meaning: Meaning, weight: float
) -> Iterator[MeaningExample]:
    """Yield an example, with this weight, for each question that words are unsure of."""
    finder = Finder(judged.articles)
    placed = meaning.complete(finder.indexes)
    for question in questions:
        found, every = finder.searched_by_words(question.text, question.earlier)
        if found.confidence >= LISTENED:
            continue
        code = found.candidates.question.language or GUESSED
        vector = placed.of_question(question.text, code)
        gathered = pool(placed, every, found, vector)
        if gathered.passages:
            good = tuple(_is_right(judged, question, each) for each in gathered.passages)
            yield MeaningExample(question, gathered, good, finder, weight)


def train_second_ranker(examples: Iterable[MeaningExample]) -> SecondRanker:
    """Return a second ranker trained on the examples."""
    every = list(examples)
    lists = [
        JudgedList(each.gathered.rows, Kind.NONE, 0.0, np.array(each.good), each.weight)
        for each in every
        if any(each.good)
    ]
    ranking = fit_ranking(lists, POOL_FEATURES, RANKING_COST)
    return SecondRanker(ranking, _confidence(ranking, every))


def _confidence(ranking: Linear, examples: Sequence[MeaningExample]) -> Linear:
    untrained = SecondRanker(ranking, ranking)
    rows: list[Floats] = []
    right: list[float] = []
    for each in examples:
        best, _ = untrained.first(each.gathered)
        words = _by_words(each, best)
        rows.append(confidence_row(each.gathered, best, words))
        right.append(float(each.good[best]))
    answerable = np.array([each.question.answerable for each in examples])
    weights = np.array([each.weight for each in examples])
    share = UNANSWERABLE / (1 - UNANSWERABLE)
    weights[~answerable] *= (
        share * weights[answerable].sum() / max(weights[~answerable].sum(), 1e-9)
    )
    return fit_chances(np.stack(rows), np.array(right), weights, CONFIDENCE_FEATURES)


def _by_words(example: MeaningExample, number: int) -> float:
    placed = example.gathered.passages[number]
    led: Found = example.finder.by_words.led_by(placed)
    return example.finder.checked(led, example.question.text).confidence


def _is_right(judged: JudgedSet, question: JudgedQuestion, placed: Placed) -> bool:
    place = placed.found.index.passages.place(placed.position)
    return judged.passage_ids[place] in question.relevant

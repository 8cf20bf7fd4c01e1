from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.confidence import CONFIDENCE_FEATURES
from index.examples import (
    Circumstance,
    ConfidenceExamples,
    TrainingSet,
    confidence_examples,
    ranking_examples,
)
from index.languages import Kind
from index.ranking import Ranker
from tests.index.training_sets import KITCHEN, KOREA, training_sets


@pytest.fixture
def sets(tmp_path: Path) -> list[TrainingSet]:
    return training_sets(tmp_path)


def examples(sets: Sequence[TrainingSet]) -> ConfidenceExamples:
    return confidence_examples(sets, Ranker.shipped())


def test_passages_are_known_by_the_ids_of_their_set(sets: list[TrainingSet]) -> None:
    korea, _ = sets

    for passage_id, position in korea.positions.items():
        assert korea.passage_id(korea.index, position) == passage_id


def test_each_answerable_question_is_an_example_of_ranking(sets: list[TrainingSet]) -> None:
    found = ranking_examples(sets)

    assert len(found) == len(KOREA) + len(KITCHEN)
    assert [example.kind for example in found[:3]] == [Kind.WHEN, Kind.WHO, Kind.NUMBER]


def test_what_is_right_is_told_of_each_passage_and_sentence(sets: list[TrainingSet]) -> None:
    """The first sentence of each passage asks nothing; the answer stands in the second."""
    for example in ranking_examples(sets):
        assert example.relevant.sum() == 1
        assert example.holds.tolist() == example.relevant.tolist()
        here = example.features.candidate == int(np.flatnonzero(example.relevant)[0])
        assert example.answers[here].tolist() == [False, True]
        assert not example.answers[~here].any()


def test_sets_count_alike_whatever_their_size(sets: list[TrainingSet]) -> None:
    weights = [example.weight for example in ranking_examples(sets)]

    assert sum(weights[: len(KOREA)]) == pytest.approx(1)
    assert sum(weights[len(KOREA) :]) == pytest.approx(1)


def test_the_confidence_learns_from_questions_that_are_answered_and_that_are_not(
    sets: list[TrainingSet],
) -> None:
    found = examples(sets)

    assert found.rows.shape == (len(found.own), len(CONFIDENCE_FEATURES))
    assert 0 < found.own.mean() < 1
    assert 0 < found.right.mean() < 1
    assert (found.evidence > 0).all()
    assert (found.reality > 0).all()


def test_only_where_the_corpus_answers_can_the_first_passage_be_right(
    sets: list[TrainingSet],
) -> None:
    found = examples(sets)

    assert (found.right <= found.own).all()


def test_the_examples_are_the_same_every_time(sets: list[TrainingSet]) -> None:
    once, again = examples(sets), examples(sets)

    assert (once.rows == again.rows).all()
    assert (once.right == again.right).all()


def test_one_set_alone_teaches_what_it_can(sets: list[TrainingSet]) -> None:
    assert set(examples(sets[:1]).own) == {0.0, 1.0}


def test_a_circumstance_is_of_a_corpus_that_answers_or_not() -> None:
    assert {each for each in Circumstance if each.own} == {
        Circumstance.OWN,
        Circumstance.SMALL_OWN,
        Circumstance.NEAR_OWN,
    }

from pathlib import Path

import numpy as np
import pytest

from index.learning.examples import TrainingSet, halves, ranking_examples
from index.reading.languages import Kind
from tests.index.learning.training_sets import KITCHEN, KOREA, training_sets


@pytest.fixture
def sets(tmp_path: Path) -> list[TrainingSet]:
    return training_sets(tmp_path)


def test_halves_have_each_question_once_and_no_set_is_left_out(sets: list[TrainingSet]) -> None:
    first, second = halves(sets)

    for whole, one, other in zip(sets, first, second, strict=True):
        both = [question.id for question in (*one.questions, *other.questions)]
        assert sorted(both) == sorted(question.id for question in whole.questions)
        assert len(set(both)) == len(both)
        assert abs(len(one.questions) - len(other.questions)) <= 1
        assert one.index is other.index is whole.index


def test_passages_are_known_by_the_ids_of_their_set(sets: list[TrainingSet]) -> None:
    korea, _ = sets

    for passage_id, position in korea.positions.items():
        assert korea.passage_id(korea.index, position) == passage_id


def test_each_answerable_question_is_an_example_of_ranking(sets: list[TrainingSet]) -> None:
    found = ranking_examples(sets)

    assert len(found) == len(KOREA) + len(KITCHEN)
    assert [example.kind for example in found[:3]] == [Kind.WHEN, Kind.WHO, Kind.NUMBER]


def test_passages_and_sentences_with_the_answer_are_right(sets: list[TrainingSet]) -> None:
    """The answer is in the second sentence of each passage, never in the first."""
    for example in ranking_examples(sets):
        assert example.relevant.sum() == 1
        assert example.has_answer.tolist() == example.relevant.tolist()
        here = example.features.candidate == int(np.flatnonzero(example.relevant)[0])
        assert example.answers[here].tolist() == [False, True]
        assert not example.answers[~here].any()


def test_sets_have_equal_weight_whatever_their_size(sets: list[TrainingSet]) -> None:
    weights = [example.weight for example in ranking_examples(sets)]

    assert sum(weights[: len(KOREA)]) == pytest.approx(1)
    assert sum(weights[len(KOREA) :]) == pytest.approx(1)

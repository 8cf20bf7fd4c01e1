import json
from pathlib import Path

import numpy as np
import pytest

from index.confidence import CONFIDENCE_FEATURES, Confidence
from index.examples import TrainingSet, confidence_examples, ranking_examples
from index.features import SENTENCE_FEATURES
from index.languages import Kind
from index.linear import Linear
from index.ranking import RANKING_FEATURES, Ranker
from index.training import train_confidence, train_ranker
from tests.index.training_sets import KITCHEN, KOREA, training_sets


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> list[TrainingSet]:
    folder: Path = tmp_path_factory.mktemp("sets")
    return training_sets(folder)


@pytest.fixture(scope="module")
def ranker(sets: list[TrainingSet]) -> Ranker:
    return train_ranker(ranking_examples(sets))


@pytest.fixture(scope="module")
def confidence(sets: list[TrainingSet], ranker: Ranker) -> Linear:
    return train_confidence(confidence_examples(sets, ranker))


def test_a_trained_ranker_finds_the_passages_and_sentences_that_it_learnt(
    sets: list[TrainingSet], ranker: Ranker
) -> None:
    for training, told in zip(sets, (KOREA, KITCHEN), strict=True):
        for number, (_, _, question, _) in enumerate(told):
            found = training.index.candidates(training.index.read(question))
            best = ranker.rank(training.index, found)[0]
            position = int(found.positions[best.candidate])
            assert training.passage_id(training.index, position) == f"p{number}"
            assert best.sentence == 1


def test_a_trained_confidence_tells_own_questions_from_those_of_another_set(
    sets: list[TrainingSet], ranker: Ranker, confidence: Linear
) -> None:
    korea, kitchen = sets

    def trust(training: TrainingSet, question: str) -> float:
        found = training.index.candidates(training.index.read(question))
        ranked = ranker.rank(training.index, found)
        return Confidence(confidence).of(training.index, found, ranked)

    own = [trust(korea, question) for _, _, question, _ in KOREA]
    foreign = [trust(kitchen, question) for _, _, question, _ in KOREA]

    assert min(own) > max(foreign)


def test_weights_are_for_the_features_that_the_code_computes(
    ranker: Ranker, confidence: Linear
) -> None:
    assert ranker.sentence.names == SENTENCE_FEATURES
    assert ranker.passage.names == RANKING_FEATURES
    assert confidence.names == CONFIDENCE_FEATURES


def test_only_what_ranks_weighs_otherwise_for_each_kind_of_question(
    ranker: Ranker, confidence: Linear
) -> None:
    assert ranker.sentence.kind_weights.any()
    assert ranker.passage.kind_weights.any()
    assert not confidence.kind_weights.any()


def test_the_same_questions_give_the_same_weights(
    sets: list[TrainingSet], ranker: Ranker, confidence: Linear
) -> None:
    again = train_ranker(ranking_examples(sets))

    assert written(again.sentence) == written(ranker.sentence)
    assert written(again.passage) == written(ranker.passage)
    assert written(train_confidence(confidence_examples(sets, again))) == written(confidence)


def test_the_intercept_is_never_standardised(confidence: Linear) -> None:
    column = CONFIDENCE_FEATURES.index("intercept")
    row = np.zeros((1, len(CONFIDENCE_FEATURES)))
    row[0, column] = 1.0

    added = confidence.contributions(row, Kind.NONE)[0, column]

    assert added == pytest.approx(confidence.weights[column])


def written(weights: Linear) -> str:
    return json.dumps(weights.to_json())

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.learning.circumstances import confidence_examples
from index.learning.examples import TrainingSet, ranking_examples
from index.learning.training import train_confidence, train_ranker
from index.learning.tree_training import CHANCES, RANKING, SETTINGS
from index.ranking.confidence import CONFIDENCE_FEATURES, PORTABLE_CONFIDENCE_FEATURES, Confidence
from index.ranking.features import SENTENCE_FEATURES
from index.ranking.linear import Linear
from index.ranking.ranking import (
    PORTABLE_FEATURES,
    RANKING_FEATURES,
    Ranker,
    portable,
    ranking_rows,
)
from index.ranking.trees import Trees
from index.reading.languages import Kind
from tests.index.learning.training_sets import KITCHEN, KOREA, training_sets


@pytest.fixture(scope="module", autouse=True)
def _few_questions_are_enough() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.learning.circumstances.SMALL_CORPORA", {1: 8, 2: 8, 9: 4})
        patch.setitem(SETTINGS, "min_data_in_leaf", 1)
        patch.setitem(RANKING, "num_iterations", 50)
        patch.setitem(CHANCES, "num_iterations", 50)
        yield


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> list[TrainingSet]:
    folder: Path = tmp_path_factory.mktemp("sets")
    return training_sets(folder)


@pytest.fixture(scope="module")
def ranker(sets: list[TrainingSet]) -> Ranker:
    return train_ranker(ranking_examples(sets))


@pytest.fixture(scope="module")
def confidence(sets: list[TrainingSet], ranker: Ranker) -> Confidence:
    return trained_confidence(sets, ranker)


def trained_confidence(sets: list[TrainingSet], ranker: Ranker) -> Confidence:
    elsewhere = replace(ranker, trees_in=frozenset())
    return train_confidence(
        confidence_examples(sets, (ranker, ranker)),
        confidence_examples(sets, (elsewhere, elsewhere)),
    )


def test_a_trained_ranker_finds_its_training_passages_and_sentences(
    sets: list[TrainingSet], ranker: Ranker
) -> None:
    for training, texts in zip(sets, (KOREA, KITCHEN), strict=True):
        for number, (_, _, question, _) in enumerate(texts):
            found = training.index.candidates(training.index.read(question))
            best = ranker.rank(training.index, found)[0]
            position = int(found.positions[best.candidate])
            assert training.passage_id(training.index, position) == f"p{number}"
            assert best.sentence == 1


def test_trees_and_weights_alone_rank_their_training_passages_first(
    sets: list[TrainingSet], ranker: Ranker
) -> None:
    for example in ranking_examples(sets):
        scores = ranker.sentence.score(example.features.sentences, example.kind, example.brevity)
        rows = ranking_rows(example.features, scores, example.kind)
        by_trees = ranker.passage.score(rows)
        by_weights = ranker.elsewhere.score(portable(rows), example.kind, example.brevity)

        assert example.relevant[int(np.argmax(by_trees))]
        assert example.relevant[int(np.argmax(by_weights))]


def test_a_trained_confidence_tells_own_questions_from_those_of_another_set(
    sets: list[TrainingSet], ranker: Ranker, confidence: Confidence
) -> None:
    korea, kitchen = sets

    def trust(training: TrainingSet, question: str) -> float:
        found = training.index.candidates(training.index.read(question))
        ranked = ranker.rank(training.index, found)
        return confidence.of(training.index, found, ranked)

    answerable = [trust(korea, question) for _, _, question, _ in KOREA]
    foreign = [trust(kitchen, question) for _, _, question, _ in KOREA]

    assert min(answerable) > max(foreign)


def test_weights_are_for_the_features_that_the_code_computes(
    ranker: Ranker, confidence: Confidence
) -> None:
    assert ranker.sentence.names == SENTENCE_FEATURES
    assert ranker.elsewhere.names == PORTABLE_FEATURES
    assert ranker.passage.names == RANKING_FEATURES
    assert confidence.trees.names == CONFIDENCE_FEATURES
    assert confidence.elsewhere.names == PORTABLE_CONFIDENCE_FEATURES


def test_only_what_ranks_weighs_otherwise_for_each_kind_of_question(
    ranker: Ranker, confidence: Confidence
) -> None:
    assert ranker.sentence.kind_weights.any()
    assert ranker.elsewhere.kind_weights.any()
    assert not confidence.elsewhere.kind_weights.any()


def test_the_same_questions_give_the_same_weights(
    sets: list[TrainingSet], ranker: Ranker, confidence: Confidence
) -> None:
    again = train_ranker(ranking_examples(sets))

    assert written(again.sentence) == written(ranker.sentence)
    assert written(again.passage) == written(ranker.passage)
    assert written(again.elsewhere) == written(ranker.elsewhere)
    trained = trained_confidence(sets, again)
    assert written(trained.trees) == written(confidence.trees)
    assert written(trained.elsewhere) == written(confidence.elsewhere)


def test_the_intercept_is_never_standardised(confidence: Confidence) -> None:
    column = PORTABLE_CONFIDENCE_FEATURES.index("intercept")
    row = np.zeros((1, len(PORTABLE_CONFIDENCE_FEATURES)))
    row[0, column] = 1.0

    added = confidence.elsewhere.contributions(row, Kind.NONE)[0, column]

    assert added == pytest.approx(confidence.elsewhere.weights[column])


def written(weights: Linear | Trees) -> str:
    return json.dumps(weights.to_json())

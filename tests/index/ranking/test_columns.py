"""Each feature is in the column of its name: the values of two features are never swapped."""

import json
from pathlib import Path

import numpy as np
import pytest

from index.ranking.confidence import CONFIDENCE_FEATURES, confidence_row
from index.ranking.features import PASSAGE_FEATURES, SENTENCE_FEATURES, extract, in_columns
from index.ranking.matches import Floats
from index.ranking.ranking import RANKING_FEATURES, Ranker, ranking_rows
from index.reading.languages import Kind
from tests.index.ranking.described import described

VALUES: dict[str, dict[str, float]] = json.loads(
    (Path(__file__).parent / "features.json").read_text(encoding="utf-8")
)
"""By feature: a sum over all rows in which no two rows have the same weight."""
OF_QUESTION = tuple(VALUES["question"])
INDEX, FOUND = described()


def summed(rows: Floats, names: tuple[str, ...]) -> dict[str, float]:
    sums = np.sqrt(np.arange(1, len(rows) + 1)) @ rows
    return dict(zip(names, sums.tolist(), strict=True))


@pytest.mark.parametrize("group", VALUES)
def test_no_two_features_have_the_same_values(group: str) -> None:
    assert len(set(VALUES[group].values())) == len(VALUES[group])


def test_each_feature_of_a_passage_has_its_values() -> None:
    rows = np.concatenate([extract(INDEX, found).passages for found in FOUND])

    assert summed(rows, PASSAGE_FEATURES) == pytest.approx(VALUES["passages"], rel=1e-5)


def test_each_feature_of_a_sentence_has_its_values() -> None:
    rows = np.concatenate([extract(INDEX, found).sentences for found in FOUND])

    assert summed(rows, SENTENCE_FEATURES) == pytest.approx(VALUES["sentences"], rel=1e-5)


def test_each_feature_of_a_question_has_its_values() -> None:
    ranker = Ranker.shipped()
    rows = np.stack([confidence_row(found, ranker.rank(INDEX, found)) for found in FOUND])
    columns = [CONFIDENCE_FEATURES.index(name) for name in OF_QUESTION]

    assert summed(rows[:, columns], OF_QUESTION) == pytest.approx(VALUES["question"], rel=1e-5)


def test_a_passage_has_its_own_features_and_the_maximum_of_each_of_its_sentences() -> None:
    features = extract(INDEX, FOUND[0])
    scores = np.arange(len(features.sentences), dtype=np.float64)

    rows = ranking_rows(features, scores, Kind.WHEN)

    passages = dict(zip(RANKING_FEATURES, rows.T.tolist(), strict=True))
    for name, column in zip(PASSAGE_FEATURES, features.passages.T.tolist(), strict=True):
        assert passages[name] == column
    largest = np.maximum.reduceat(features.sentences, features.first)
    for name, column in zip(SENTENCE_FEATURES, largest.T.tolist(), strict=True):
        assert passages.get(f"max_{name}", column) == column
    last = np.append(features.first[1:], len(scores)) - 1
    assert passages["sentence_best"] == last.tolist()
    assert passages["sentence_count"] == np.log1p(np.bincount(features.candidate)).tolist()
    assert passages["sentence_sum"] == pytest.approx(
        [np.log(np.exp(scores[features.candidate == each]).sum()) for each in range(len(last))]
    )
    kinds = {name: values for name, values in passages.items() if name.startswith("is_")}
    assert kinds == {f"is_{kind}": [float(kind is Kind.WHEN)] * len(last) for kind in Kind}


def test_the_first_passage_and_its_best_sentence_give_the_confidence_their_features() -> None:
    best, *_ = ranked = Ranker.shipped().rank(INDEX, FOUND[0])

    row = dict(zip(CONFIDENCE_FEATURES, confidence_row(FOUND[0], ranked).tolist(), strict=True))

    for name, value in zip(RANKING_FEATURES, best.features.tolist(), strict=True):
        assert row[f"passage_{name}"] == value
    for name, value in zip(SENTENCE_FEATURES, best.sentence_features.tolist(), strict=True):
        assert row[f"sentence_{name}"] == value


@pytest.mark.parametrize("names", [("a",), ("a", "b", "c"), ("a", "c")])
def test_a_feature_too_many_or_missing_is_an_error(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"Features differ: \['[bc]'"):
        in_columns({"a": np.zeros(1), "b": np.zeros(1)}, names)

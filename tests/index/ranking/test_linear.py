import json

import numpy as np
import pytest

from index.ranking.confidence import PORTABLE_CONFIDENCE_FEATURES
from index.ranking.features import SENTENCE_FEATURES
from index.ranking.linear import CLIP, TABLES, Linear, trained
from index.ranking.ranking import PORTABLE_FEATURES
from index.reading.languages import Kind

KIND_WEIGHTS = np.zeros((len(TABLES), 2))
KIND_WEIGHTS[TABLES.index("when")] = [10.0, 0.0]
KIND_WEIGHTS[TABLES.index("when if brief")] = [4.0, 0.0]
SUM = Linear(
    ("dates", "length"),
    mean=np.array([1.0, 0.0]),
    scale=np.array([2.0, 1.0]),
    weights=np.array([3.0, -1.0]),
    kind_weights=KIND_WEIGHTS,
)


def test_a_score_is_the_weighted_sum_of_the_standardised_features() -> None:
    assert SUM.score(np.array([[5.0, 1.0], [1.0, 0.0]]), Kind.WHO).tolist() == [5.0, 0.0]


def test_features_may_weigh_otherwise_for_a_kind_of_question() -> None:
    assert SUM.score(np.array([[5.0, 1.0]]), Kind.WHEN).tolist() == [25.0]


@pytest.mark.parametrize(("brevity", "score"), [(0.0, 25.0), (0.5, 29.0), (1.0, 33.0)])
def test_features_may_weigh_otherwise_where_passages_are_brief(
    brevity: float, score: float
) -> None:
    assert SUM.score(np.array([[5.0, 1.0]]), Kind.WHEN, brevity).tolist() == [score]


def test_no_feature_counts_beyond_a_few_standard_deviations() -> None:
    rows = np.array([[0.0, 1e9], [0.0, -1e9]])

    assert SUM.score(rows, Kind.WHO).tolist() == [-1.5 - CLIP, -1.5 + CLIP]


def test_contributions_add_up_to_the_score() -> None:
    rows = np.array([[5.0, 1.0], [-3.0, 2.5]])

    added = SUM.contributions(rows, Kind.WHEN)

    assert added.shape == rows.shape
    assert added.sum(axis=1) == pytest.approx(SUM.score(rows, Kind.WHEN))


def test_a_sum_survives_being_written_and_read() -> None:
    written = json.loads(json.dumps(SUM.to_json()))

    read = Linear.from_json(written)

    assert written["dates"] == {
        "mean": 1.0,
        "scale": 2.0,
        "weight": 3.0,
        "by_kind": {"when": 10.0, "when if brief": 4.0},
    }
    assert read.names == SUM.names
    for ours, theirs in [
        (read.mean, SUM.mean),
        (read.scale, SUM.scale),
        (read.weights, SUM.weights),
        (read.kind_weights, SUM.kind_weights),
    ]:
        assert ours.tolist() == theirs.tolist()


def test_weights_are_written_short_enough_to_read() -> None:
    third = np.array([1 / 3])
    odd = Linear(("a",), third, third, third, np.zeros((len(TABLES), 1)))

    assert odd.to_json() == {"a": {"mean": 0.3333, "scale": 0.3333, "weight": 0.3333}}


@pytest.mark.parametrize(
    ("model", "name", "features"),
    [
        ("ranking", "sentence", SENTENCE_FEATURES),
        ("ranking", "passage", PORTABLE_FEATURES),
        ("confidence", "confidence", PORTABLE_CONFIDENCE_FEATURES),
    ],
)
def test_the_weights_that_ship_are_for_the_features_that_the_code_computes(
    model: str, name: str, features: tuple[str, ...]
) -> None:
    shipped = trained(model)[name]

    assert shipped.names == features
    assert (shipped.scale > 0).all()
    assert np.isfinite(shipped.weights).all()
    assert shipped.weights.any()

import numpy as np
import pytest

from index.ranking.brief import BRIEF_FEATURES, MOST_UNSURE, BriefConfidence, brief_row, log_odds
from index.ranking.checks import check
from index.ranking.doubts import Doubts
from index.ranking.linear import TABLES, Linear
from index.ranking.ranking import Ranker, brevity
from tests.index.articles import candidates

CERTAIN = Doubts()
RULE = "Kucing dilarang masuk kolam."
LONG = "Kucing dilarang masuk kolam renang umum di kota. " * 12


def weighing(**weights: float) -> BriefConfidence:
    """Return a model of some features, of which the others say nothing."""
    count = len(BRIEF_FEATURES)
    row = np.array([weights.get(name, 0.0) for name in BRIEF_FEATURES])
    tables = np.zeros((len(TABLES), count))
    return BriefConfidence(Linear(BRIEF_FEATURES, np.zeros(count), np.ones(count), row, tables))


def confidence(
    model: BriefConfidence, question: str, body: str, by_trees: float, doubts: Doubts = CERTAIN
) -> float:
    index, found = candidates(question, body)
    ranked = Ranker.shipped().rank(index, found)
    return model.of(index, found, ranked, by_trees, min(by_trees, 0.9), doubts)


def test_the_model_that_ships_is_for_the_features_that_the_code_computes() -> None:
    assert BriefConfidence.shipped().model.names == BRIEF_FEATURES


def test_brief_passages_have_the_confidence_of_the_model() -> None:
    assert confidence(weighing(odds=1.0), "kucing masuk", RULE, 0.7) == pytest.approx(0.7)
    assert confidence(weighing(intercept=-2.0), "kucing masuk", RULE, 0.7) == pytest.approx(
        1 / (1 + np.exp(2))
    )


def test_passages_of_a_paragraph_keep_theirs() -> None:
    index, _ = candidates("kucing", LONG)

    assert brevity(index) == 0
    assert confidence(weighing(intercept=-2.0), "kucing masuk", LONG, 0.97) == 0.9


def test_what_comes_with_a_warning_keeps_it_unless_a_doubt_is_shown_anyway() -> None:
    sure = weighing(intercept=3.0)

    assert confidence(sure, "kucing masuk", RULE, 0.5) == MOST_UNSURE
    assert confidence(sure, "kucing masuk", RULE, 0.6) > 0.9
    assert confidence(sure, "kucing masuk", RULE, 0.5, Doubts(missing=("kolam",))) > 0.9


def test_what_defines_what_is_asked_about_keeps_its_confidence() -> None:
    index, found = candidates("apa itu griefing?", "Griefing berarti merusak bangunan orang lain.")
    ranked = Ranker.shipped().rank(index, found)

    assert weighing(intercept=-2.0).of(index, found, ranked, 0.7, 0.7, CERTAIN) == 0.7


def test_without_candidates_nothing_changes() -> None:
    index, found = candidates("rendang", RULE)

    assert BriefConfidence.shipped().of(index, found, [], 0.0, 0.0, Doubts()) == 0.0


def test_features_say_what_the_first_passage_lacks() -> None:
    index, found = candidates("apa hukuman kucing 2029", RULE)
    first = Ranker.shipped().rank(index, found)[0]
    doubts = check(index, found, [first], "apa hukuman kucing 2029")
    row = dict(zip(BRIEF_FEATURES, brief_row(found, first, 0.5, doubts).tolist(), strict=True))

    assert row["odds"] == 0.0
    assert row["is_what"] == row["intercept"] == 1.0
    assert 0 < row["coverage"] < 0.5
    assert row["worst_missing"] > 0
    assert row["indirect"] == row["renamed"] == row["contradicted"] == 0.0


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_log_odds_are_finite(chance: float) -> None:
    assert np.isfinite(log_odds(chance))

import numpy as np
import pytest

from index.ranking.confidence import (
    CONFIDENCE_FEATURES,
    MAX_LEAD,
    MIN_CANDIDATES,
    PORTABLE_CONFIDENCE_FEATURES,
    UNTRAINED_SHIFT,
    Confidence,
    confidence_row,
    portable,
)
from index.ranking.linear import TABLES, Linear
from index.ranking.matches import Floats
from index.ranking.ranking import Ranker
from index.ranking.trees import Split, Trees
from tests.index.articles import article, candidates, indexed

CONFIDENCE = Confidence.shipped()
TRUCE = "Perang Korea berakhir dengan gencatan senjata pada 1953."
ROCKET = "Roket Korea Utara meledak saat diterbangkan."


def row(question: str, *bodies: str) -> Floats:
    index, found = candidates(question, *bodies)
    return confidence_row(found, Ranker.shipped().rank(index, found))


def value(name: str, question: str, *bodies: str) -> float:
    return float(row(question, *bodies)[CONFIDENCE_FEATURES.index(name)])


def confidence(question: str, *bodies: str) -> float:
    index, found = candidates(question, *bodies)
    return CONFIDENCE.of(index, found, Ranker.shipped().rank(index, found))


def test_without_candidates_the_confidence_is_zero() -> None:
    assert confidence("rendang", TRUCE) == 0.0


def test_the_models_that_ship_are_for_the_features_that_the_code_computes() -> None:
    shipped = Confidence.shipped()

    assert shipped.trees.names == CONFIDENCE_FEATURES
    assert shipped.trees.trees
    assert shipped.elsewhere.names == PORTABLE_CONFIDENCE_FEATURES


def test_a_question_that_is_answered_gets_more_than_one_that_shares_a_word() -> None:
    answered = confidence("Kapan perang Korea berakhir?", TRUCE, ROCKET)
    related = confidence("Siapa pelatih sepak bola Korea?", TRUCE, ROCKET)

    assert answered > 0.5 > related


def test_confidence_falls_when_the_passage_that_answers_is_taken_out() -> None:
    question = "Kapan perang Korea berakhir?"

    assert confidence(question, TRUCE, ROCKET) > confidence(question, ROCKET)


def test_a_misspelt_question_is_trusted_less() -> None:
    assert confidence("gencatn senjata", TRUCE) < confidence("gencatan senjata", TRUCE)


def intercept_only(weight: float) -> Linear:
    count = len(PORTABLE_CONFIDENCE_FEATURES)
    weights = [weight * (name == "intercept") for name in PORTABLE_CONFIDENCE_FEATURES]
    return Linear(
        PORTABLE_CONFIDENCE_FEATURES,
        np.zeros(count),
        np.ones(count),
        np.array(weights),
        np.zeros((len(TABLES), count)),
    )


GIVEN = Confidence(
    Trees.of([Split("passage_coverage", 0.5, -2.0, 2.0)], CONFIDENCE_FEATURES), intercept_only(1.0)
)


@pytest.mark.parametrize(("question", "score"), [("perang", 2.0), ("rendang perang sapi", -2.0)])
def test_the_confidence_is_a_logistic_of_the_trees(question: str, score: float) -> None:
    index, found = candidates(question, TRUCE)

    given = GIVEN.of(index, found, Ranker.shipped().rank(index, found))

    assert given == pytest.approx(1 / (1 + np.exp(-score)))


def test_outside_the_training_language_it_is_a_logistic_of_the_linear_model_and_a_shift() -> None:
    index = indexed(article("War in Korea ended.", language="en"))
    found = index.candidates(index.read("When did the war end?"))

    given = GIVEN.of(index, found, Ranker.shipped().rank(index, found))

    assert given == pytest.approx(1 / (1 + np.exp(-1 - UNTRAINED_SHIFT)))


def test_portable_columns_are_those_of_their_names() -> None:
    rows = np.arange(len(CONFIDENCE_FEATURES), dtype=np.float64)[np.newaxis]

    taken = [CONFIDENCE_FEATURES[int(number)] for number in portable(rows)[0]]

    assert tuple(taken) == PORTABLE_CONFIDENCE_FEATURES


def test_each_feature_has_a_column() -> None:
    assert row("perang", TRUCE).shape == (len(CONFIDENCE_FEATURES),)
    assert len(set(CONFIDENCE_FEATURES)) == len(CONFIDENCE_FEATURES)
    assert value("intercept", "perang", TRUCE) == 1.0


@pytest.mark.parametrize(
    ("name", "more", "less"),
    [
        ("unknown", "perang rendang", "perang"),
        ("corrected", "gencatn", "gencatan"),
        ("capitals", "kapan di Korea", "kapan perang"),
        ("terms", "perang Korea", "perang"),
        ("missing_weight", "perang rendang", "perang"),
        ("matched_weight", "perang Korea", "perang"),
        ("heaviest_missing", "perang rendang", "perang"),
        ("capitals_missing", "perang di Jepang", "perang di Korea"),
    ],
)
def test_of_two_questions_the_one_with_the_property_has_more_of_the_feature(
    name: str, more: str, less: str
) -> None:
    assert value(name, more, TRUCE) > value(name, less, TRUCE)


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        ("Kapan perang berakhir?", "Perang berakhir pada 1953.", 0.0),
        ("Kapan perang berakhir?", "Perang berakhir dengan 300 korban.", 1.0),
        ("Berapa korban perang?", "Korban perang 300.", 0.0),
        ("Berapa korban perang?", "Korban perang banyak.", 1.0),
        ("Siapa memimpin perang?", "Perang dipimpin Narang.", 0.0),
        ("Siapa memimpin perang?", "Perang dipimpin mereka.", 1.0),
        ("Di mana perang?", "Perang di Seoul.", 0.0),
        ("Di mana perang?", "Perang di sana.", 1.0),
        ("Kenapa perang?", "Perang.", 0.0),
    ],
)
def test_an_answer_type_is_missing_without_a_new_word_of_the_type_asked_for(
    question: str, sentence: str, missing: float
) -> None:
    assert value("answer_type_missing", question, sentence) == missing


def test_a_small_corpus_is_known_to_be_small() -> None:
    assert value("small", "perang", TRUCE) > value("small", "perang", *[TRUCE] * 20)


def test_with_few_candidates_the_lead_says_nothing() -> None:
    few, enough = [ROCKET] * (MIN_CANDIDATES - 2), [ROCKET] * (MIN_CANDIDATES - 1)
    question = "Kapan perang Korea berakhir?"

    assert value("lead", question, TRUCE, *few) == 0.0
    assert value("likelihood", question, TRUCE, *few) == 0.5
    assert 0 < value("lead", question, TRUCE, *enough) <= MAX_LEAD
    assert 0.5 < value("likelihood", question, TRUCE, *enough) <= 1

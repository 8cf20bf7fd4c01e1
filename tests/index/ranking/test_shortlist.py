from dataclasses import replace

import numpy as np
import pytest

from index.ranking.features import SENTENCE_FEATURES, extract
from index.ranking.ranking import Ranker
from index.ranking.shortlist import SHORTLISTED, WEIGHTS, shortlist
from index.searching.retrieval import Candidates, PassageIndex
from index.searching.settled import Support
from tests.index.articles import article, articles, candidates, indexed

MANY = SHORTLISTED + 5


def equals(count: int) -> tuple[PassageIndex, Candidates, dict[str, np.ndarray]]:
    """Return so many passages that say the same, and features that are all 0."""
    index, found = candidates("kapan perang usai", *["Perang usai pada Mei."] * count)
    return index, found, {name: np.zeros(count) for name in WEIGHTS}


@pytest.mark.parametrize("count", [1, SHORTLISTED, MANY])
def test_of_equals_the_first_by_bm25_are_listed(count: int) -> None:
    listed = shortlist(*equals(count))

    assert listed.tolist() == list(range(min(count, SHORTLISTED)))


@pytest.mark.parametrize("name", WEIGHTS)
def test_candidates_with_more_of_a_feature_are_listed_in_their_order_by_bm25(name: str) -> None:
    index, found, features = equals(MANY)
    features[name][[MANY - 1, MANY - 3]] = 1.0

    listed = shortlist(index, found, features)

    assert listed.tolist() == [*range(SHORTLISTED - 2), MANY - 3, MANY - 1]


def test_passages_of_which_settled_questions_say_something_are_always_listed() -> None:
    index, found, features = equals(MANY)
    supported = replace(found, support={int(found.positions[-1]): Support()})

    assert shortlist(index, supported, features).tolist() == [*range(SHORTLISTED), MANY - 1]


def test_passages_that_the_question_names_by_number_are_always_listed() -> None:
    body = "\n\n".join(
        f"Pasal {number}\n\nUang kas dibayar. Uang kas dicatat." for number in range(1, MANY + 1)
    )
    index = indexed(article(body))
    found = index.candidates(index.read(f"uang kas di pasal {MANY}"))
    last = [index.is_named(found.question, place) for place in found.positions.tolist()].index(True)
    features = {name: -np.eye(len(found.positions))[last] for name in WEIGHTS}

    assert len(found.positions) > SHORTLISTED
    assert last in shortlist(index, found, features).tolist()


def test_the_features_of_the_listed_depend_on_all_candidates() -> None:
    few = extract(*candidates("perang Korea", *["Perang Korea."] * SHORTLISTED))
    many = extract(
        *candidates("perang Korea", *["Perang Korea."] * SHORTLISTED, "Perang.", "Korea.")
    )

    assert many.chosen.tolist() == few.chosen.tolist() == list(range(SHORTLISTED))
    column = SENTENCE_FEATURES.index("distinctiveness")
    assert many.sentences.shape == few.sentences.shape
    assert not np.allclose(many.passages, few.passages)
    assert np.isfinite(many.sentences[:, column]).all()


def test_only_the_listed_are_ranked() -> None:
    index = indexed(*articles(*["Perang usai pada Mei."] * MANY))
    found = index.candidates(index.read("kapan perang usai"))

    ranked = Ranker.shipped().rank(index, found)

    assert [each.candidate for each in ranked] == list(range(SHORTLISTED))

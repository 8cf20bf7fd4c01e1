import numpy as np
import pytest

from index.ranking import nearness
from index.ranking.matches import Matches
from index.ranking.nearness import (
    NO_WINDOW,
    SENTENCE_GAP,
    introduced,
    pairs,
    proximity,
    windows,
)
from tests.index.articles import article, candidates, indexed

BODY = "Perang Korea berakhir pada 1953. Damai belum ada."


def matches(question: str, *bodies: str) -> Matches:
    return Matches.of(*candidates(question, *bodies))


def test_words_nearer_to_a_match_have_more_proximity() -> None:
    others, own = proximity(matches("perang", "Perang itu pada 1953 usai."))

    assert others[0] == 0.0
    assert own.tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]
    assert others[1:].tolist() == sorted(others[1:], reverse=True)
    assert others[1] == pytest.approx(np.exp(-1 / 6))


def test_proximity_falls_at_the_end_of_a_sentence_and_of_a_passage_even_more() -> None:
    others, _ = proximity(matches("perang", "Ada perang. Usai sudah."))

    assert others[2] == pytest.approx(np.exp(-(1 + SENTENCE_GAP) / 6))
    assert proximity(matches("perang", "Ada perang.", "Usai perang."))[0].max() < 1


def test_adjacent_pairs_of_the_question_are_counted() -> None:
    found = matches("perang Korea berakhir", "Perang Korea. Korea perang. Perang Korea berakhir.")

    assert pairs(found).tolist() == [0.5, 0.0, 1.0]
    assert pairs(matches("perang", BODY)).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("body", "words_per_term"),
    [
        ("Perang Korea.", 1.0),
        ("Korea dan perang.", 1.5),
        ("Perang itu lama. Korea damai.", 2.0),
        ("Perang itu, di Korea, perang.", 1.0),
        ("Perang perang perang lalu Korea.", 1.5),
        ("Perang di sana, di Korea, perang itu berakhir.", 4 / 3),
        ("Perang Korea berakhir.", 1.0),
    ],
)
def test_the_window_is_the_shortest_one_with_all_matched_query_terms(
    body: str, words_per_term: float
) -> None:
    found = matches("perang Korea berakhir", body)

    assert windows(found) == pytest.approx([np.log(words_per_term)])


@pytest.mark.parametrize("body", ["Perang.", "Perang dan perang.", "…"])
def test_a_passage_that_matches_fewer_than_two_query_terms_has_no_window(body: str) -> None:
    index = indexed(article(body, title="Perang"))
    found = Matches.of(index, index.candidates(index.read("perang Korea")))

    assert windows(found).tolist() == [NO_WINDOW]


def test_each_candidate_has_its_own_window() -> None:
    found = matches("perang Korea", "Ada perang.", "Perang Korea perang.", "Korea, lalu perang.")

    assert windows(found) == pytest.approx([0.0, np.log(1.5), NO_WINDOW])


@pytest.mark.parametrize(
    ("body", "share"),
    [
        ("Narang, wakil menteri, datang.", 1.0),
        ("Narang (wakil menteri) datang.", 1.0),
        ("Narang adalah wakil menteri.", 1.0),
        ("Narang datang ke Seoul.", 0.0),
        ("Ia datang. Narang pergi, lalu kembali.", 0.0),
    ],
)
def test_a_sentence_introduces_what_it_explains(body: str, share: float) -> None:
    assert introduced(matches("Siapa Narang?", body)).max() == share


def test_a_name_of_two_words_is_introduced_whole() -> None:
    assert introduced(matches("Siapa Vipin Narang?", "Vipin Narang, wakil menteri.")) == [1.0]
    assert introduced(matches("Siapa Vipin Narang?", "Narang, wakil menteri.")) < 1.0


def test_long_passages_are_measured_a_few_terms_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def measured() -> list[list[float]]:
        found = matches("perang Korea berakhir 1953", BODY, "Korea. Perang di Korea berakhir.")
        return [each.tolist() for each in (*proximity(found), windows(found))]

    at_once = measured()
    monkeypatch.setattr(nearness, "_BLOCK", 20)

    assert measured() == [pytest.approx(each) for each in at_once]

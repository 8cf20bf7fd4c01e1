from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking import matches as matching
from index.ranking.matches import (
    NO_WINDOW,
    SENTENCE_GAP,
    TITLE_STRENGTH,
    Matches,
    look_up,
    outside_strengths,
)
from index.reading.languages import Mark
from tests.index.articles import article, candidates, indexed

BODY = "Perang Korea berakhir pada 1953. Damai belum ada."


def matches(question: str, *bodies: str) -> Matches:
    return Matches.of(*candidates(question, *bodies))


def test_words_of_the_candidates_are_side_by_side_with_their_positions() -> None:
    found = matches("korea", BODY, "Korea Utara.")

    assert found.count == 2
    assert found.lengths.tolist() == [2, 8]
    assert found.candidate.tolist() == [0] * 2 + [1] * 8
    assert found.row.tolist() == [0] * 2 + [1] * 5 + [2] * 3
    assert found.candidate_of_row.tolist() == [0, 1, 1]
    assert found.position.tolist() == [*range(2), *range(8)]
    assert found.position_in_sentence.tolist() == [*range(2), *range(5), *range(3)]


def test_each_word_knows_which_query_term_it_matches() -> None:
    found = matches("Kapan perang Korea berakhir?", BODY)

    assert found.matched.tolist() == [0, 1, 2, -1, -1, -1, -1, -1]
    assert found.strength.tolist() == [1.0] * 3 + [0.0] * 5
    assert found.best_in_rows(found.hits).tolist() == [[1, 0], [1, 0], [1, 0]]


def test_only_capitalised_occurrences_of_a_name_are_marked() -> None:
    found = matches("perang", "Perang kata Narang. Di Narang, Narang dan narang.")

    assert [bool(marks & Mark.NAME) for marks in found.marks.tolist()] == [
        *(False, False, True),
        *(False, True, True, False, False),
    ]


def test_a_corrected_word_is_matched_with_less_strength() -> None:
    found = matches("berakhit", BODY)

    assert found.strength.max() == pytest.approx(1 - 1 / 8)


def test_words_spelt_as_in_the_question_are_distinguished_from_others_of_their_stem() -> None:
    found = matches("akhir perang", BODY)

    assert found.exact_in_rows().tolist() == [[0, 0], [1, 0]]


def test_kin_count_where_the_term_itself_is_missing() -> None:
    found = matches("teknologi", "Teknologi itu baru. Bioteknologi itu lama.")

    ((_, of_kin),) = found.best_in_rows(found.kin_hits)

    assert found.best_in_rows(found.hits).tolist() == [[1.0, 0.0]]
    assert 0.5 <= of_kin < 1


def test_a_title_counts_for_less_than_the_text() -> None:
    index = indexed(article(BODY, title="Sejarah perang"))
    found = index.candidates(index.read("sejarah Korea"))

    assert outside_strengths(index, found).tolist() == [[TITLE_STRENGTH], [0.0]]


def test_a_candidate_may_have_no_words() -> None:
    index = indexed(article("…", "1", title="Perang"), article(BODY, "2", title="Perang"))
    found = Matches.of(index, index.candidates(index.read("perang")))

    assert sorted(found.lengths.tolist()) == [0, 8]


def test_words_nearer_to_a_match_have_more_proximity() -> None:
    proximity, own = matches("perang", "Perang itu pada 1953 usai.").proximity()

    assert proximity[0] == 0.0
    assert own.tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]
    assert proximity[1:].tolist() == sorted(proximity[1:], reverse=True)
    assert proximity[1] == pytest.approx(np.exp(-1 / 6))


def test_proximity_falls_at_the_end_of_a_sentence_and_of_a_passage_even_more() -> None:
    proximity, _ = matches("perang", "Ada perang. Usai sudah.").proximity()

    assert proximity[2] == pytest.approx(np.exp(-(1 + SENTENCE_GAP) / 6))
    assert matches("perang", "Ada perang.", "Usai perang.").proximity()[0].max() < 1


def test_adjacent_pairs_of_the_question_are_counted() -> None:
    found = matches("perang Korea berakhir", "Perang Korea. Korea perang. Perang Korea berakhir.")

    assert found.pairs().tolist() == [0.5, 0.0, 1.0]
    assert matches("perang", BODY).pairs().tolist() == [0.0, 0.0]


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

    assert found.windows() == pytest.approx([np.log(words_per_term)])


@pytest.mark.parametrize("body", ["Perang.", "Perang dan perang.", "…"])
def test_a_passage_that_matches_fewer_than_two_query_terms_has_no_window(body: str) -> None:
    index = indexed(article(body, title="Perang"))
    found = Matches.of(index, index.candidates(index.read("perang Korea")))

    assert found.windows().tolist() == [NO_WINDOW]


def test_each_candidate_has_its_own_window() -> None:
    found = matches("perang Korea", "Ada perang.", "Perang Korea perang.", "Korea, lalu perang.")

    assert found.windows() == pytest.approx([0.0, np.log(1.5), NO_WINDOW])


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
    assert matches("Siapa Narang?", body).introduced().max() == share


def test_a_name_of_two_words_is_introduced_whole() -> None:
    assert matches("Siapa Vipin Narang?", "Vipin Narang, wakil menteri.").introduced() == [1.0]
    assert matches("Siapa Vipin Narang?", "Narang, wakil menteri.").introduced() < 1.0


def test_the_focus_is_what_is_next_to_the_question_word() -> None:
    found = matches("Klub apa menang kemarin?", "Klub Seoul kemarin.")

    assert found.focus().tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("steps", "expected"), [((1,), [1]), ((-1,), [4]), ((-1, 1, 2), [1, 2, 4]), ((3,), [])]
)
def test_words_of_another_candidate_are_no_neighbours(
    steps: tuple[int, ...], expected: list[int]
) -> None:
    found = matches("perang", "Perang lama usai.", "Usai perang lama.")
    first_and_last = np.array([True, False, False, False, False, True])

    assert found.candidate.tolist() == [0, 0, 0, 1, 1, 1]
    assert np.flatnonzero(found.at_offsets(first_and_last, *steps)).tolist() == expected


@pytest.mark.parametrize("chosen", [[0], [1], [0, 2], [1, 2], [0, 1, 2]])
def test_some_of_the_candidates_match_as_they_do_alone(chosen: list[int]) -> None:
    index, found = candidates(
        "perang Korea teknologi",
        "Ada perang. Perang Korea perang, kata Narang.",
        "Korea, lalu perang.",
        "Bioteknologi Korea (baru).",
    )
    alone = Matches.of(
        index,
        replace(found, positions=found.positions[chosen], scores=found.scores[chosen]),
    )

    some = Matches.of(index, found).only(np.array(chosen))

    for name in ("candidate", "row", "position", "matched", "strength", "marks", "first_row"):
        assert getattr(some, name).tolist() == getattr(alone, name).tolist(), name
    for name in ("words", "terms", "strengths", "candidates", "rows"):
        assert getattr(some.hits, name).tolist() == getattr(alone.hits, name).tolist(), name
        assert getattr(some.kin_hits, name).tolist() == getattr(alone.kin_hits, name).tolist()


def test_long_passages_are_measured_a_few_terms_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def measured() -> list[list[float]]:
        found = matches("perang Korea berakhir 1953", BODY, "Korea. Perang di Korea berakhir.")
        return [each.tolist() for each in (*found.proximity(), found.windows())]

    at_once = measured()
    monkeypatch.setattr(matching, "_BLOCK", 20)

    assert measured() == [pytest.approx(each) for each in at_once]


@given(
    st.sets(st.integers(0, 99_999), max_size=30),
    st.lists(st.integers(0, 9_999), max_size=50),
)
def test_words_are_looked_up_by_all_of_their_id(keys: set[int], others: list[int]) -> None:
    values = [*others, *keys, *(key + 4096 for key in keys)]

    words, places = look_up(np.array(sorted(keys), np.int64), np.array(values, np.int32))

    assert [
        (values[word], sorted(keys)[place]) for word, place in zip(words, places, strict=True)
    ] == [(value, value) for value in values if value in keys]

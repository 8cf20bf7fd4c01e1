from dataclasses import replace

import numpy as np
import pytest

from index.ranking.matches import Matches
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


def test_a_candidate_may_have_no_words() -> None:
    index = indexed(article("…", "1", title="Perang"), article(BODY, "2", title="Perang"))
    found = Matches.of(index, index.candidates(index.read("perang")))

    assert sorted(found.lengths.tolist()) == [0, 8]


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

import numpy as np
import pytest

from index.ranking.matches import FAR_APART, IN_TITLE, SENTENCE_GAP, Matches
from index.reading.languages import Mark
from tests.index.articles import article, candidates, indexed

BODY = "Perang Korea berakhir pada 1953. Damai belum ada."


def matches(question: str, *bodies: str) -> Matches:
    return Matches(*candidates(question, *bodies))


def test_words_of_the_candidates_stand_side_by_side_with_their_places() -> None:
    found = matches("korea", BODY, "Korea Utara.")

    assert found.count == 2
    assert found.lengths.tolist() == [2, 8]
    assert found.candidate.tolist() == [0] * 2 + [1] * 8
    assert found.row.tolist() == [0] * 2 + [1] * 5 + [2] * 3
    assert found.candidate_of_row.tolist() == [0, 1, 1]
    assert found.within.tolist() == [*range(2), *range(8)]
    assert found.within_sentence.tolist() == [*range(2), *range(5), *range(3)]


def test_each_word_knows_which_part_of_the_question_it_meets() -> None:
    found = matches("Kapan perang Korea berakhir?", BODY)

    assert found.slot.tolist() == [0, 1, 2, -1, -1, -1, -1, -1]
    assert found.strength.tolist() == [1.0] * 3 + [0.0] * 5
    assert found.hits(found.row, found.rows).tolist() == [[1, 0], [1, 0], [1, 0]]


def test_a_name_is_marked_where_it_has_its_capital_only() -> None:
    found = matches("perang", "Perang kata Narang. Di Narang, Narang dan narang.")

    assert [bool(marks & Mark.NAME) for marks in found.marks.tolist()] == [
        *(False, False, True),
        *(False, True, True, False, False),
    ]


def test_a_misspelt_word_is_met_less_well() -> None:
    found = matches("berakhit", BODY)

    assert found.strength.max() == pytest.approx(1 - 1 / 8)


def test_words_written_as_in_the_question_are_told_from_others_of_their_stem() -> None:
    found = matches("akhir perang", BODY)

    assert found.exact_hits(found.candidate, found.count).tolist() == [[0], [1]]


def test_kin_count_where_the_term_itself_is_missing() -> None:
    found = matches("teknologi", "Teknologi itu baru. Bioteknologi itu lama.")
    hits = found.hits(found.row, found.rows)

    ((with_term, with_kin),) = found.kin_hits(found.row, hits)

    assert hits.tolist() == [[1.0, 0.0]]
    assert with_term == 1.0
    assert 0.5 <= with_kin < 1


def test_a_title_counts_for_less_than_the_text() -> None:
    index = indexed(article(BODY, title="Sejarah perang"))
    found = index.candidates(index.read("sejarah Korea"))

    assert Matches(index, found).title_hits().tolist() == [[IN_TITLE], [0.0]]


def test_a_candidate_without_words_is_no_hindrance() -> None:
    index = indexed(article("…", "1", title="Perang"), article(BODY, "2", title="Perang"))
    found = Matches(index, index.candidates(index.read("perang")))

    assert sorted(found.lengths.tolist()) == [0, 8]


def test_words_are_the_warmer_the_nearer_the_question_is() -> None:
    heat, own = matches("perang", "Perang itu pada 1953 usai.").heat()

    assert heat[0] == 0.0
    assert own.tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]
    assert heat[1:].tolist() == sorted(heat[1:], reverse=True)
    assert heat[1] == pytest.approx(np.exp(-1 / 6))


def test_the_end_of_a_sentence_keeps_warmth_away_and_that_of_a_passage_more() -> None:
    heat, _ = matches("perang", "Ada perang. Usai sudah.").heat()

    assert heat[2] == pytest.approx(np.exp(-(1 + SENTENCE_GAP) / 6))
    assert matches("perang", "Ada perang.", "Usai perang.").heat()[0].max() < 1


def test_neighbours_in_the_question_that_stand_together_are_counted() -> None:
    found = matches("perang Korea berakhir", "Perang Korea. Korea perang. Perang Korea berakhir.")

    assert found.pairs().tolist() == [0.5, 0.0, 1.0]
    assert matches("perang", BODY).pairs().tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("body", "words_a_part"),
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
def test_parts_of_the_question_are_as_near_as_in_the_shortest_piece_with_all_that_is_said(
    body: str, words_a_part: float
) -> None:
    found = matches("perang Korea berakhir", body)

    assert found.windows() == pytest.approx([np.log(words_a_part)])


@pytest.mark.parametrize("body", ["Perang.", "Perang dan perang.", "…"])
def test_a_passage_that_says_less_than_two_parts_says_them_far_apart(body: str) -> None:
    index = indexed(article(body, title="Perang"))
    found = Matches(index, index.candidates(index.read("perang Korea")))

    assert found.windows().tolist() == [FAR_APART]


def test_each_candidate_has_a_window_of_its_own() -> None:
    found = matches("perang Korea", "Ada perang.", "Perang Korea perang.", "Korea, lalu perang.")

    assert found.windows() == pytest.approx([0.0, np.log(1.5), FAR_APART])


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
def test_a_sentence_introduces_what_it_says_who_or_what_it_is(body: str, share: float) -> None:
    assert matches("Siapa Narang?", body).introduced().max() == share


def test_a_name_of_two_words_is_introduced_whole() -> None:
    assert matches("Siapa Vipin Narang?", "Vipin Narang, wakil menteri.").introduced() == [1.0]
    assert matches("Siapa Vipin Narang?", "Narang, wakil menteri.").introduced() < 1.0


def test_the_words_beside_the_question_word_are_known() -> None:
    found = matches("Klub apa menang kemarin?", "Klub Seoul kemarin.")

    assert found.beside_question_word().tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("steps", "expected"), [((1,), [1]), ((-1,), [4]), ((-1, 1, 2), [1, 2, 4]), ((3,), [])]
)
def test_words_of_another_candidate_are_no_neighbours(
    steps: tuple[int, ...], expected: list[int]
) -> None:
    found = matches("perang", "Perang lama usai.", "Usai perang lama.")
    first_and_last = np.array([True, False, False, False, False, True])

    assert found.candidate.tolist() == [0, 0, 0, 1, 1, 1]
    assert np.flatnonzero(found.beside(first_and_last, *steps)).tolist() == expected

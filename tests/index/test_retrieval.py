import pytest

from index.languages import Mark
from index.relatives import SYNONYM
from index.retrieval import Candidates, Slot
from tests.index.articles import article, articles, candidates, indexed

TRUCE = "Perang berakhir dengan gencatan senjata."
ROCKET = "Roket itu meledak saat diterbangkan."


def found(question: str, *bodies: str) -> list[int]:
    return [int(position) for position in candidates(question, *bodies)[1].positions]


def slot(question: str, *bodies: str) -> Slot:
    _, found = candidates(question, *bodies)
    (slot,) = found.slots
    return slot


def test_passages_that_share_a_term_are_found_the_best_first() -> None:
    both = f"{ROCKET} Perang."

    assert found("perang dan gencatan senjata", ROCKET, both, TRUCE) == [2, 1]


def test_equals_come_in_the_order_of_articles_and_passages() -> None:
    assert found("gencatan senjata", *[TRUCE] * 9) == list(range(9))


def test_of_too_many_candidates_the_best_are_kept() -> None:
    index = indexed(*articles(ROCKET, *[f"{ROCKET} {TRUCE}"] * 40, TRUCE))
    question = index.read("gencatan senjata")

    assert len(index.candidates(question).positions) == 30
    assert index.candidates(question, most=1).positions.tolist() == [41]


def test_passages_that_are_left_out_are_no_candidates() -> None:
    index = indexed(*articles(TRUCE, TRUCE, TRUCE))

    left = index.candidates(index.read("gencatan"), without=[1])

    assert left.positions.tolist() == [0, 2]


@pytest.mark.parametrize("question", ["rendang", "apa itu?", "", "yang di"])
def test_a_question_that_shares_no_term_finds_nothing(question: str) -> None:
    assert found(question, TRUCE, ROCKET) == []


def test_function_words_are_not_what_passages_are_found_by() -> None:
    assert found("gencatan dengan", "Ia datang dengan kapal.", TRUCE) == [1]


def test_an_index_of_passages_without_words_is_searched_in_vain() -> None:
    assert found("perang", "…", "🙂 🙂") == []


def test_a_title_is_searched_with_each_passage_of_its_article() -> None:
    index = indexed(
        article(ROCKET, "1", title="Dapur"),
        article(f"{ROCKET} Lalu jatuh.\n{ROCKET} Lalu jatuh.", "2", title="Korea"),
    )

    assert index.candidates(index.read("Korea")).positions.tolist() == [1, 2]


def test_a_term_that_no_passage_holds_is_read_as_the_nearest_that_one_does() -> None:
    misspelt = slot("gencatn", TRUCE)
    ((term, alike),) = misspelt.terms

    assert misspelt.known
    assert term == "gencat"
    assert alike == pytest.approx(1 - 1 / 7)


def test_a_word_that_a_passage_holds_is_never_taken_for_another() -> None:
    assert [term for term, _ in slot("gencatat", "gencatat", TRUCE).terms] == ["gencatat"]


def test_a_misspelt_word_finds_less_than_the_right_one() -> None:
    right, wrong = (candidates(word, TRUCE)[1].scores[0] for word in ("gencatan", "gencatn"))

    assert 0 < wrong < right


def test_words_of_the_title_are_corrected_too() -> None:
    index = indexed(article(ROCKET, title="Pyongyang"))

    (hit,) = index.candidates(index.read("Pyongyangg")).positions

    assert hit == 0


def test_what_nothing_is_like_stays_unknown_and_weighs_most() -> None:
    _, found = candidates("rendang perang", TRUCE)
    unknown, known = found.slots

    assert not unknown.known
    assert unknown.weight > known.weight > 0


def test_kin_of_a_term_are_known() -> None:
    assert [term for term, _ in slot("teknologi", "Bioteknologi baru.").kin] == ["bioteknolog"]


def test_the_more_of_the_question_no_passage_says_the_farther_is_the_ideal() -> None:
    ideals = [
        candidates(question, TRUCE)[1].ideal
        for question in ("gencatan", "gencatan senjata", "gencatan rendang")
    ]

    assert 0 < ideals[0] < ideals[1] < ideals[2]


def test_single_characters_find_passages_but_are_not_what_they_are_about() -> None:
    index = indexed(article("京都很美。", language="zh"))

    found = index.candidates(index.read("北京"))

    assert found.positions.tolist() == [0]
    assert [slot.asked.term for slot in found.slots] == ["北京"]
    assert any(slot.asked.marks & Mark.SINGLE for slot in found.searched)


def test_a_single_character_alone_is_asked_about() -> None:
    index = indexed(article("水很清。", language="zh"))

    assert [slot.asked.term for slot in index.candidates(index.read("水")).slots] == ["水"]


def follow_up(question: str, earlier: str | None) -> Candidates:
    index = indexed(*articles("Roket Korea meledak.", "Perang Korea berakhir."))
    return index.candidates(index.read(question, earlier))


def test_what_was_asked_before_tells_passages_apart_but_weighs_less() -> None:
    assert follow_up("di Korea?", None).positions.tolist() == [0, 1]
    assert follow_up("di Korea?", "Apa itu perang?").positions.tolist() == [1, 0]
    assert follow_up("roket?", "Apa itu perang?").positions.tolist() == [0, 1]

    asked, before = follow_up("roket?", "Apa itu perang?").slots
    assert before.weight < asked.weight


def test_a_passage_is_found_by_a_relative_of_the_word_but_the_word_itself_finds_more() -> None:
    died, stayed = "Ia meninggal.", "Ia tinggal."

    assert found("tinggal", died, stayed) == [1, 0]
    _, both = candidates("tinggal", died, stayed)
    assert both.scores[1] < both.scores[0]


def test_a_word_whose_relative_a_passage_holds_is_known() -> None:
    only = slot("tinggal", "Ia meninggal. Peninggalan. Ditinggalkan.")

    assert only.known
    assert [term for term, _ in only.terms] == ["tinggal", "inggal"]


def test_a_synonym_that_no_passage_holds_is_not_looked_for() -> None:
    assert slot("wafat", "Ia wafat. Ia meninggal.").terms[1:] == (("inggal", SYNONYM),)
    assert slot("wafat", "Ia wafat.").terms == (("wafat", 1.0),)

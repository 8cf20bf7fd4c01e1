import numpy as np
import pytest

from index.reading.languages import Mark
from index.searching.relatives import SYNONYM
from index.searching.retrieval import CANDIDATES, FEWER_CANDIDATES, Candidates, PassageIndex, Slot
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
    bodies = [f"{ROCKET} {TRUCE}"] * (CANDIDATES - 1)
    kept = found("gencatan senjata", ROCKET, *[ROCKET + " Senjata."] * 9, *bodies, TRUCE)

    assert kept == [10 + len(bodies), *range(10, 10 + len(bodies))]


@pytest.mark.parametrize(
    ("code", "most"), [("id", CANDIDATES), ("en", FEWER_CANDIDATES), ("zh", FEWER_CANDIDATES)]
)
def test_fewer_candidates_are_kept_in_other_languages(code: str, most: int) -> None:
    index = indexed(*articles(*["1953"] * (CANDIDATES + 9), language=code))

    assert len(index.candidates(index.read("1953")).positions) == most
    assert FEWER_CANDIDATES < CANDIDATES


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


def rarities(index: PassageIndex, *words: str) -> list[float]:
    """Return how rare words are, of which the index need not have any."""
    numbers = np.array([index.word_ids.get(word, -1) for word in words], np.int64)
    return list(map(float, index.word_rarity(numbers)))


def term_rarities(index: PassageIndex, *terms: str) -> list[float]:
    numbers = np.array([index.term_ids[term] for term in terms], np.int64)
    return list(map(float, index.term_rarity(numbers)))


def test_a_word_is_the_rarer_the_less_often_it_stands_in_passages() -> None:
    index = indexed(*articles("Perang di Korea.", "Perang di sana, di situ.", "Damai di di di."))

    common, rarer, rare, unknown = rarities(index, "di", "perang", "korea", "zirkonium")

    assert 0 < common < rarer < rare < unknown


def test_the_rarity_of_a_word_is_the_idf_of_the_passages_it_would_be_strewn_over() -> None:
    index = indexed(*articles("Perang perang.", "Damai.", "Damai sekali."))
    passages = 3 * (1 - np.exp(-2 / 3))

    assert rarities(index, "perang", "roket") == pytest.approx(
        [np.log(1 + (3 - passages + 0.5) / (passages + 0.5)), np.log(1 + 3.5 / 0.5)]
    )


def test_a_word_that_is_said_again_and_again_in_one_passage_stays_above_zero() -> None:
    assert rarities(indexed(article("perang " * 999)), "perang")[0] > 0


def test_of_no_words_no_rarity_is_told() -> None:
    index = indexed(article(TRUCE))

    assert rarities(index) == []
    assert term_rarities(index) == []


def test_a_term_is_the_rarer_the_fewer_passages_hold_it() -> None:
    index = indexed(*articles("Perang perang roket.", "Perang.", "Damai."))

    assert term_rarities(index, "perang", "roket") == pytest.approx([np.log(2.5), np.log(4)])


def test_a_function_word_is_a_term_as_of_one_passage() -> None:
    index = indexed(*articles("Perang di sana.", "Damai di sini."))

    assert index.bm25.count("di") == 0
    assert term_rarities(index, "di") == pytest.approx([np.log(3)])


def test_the_usual_length_is_the_mean_of_the_words_of_passages_and_never_none() -> None:
    assert indexed(*articles("Perang di Korea.", "Damai.")).usual_length == 2.0
    assert indexed(article("…")).usual_length == 1.0
    assert PassageIndex([], "id").usual_length == 1.0


def test_after_a_change_words_are_as_rare_and_passages_as_long_as_in_a_new_index() -> None:
    first, second, third = articles("Perang Korea di sana.", "Roket Korea itu.", "Korea, Korea.")
    new = article("Roket di Padang meledak.", "new")

    changed = indexed(first, second, third).changed([new], {first.id}, [])
    made = indexed(second, third, new)

    words = ("perang", "korea", "roket", "di", "padang", "sana")
    assert changed.word_ids.keys() == made.word_ids.keys()
    assert rarities(changed, *words) == rarities(made, *words)
    assert term_rarities(changed, *made.term_ids) == term_rarities(made, *made.term_ids)
    assert changed.usual_length == made.usual_length


def test_a_change_leaves_the_index_before_as_it_was() -> None:
    index = indexed(*articles("Perang Korea.", "Roket itu meledak."))
    before = rarities(index, "perang", "roket"), index.usual_length

    index.changed(articles("Perang lama sekali itu."), {"article-2"}, [])

    assert (rarities(index, "perang", "roket"), index.usual_length) == before

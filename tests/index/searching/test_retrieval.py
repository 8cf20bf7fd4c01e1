import numpy as np
import pytest

from index.reading.languages import Mark
from index.searching.expansion import ExpandedTerm
from index.searching.relatives import SYNONYM
from index.searching.retrieval import (
    CANDIDATES,
    FEWER_CANDIDATES,
    Candidates,
    PassageIndex,
)
from tests.index.articles import article, articles, candidates, indexed

TRUCE = "Perang berakhir dengan gencatan senjata."
ROCKET = "Roket itu meledak saat diterbangkan."


def found(question: str, *bodies: str) -> list[int]:
    return [int(position) for position in candidates(question, *bodies)[1].positions]


def expanded(question: str, *bodies: str) -> ExpandedTerm:
    """Return the only term of the question, with its expansions."""
    _, found = candidates(question, *bodies)
    (term,) = found.terms
    return term


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


def test_function_words_are_not_searched_for() -> None:
    assert found("gencatan dengan", "Ia datang dengan kapal.", TRUCE) == [1]


def test_an_index_of_passages_without_words_finds_nothing() -> None:
    assert found("perang", "…", "🙂 🙂") == []


def test_a_title_is_searched_with_each_passage_of_its_article() -> None:
    index = indexed(
        article(ROCKET, "1", title="Dapur"),
        article(f"{ROCKET} Lalu jatuh.\n{ROCKET} Lalu jatuh.", "2", title="Korea"),
    )

    assert index.candidates(index.read("Korea")).positions.tolist() == [1, 2]


def test_a_term_in_no_passage_is_corrected_to_the_nearest_one() -> None:
    misspelt = expanded("gencatn", TRUCE)
    ((term, similarity),) = misspelt.alternatives

    assert misspelt.known
    assert term == "gencat"
    assert similarity == pytest.approx(1 - 1 / 7)


def test_a_word_in_a_passage_is_never_corrected() -> None:
    known = expanded("gencatat", "gencatat", TRUCE)

    assert [term for term, _ in known.alternatives] == ["gencatat"]


def test_a_misspelt_word_finds_less_than_the_right_one() -> None:
    right, wrong = (candidates(word, TRUCE)[1].scores[0] for word in ("gencatan", "gencatn"))

    assert 0 < wrong < right


def test_words_of_the_title_are_corrected_too() -> None:
    index = indexed(article(ROCKET, title="Pyongyang"))

    (hit,) = index.candidates(index.read("Pyongyangg")).positions

    assert hit == 0


def test_a_word_without_corrections_stays_unknown_and_has_the_highest_weight() -> None:
    _, found = candidates("rendang perang", TRUCE)
    unknown, known = found.terms

    assert not unknown.known
    assert unknown.weight > known.weight > 0


def test_a_term_has_its_kin() -> None:
    assert [term for term, _ in expanded("teknologi", "Bioteknologi baru.").kin] == ["bioteknolog"]


def test_the_ideal_score_is_higher_for_terms_in_no_passage() -> None:
    ideals = [
        candidates(question, TRUCE)[1].ideal
        for question in ("gencatan", "gencatan senjata", "gencatan rendang")
    ]

    assert 0 < ideals[0] < ideals[1] < ideals[2]


def test_single_characters_find_passages_but_do_not_describe_them() -> None:
    index = indexed(article("京都很美。", language="zh"))

    found = index.candidates(index.read("北京"))

    assert found.positions.tolist() == [0]
    assert [term.asked.term for term in found.terms] == ["北京"]
    assert any(term.asked.marks & Mark.SINGLE for term in found.searched)


def test_a_question_of_one_character_has_it_as_its_term() -> None:
    index = indexed(article("水很清。", language="zh"))

    assert [term.asked.term for term in index.candidates(index.read("水")).terms] == ["水"]


def follow_up(question: str, earlier: str | None) -> Candidates:
    index = indexed(*articles("Roket Korea meledak.", "Perang Korea berakhir."))
    return index.candidates(index.read(question, earlier))


def test_the_earlier_question_decides_between_passages_at_a_lower_weight() -> None:
    assert follow_up("di Korea?", None).positions.tolist() == [0, 1]
    assert follow_up("di Korea?", "Apa itu perang?").positions.tolist() == [1, 0]
    assert follow_up("roket?", "Apa itu perang?").positions.tolist() == [0, 1]

    asked, before = follow_up("roket?", "Apa itu perang?").terms
    assert before.weight < asked.weight


def test_a_passage_is_found_by_a_relative_of_the_word_but_the_word_itself_finds_more() -> None:
    died, stayed = "Ia meninggal.", "Ia tinggal."

    assert found("tinggal", died, stayed) == [1, 0]
    _, both = candidates("tinggal", died, stayed)
    assert both.scores[1] < both.scores[0]


def test_a_word_with_a_relative_in_a_passage_is_known() -> None:
    only = expanded("tinggal", "Ia meninggal. Peninggalan. Ditinggalkan.")

    assert only.known
    assert [term for term, _ in only.alternatives] == ["tinggal", "inggal"]


def test_a_synonym_in_no_passage_is_not_searched_for() -> None:
    with_synonym = expanded("wafat", "Ia wafat. Ia meninggal.")

    assert with_synonym.alternatives[1:] == (("inggal", SYNONYM),)
    assert expanded("wafat", "Ia wafat.").alternatives == (("wafat", 1.0),)


def idfs(index: PassageIndex, *words: str) -> list[float]:
    """Return the idf of words, which need not be in the index."""
    numbers = np.array([index.word_ids.get(word, -1) for word in words], np.int64)
    return list(map(float, index.word_idf(numbers)))


def term_idfs(index: PassageIndex, *terms: str) -> list[float]:
    numbers = np.array([index.term_ids.get(term, -1) for term in terms], np.int64)
    return list(map(float, index.term_idf(numbers)))


def test_the_idf_of_a_word_is_higher_the_less_often_it_occurs() -> None:
    index = indexed(*articles("Perang di Korea.", "Perang di sana, di situ.", "Damai di di di."))

    common, rarer, rare, unknown = idfs(index, "di", "perang", "korea", "zirkonium")

    assert 0 < common < rarer < rare < unknown


def test_the_idf_of_a_word_is_that_of_the_passages_expected_to_contain_it() -> None:
    index = indexed(*articles("Perang perang.", "Damai.", "Damai sekali."))
    passages = 3 * (1 - np.exp(-2 / 3))

    assert idfs(index, "perang", "roket") == pytest.approx(
        [np.log(1 + (3 - passages + 0.5) / (passages + 0.5)), np.log(1 + 3.5 / 0.5)]
    )


def test_the_idf_of_a_word_repeated_in_one_passage_is_above_zero() -> None:
    assert idfs(indexed(article("perang " * 999)), "perang")[0] > 0


def test_without_words_there_is_no_idf() -> None:
    index = indexed(article(TRUCE))

    assert idfs(index) == []
    assert term_idfs(index) == []


def test_the_idf_of_a_term_is_higher_the_fewer_passages_contain_it() -> None:
    index = indexed(*articles("Perang perang roket.", "Perang.", "Damai."))

    assert term_idfs(index, "perang", "roket") == pytest.approx([np.log(2.5), np.log(4)])


def test_a_function_word_is_a_term_as_of_one_passage() -> None:
    index = indexed(*articles("Perang di sana.", "Damai di sini."))

    assert index.bm25.document_frequency("di") == 0
    assert term_idfs(index, "di") == pytest.approx([np.log(3)])


def test_the_mean_length_is_that_of_the_words_of_passages_and_at_least_one() -> None:
    assert indexed(*articles("Perang di Korea.", "Damai.")).mean_length == 2.0
    assert indexed(article("…")).mean_length == 1.0
    assert PassageIndex([], "id").mean_length == 1.0


def test_a_change_leaves_the_index_before_as_it_was() -> None:
    index = indexed(*articles("Perang Korea.", "Roket itu meledak."))
    before = idfs(index, "perang", "roket"), index.mean_length

    index.changed(articles("Perang lama sekali itu."), {"article-2"}, [])

    assert (idfs(index, "perang", "roket"), index.mean_length) == before

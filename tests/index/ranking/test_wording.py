import pytest

from index.ranking.matches import Matches
from index.ranking.wording import K1, WORDING, B, Wording
from index.searching.retrieval import PassageIndex
from tests.index.articles import article, candidates, indexed

NONE = {name: [0.0] for name in WORDING}


def read(question: str, *bodies: str) -> Wording:
    index, found = candidates(question, *bodies)
    return Wording(index, found, Matches.of(index, found))


def of_sentences(name: str, question: str, body: str) -> list[float]:
    """Return a share for each sentence of one passage."""
    columns = read(question, body).of_sentences()
    found: list[float] = columns[name].tolist()
    return found


def of_passages(name: str, question: str, *bodies: str) -> list[float]:
    """Return a share for each passage, in their order by BM25."""
    found: list[float] = read(question, *bodies).of_passages()[name].tolist()
    return found


def bm25(question: str, *bodies: str, mean_length: float = 4.0) -> list[float]:
    found: list[float] = read(question, *bodies).bm25(mean_length).tolist()
    return found


def test_a_sentence_with_all_words_of_the_question_has_its_whole_wording() -> None:
    body = "Perang itu yang usai. Perang."

    whole, part = of_sentences("wording", "perang yang usai", body)

    assert whole == pytest.approx(1.0)
    assert 0 < part < 1


def test_words_count_as_they_are_and_not_by_their_stem() -> None:
    assert of_sentences("wording", "perang berakhir", "Perang berakhir. Akhir.")[1] == 0.0


def test_function_words_are_words_too() -> None:
    with_it, without = of_sentences("wording", "perang dengan siapa", "Perang dengan. Perang.")

    assert with_it > without > 0


def test_rare_words_count_more_than_common_ones() -> None:
    body = "Perang di sana. Perang itu. Perang lama. Perang zirkonium. Zirkonium."

    shares = of_sentences("wording", "perang zirkonium", body)

    assert shares[3] == pytest.approx(1.0)
    assert shares[4] > shares[0]


def test_a_word_that_no_passage_has_is_missing() -> None:
    known, unknown = (
        of_sentences("wording", question, "Perang usai.")[0]
        for question in ("perang usai", "perang usai zirkonium")
    )

    assert known == pytest.approx(1.0)
    assert 0 < unknown < 1


def test_a_word_counts_once_however_often_the_question_says_it() -> None:
    once, twice = (
        of_sentences("wording", question, "Perang. Usai.")
        for question in ("perang usai", "perang usai usai")
    )

    assert twice == pytest.approx(once)


def test_pairs_are_neighbours_of_the_question_in_their_order() -> None:
    body = "Perang Korea. Korea perang. Perang di Korea."

    assert of_sentences("wording_pairs", "perang Korea", body) == pytest.approx([1.0, 0.0, 0.0])


def test_function_words_make_pairs_too() -> None:
    body = "Perang di Korea. Perang Korea."

    assert of_sentences("wording_pairs", "perang di Korea", body) == pytest.approx([1.0, 0.0])


def test_a_pair_counts_once_however_often_it_is_asked_or_said() -> None:
    assert of_sentences(
        "wording_pairs", "perang di Korea, perang di", "Perang di Korea perang."
    ) == [pytest.approx(1.0)]
    body = "Perang Korea. Perang Korea."
    assert of_passages("wording_pairs", "perang Korea", body) == pytest.approx([1.0])


def test_rare_pairs_count_more() -> None:
    body = "Di Korea. Di Korea. Di Korea. Perang zirkonium. Zirkonium di."

    shares = of_sentences("wording_pairs", "perang zirkonium di Korea", body)

    assert shares[3] > shares[0] > 0


def test_no_pair_crosses_the_end_of_a_sentence_or_a_passage() -> None:
    assert of_sentences("wording_pairs", "perang Korea", "Perang. Korea.") == [0.0, 0.0]
    assert of_passages("wording_pairs", "perang Korea", "Perang. Korea.") == [0.0]
    assert of_passages("wording_pairs", "perang Korea", "Ada perang.", "Korea.") == [0.0, 0.0]


def test_a_question_of_one_word_has_no_pair() -> None:
    assert of_sentences("wording_pairs", "perang", "Perang perang.") == [0.0]


def test_function_words_count_alike_and_words_of_content_do_not() -> None:
    body = "Dengan perang. Siapa dengan siapa. Perang Korea."

    assert of_sentences("function_words", "perang Korea dengan siapa", body) == [0.5, 1.0, 0.0]


def test_a_question_without_function_words_has_none() -> None:
    assert of_sentences("function_words", "perang Korea", "Perang di Korea.") == [0.0]


def test_colloquial_words_are_compared_in_standard_spelling() -> None:
    assert of_sentences("function_words", "perang yg usai", "Perang yang usai.") == [1.0]


def test_a_passage_has_what_any_of_its_sentences_has() -> None:
    question, body = "perang di Korea dengan siapa", "Perang di Korea. Korea dengan itu."

    assert of_passages("function_words", question, body) == pytest.approx([2 / 3])
    assert of_passages("wording_pairs", question, body)[0] > max(
        of_sentences("wording_pairs", question, body)
    )
    assert of_passages("wording", question, body)[0] > max(of_sentences("wording", question, body))


def test_passages_come_in_the_order_of_the_candidates() -> None:
    assert of_passages("function_words", "perang di", "Perang lama.", "Perang perang di.") == [1, 0]


def test_repeated_words_count_more_with_diminishing_returns() -> None:
    once, twice, often = (
        bm25("perang", body)[0]
        for body in ("Perang a a a.", "Perang perang a a.", "Perang perang perang a.")
    )

    assert 0 < once < twice < often < K1 + 1
    assert often - twice < twice - once


def test_a_passage_of_mean_length_scores_as_by_bm25() -> None:
    assert bm25("perang", "Perang itu lama sekali.") == pytest.approx([1.0])
    assert bm25("perang", "Perang perang itu lama.") == pytest.approx([2 * (K1 + 1) / (2 + K1)])


def test_a_longer_passage_scores_less() -> None:
    (twice_as_long,) = bm25("perang", "Perang itu lama sekali.", mean_length=2.0)

    norm = K1 * (1 - B + B * 2)
    assert twice_as_long == pytest.approx((K1 + 1) / (1 + norm))
    assert twice_as_long < 1


def chinese() -> PassageIndex:
    return indexed(article("水很清。", language="zh"))


def test_a_question_without_words_has_no_wording() -> None:
    index = chinese()
    found = index.candidates(index.read("水"))
    wording = Wording(index, found, Matches.of(index, found))

    assert found.question.words == ()
    assert {name: column.tolist() for name, column in wording.of_sentences().items()} == NONE
    assert {name: column.tolist() for name, column in wording.of_passages().items()} == NONE
    assert wording.bm25(1.0).tolist() == [0.0]


def test_a_candidate_without_words_has_no_wording() -> None:
    index = indexed(article("…", title="Perang"))
    found = index.candidates(index.read("kapan perang"))

    columns = Wording(index, found, Matches.of(index, found)).of_passages()

    assert {name: column.tolist() for name, column in columns.items()} == NONE

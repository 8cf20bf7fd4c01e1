import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking.features import PASSAGE_FEATURES, SENTENCE_FEATURES, UNSAID, Features, extract
from tests.index.articles import article, candidates, indexed

UNBOUNDED = ("evenness", "language_model", "like_alike")
"""Features that may be below 0, or that add up over the question or the other passages."""
WORDS = ["Perang", "korea", "Seoul,", "(1953)", "adalah", "di", "“roket”", "tidak", "Ini", "3,5"]


def of_passages(name: str, question: str, *bodies: str) -> list[float]:
    """Return a feature of the passages, in their order by BM25."""
    column: list[float] = (
        features(question, *bodies).passages[:, PASSAGE_FEATURES.index(name)].tolist()
    )
    return column


def of_sentences(name: str, question: str, body: str) -> list[float]:
    """Return a feature of the sentences of one passage."""
    column: list[float] = (
        features(question, body).sentences[:, SENTENCE_FEATURES.index(name)].tolist()
    )
    return column


def features(question: str, *bodies: str) -> Features:
    return extract(*candidates(question, *bodies))


def test_names_are_unique_and_name_each_column() -> None:
    found = features("perang", "Perang usai. Damai.", "Awal perang.")

    assert len(set(PASSAGE_FEATURES)) == len(PASSAGE_FEATURES)
    assert len(set(SENTENCE_FEATURES)) == len(SENTENCE_FEATURES)
    assert found.passages.shape == (2, len(PASSAGE_FEATURES))
    assert found.sentences.shape == (3, len(SENTENCE_FEATURES))


@pytest.mark.parametrize(
    ("name", "question", "more", "less"),
    [
        ("coverage", "perang Korea", "Perang Korea usai.", "Perang usai lama."),
        ("count_coverage", "perang Korea", "Perang Korea usai.", "Perang usai lama."),
        ("capital_coverage", "kapan perang Korea", "Perang Korea.", "Perang perang."),
        ("exact", "berakhir perang", "Perang berakhir.", "Akhir perang."),
        ("first_word", "perang", "Perang perang usai.", "Usai perang."),
        ("matches", "perang", "Perang dan perang.", "Perang usai."),
        ("share_of_top", "perang", "Perang perang usai.", "Perang usai lama."),
        ("told_apart", "perang Korea", "Perang Korea usai.", "Perang usai lama."),
        ("evenness", "perang Korea", "Perang Korea usai.", "Perang usai lama."),
        ("language_model", "perang Korea", "Perang Korea usai.", "Perang usai lama."),
        ("language_model", "perang", "Perang dan perang.", "Perang dan usai."),
        ("language_model", "perang", "Perang usai.", "Perang usai di sana dan di sini."),
        ("window", "perang Korea", "Korea, Korea, usai: perang.", "Perang Korea."),
        ("wording", "perang Korea", "Perang Korea usai.", "Perang usai lama."),
        ("wording", "kenapa perang", "Kenapa perang, perang.", "Perang usai lama."),
        ("wording_pairs", "perang Korea", "Perang Korea, Korea.", "Korea lalu perang."),
        ("function_words", "perang di mana", "Perang perang di mana.", "Perang ke sana lagi."),
        ("wording_repeated", "perang", "Perang dan perang.", "Perang usai lama."),
        ("like_top", "perang Korea", "Perang Korea usai.", "Perang lama."),
    ],
)
def test_of_two_passages_the_one_that_says_more_of_the_question_has_more(
    name: str, question: str, more: str, less: str
) -> None:
    first, second = of_passages(name, question, more, less)

    assert first > second


def test_what_few_passages_say_tells_them_apart() -> None:
    question = "perang Korea"

    rare, *common = of_passages("told_apart", question, "Ada Korea.", *["Ada perang."] * 4)

    assert rare > 0.5 > common[0] > 0
    assert len(set(common)) == 1


def test_an_even_share_of_all_parts_is_worth_more_than_much_of_one() -> None:
    bodies = ("Perang Korea.", "Perang perang perang perang.")
    both, one = of_passages("evenness", "perang Korea", *bodies)

    assert both == pytest.approx(np.log(1 + UNSAID))
    assert np.log(UNSAID) < one < both


def test_what_other_passages_know_and_this_one_does_not_say_is_missing() -> None:
    assert of_passages("missing_known", "perang Korea", "Perang Korea.", "Perang.") == [0.0, 0.5]
    assert of_passages("missing_known", "perang rendang", "Perang.", "Awal perang.") == [0.0, 0.0]


@pytest.mark.parametrize(
    ("name", "question", "with_it", "without"),
    [
        ("coverage", "kapan perang usai", "Perang usai.", "Perang itu lama."),
        ("pairs", "perang Korea", "Perang Korea usai.", "Korea lalu perang."),
        ("exact", "kapan perang berakhir", "Perang berakhir.", "Akhir perang."),
        ("kin", "apa itu teknologi", "Bioteknologi maju.", "Pertanian maju, teknologi."),
        ("pronoun", "perang", "Ini perang.", "Perang ini."),
        ("negation", "perang", "Perang tidak usai.", "Perang usai."),
        ("introduced", "siapa Narang", "Narang, wakil menteri.", "Narang datang, lalu pergi."),
        ("heat_date", "kapan perang usai", "Perang usai pada Mei.", "Perang usai di sana."),
        ("heat_number", "berapa korban perang", "Korban perang 300.", "Korban perang banyak."),
        ("heat_measure", "berapa lama perang", "Perang itu tiga tahun.", "Perang itu tiga kapal."),
        ("heat_place", "di mana perang", "Perang di Seoul.", "Perang oleh Seoul."),
        ("heat_named", "siapa memimpin", "Ia, Narang, memimpin.", "Kepala memimpin; ia kepala."),
        ("heat_appositive", "di mana Seoul", "Ia tiba di Seoul, Korea.", "Ia ke Seoul dan Korea."),
        ("heat_place_name", "di mana perang", "Awal perang Seoul di Seoul.", "Perang Narang."),
        ("heat_place_named", "di mana perang", "Perang di Seoul.", "Perang oleh Seoul."),
        ("heat_capital", "siapa memimpin", "Narang memimpin, kata Cho.", "Ia memimpin."),
        ("heat_cause", "kenapa perang", "Perang karena minyak.", "Perang dan minyak."),
        ("heat_copula", "apa itu perang", "Perang adalah konflik.", "Perang atau konflik."),
        ("heat_paren", "apa itu perang", "Perang (konflik).", "Perang, konflik."),
        ("heat_quoted", "apa nama perang", "Perang “bintang”.", "Perang bintang."),
        ("heat_name_run", "siapa memimpin", "Rapat memimpin Vipin Narang.", "Memimpin Narang."),
        ("heat_beside", "siapa memimpin", "Ada Narang memimpin.", "Ada Narang yang dulu memimpin."),
        ("new_words", "perang", "Perang itu di kapal besar.", "Perang dan perang di."),
        ("length", "perang", "Perang itu di sana.", "Perang."),
        ("focus", "klub apa menang kemarin", "Klub itu.", "Itu kemarin dulu."),
        ("count_date", "perang", "Perang Mei 1953.", "Perang Mei."),
        ("wording", "perang usai", "Perang usai.", "Perang lama."),
        ("wording", "kapan perang berakhir", "Perang berakhir.", "Perang akhir."),
        ("wording_pairs", "perang Korea", "Perang Korea usai.", "Korea lalu perang."),
        ("function_words", "perang dengan siapa", "Perang dengan Korea.", "Perang di Korea."),
        ("told_apart", "kapan perang usai", "Perang usai.", "Perang itu lama."),
    ],
)
def test_of_two_sentences_the_one_with_such_an_answer_has_more(
    name: str, question: str, with_it: str, without: str
) -> None:
    first, second = of_sentences(name, question, f"{with_it} {without}")

    assert first > second


def test_a_sentence_is_told_apart_by_what_few_candidates_say() -> None:
    index, found = candidates("perang Korea", "Perang. Korea.", *["Ada perang di sini."] * 4)
    column = extract(index, found).sentences[:, SENTENCE_FEATURES.index("told_apart")]
    in_all, in_one = -np.log(5.5 / 6), -np.log(1.5 / 6)

    assert column[:2] == pytest.approx(np.array([in_all, in_one]) / (in_all + in_one))


def test_a_date_is_no_plain_number() -> None:
    assert of_sentences("heat_number", "kapan perang usai", "Perang usai 1953.") == [0.0]


def test_what_the_question_says_itself_is_no_answer_to_it() -> None:
    assert of_sentences("heat_any", "perang usai", "Perang usai.") == [0.0]


def test_a_sentence_with_the_one_before_says_what_both_say() -> None:
    body = "Perang itu usai. Korea damai. Roket meledak."

    assert of_sentences("with_before", "perang Korea", body)[1] == pytest.approx(1.0)


def test_the_best_sentence_of_a_passage_is_what_its_others_are_compared_with() -> None:
    assert of_sentences("share_of_best", "perang Korea", "Perang Korea. Roket.") == [1.0, 0.0]


def test_what_is_said_of_a_passage_does_not_hang_on_which_others_are_found() -> None:
    """Only its place among them may: its rank, and its score beside the first."""
    alone = features("kapan perang usai", "Perang usai pada Mei.")
    index = indexed(*[article("Perang usai pada Mei.", f"{place}") for place in range(3)])
    found = extract(index, index.candidates(index.read("kapan perang usai")))

    rows = found.sentences
    of_channels = [name.startswith(("heat_", "count_")) for name in SENTENCE_FEATURES]
    assert (rows == rows[0]).all()
    assert rows[0][of_channels] == pytest.approx(alone.sentences[0][of_channels])


@given(
    st.lists(st.sampled_from([*WORDS, "."]), max_size=30).map(" ".join),
    st.lists(
        st.lists(st.sampled_from([*WORDS, "usai.", "\n"]), min_size=1, max_size=20).map(" ".join),
        min_size=1,
        max_size=5,
    ),
)
def test_features_are_finite_for_any_words(question: str, bodies: list[str]) -> None:
    index, found = candidates(question, *bodies)
    if not len(found.positions):
        return

    both = extract(index, found)

    assert np.isfinite(both.passages).all()
    assert np.isfinite(both.sentences).all()
    bounded = both.passages[:, [name not in UNBOUNDED for name in PASSAGE_FEATURES]]
    assert ((bounded >= -1e-9) & (bounded <= 3)).all()
    assert ((both.sentences >= -1e-9) & (both.sentences <= 3)).all()

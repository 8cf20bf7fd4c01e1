import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking.features import MISSING, PASSAGE_FEATURES, SENTENCE_FEATURES, Features, extract
from tests.index.articles import article, candidates, indexed

UNBOUNDED = ("evenness", "language_model", "total_similarity")
"""Features that may be negative, or are sums over the question or the other passages."""
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
        ("distinctiveness", "perang Korea", "Perang Korea usai.", "Perang usai lama."),
        ("evenness", "perang Korea", "Perang Korea usai.", "Perang usai lama."),
        ("language_model", "perang Korea", "Perang Korea usai.", "Perang usai lama."),
        ("language_model", "perang", "Perang dan perang.", "Perang dan usai."),
        ("language_model", "perang", "Perang usai.", "Perang usai di sana dan di sini."),
        ("window", "perang Korea", "Korea, Korea, usai: perang.", "Perang Korea."),
        ("wording", "perang Korea", "Perang Korea usai.", "Perang usai lama."),
        ("wording", "kenapa perang", "Kenapa perang, perang.", "Perang usai lama."),
        ("wording_pairs", "perang Korea", "Perang Korea, Korea.", "Korea lalu perang."),
        ("function_words", "perang di mana", "Perang perang di mana.", "Perang ke sana lagi."),
        ("wording_bm25", "perang", "Perang dan perang.", "Perang usai lama."),
        ("similarity_to_top", "perang Korea", "Perang Korea usai.", "Perang lama."),
    ],
)
def test_of_two_passages_the_one_that_says_more_of_the_question_has_more(
    name: str, question: str, more: str, less: str
) -> None:
    first, second = of_passages(name, question, more, less)

    assert first > second


def test_passages_are_distinctive_by_what_few_of_them_say() -> None:
    question = "perang Korea"

    rare, *common = of_passages("distinctiveness", question, "Ada Korea.", *["Ada perang."] * 4)

    assert rare > 0.5 > common[0] > 0
    assert len(set(common)) == 1


def test_an_even_share_of_all_parts_is_worth_more_than_much_of_one() -> None:
    bodies = ("Perang Korea.", "Perang perang perang perang.")
    both, one = of_passages("evenness", "perang Korea", *bodies)

    assert both == pytest.approx(np.log(1 + MISSING))
    assert np.log(MISSING) < one < both


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
        ("proximity_date", "kapan perang usai", "Perang usai pada Mei.", "Perang usai di sana."),
        ("proximity_number", "berapa korban perang", "Korban perang 300.", "Korban perang banyak."),
        (
            "proximity_measure",
            "berapa lama perang",
            "Perang itu tiga tahun.",
            "Perang itu tiga kapal.",
        ),
        ("proximity_place", "di mana perang", "Perang di Seoul.", "Perang oleh Seoul."),
        (
            "proximity_named",
            "siapa memimpin",
            "Ia, Narang, memimpin.",
            "Kepala memimpin; ia kepala.",
        ),
        (
            "proximity_appositive",
            "di mana Seoul",
            "Ia tiba di Seoul, Korea.",
            "Ia ke Seoul dan Korea.",
        ),
        ("proximity_place_name", "di mana perang", "Awal perang Seoul di Seoul.", "Perang Narang."),
        ("proximity_place_named", "di mana perang", "Perang di Seoul.", "Perang oleh Seoul."),
        ("proximity_capital", "siapa memimpin", "Narang memimpin, kata Cho.", "Ia memimpin."),
        ("proximity_cause", "kenapa perang", "Perang karena minyak.", "Perang dan minyak."),
        ("proximity_copula", "apa itu perang", "Perang adalah konflik.", "Perang atau konflik."),
        ("proximity_paren", "apa itu perang", "Perang (konflik).", "Perang, konflik."),
        ("proximity_quoted", "apa nama perang", "Perang “bintang”.", "Perang bintang."),
        (
            "proximity_name_run",
            "siapa memimpin",
            "Rapat memimpin Vipin Narang.",
            "Memimpin Narang.",
        ),
        (
            "proximity_next_to_match",
            "siapa memimpin",
            "Ada Narang memimpin.",
            "Ada Narang yang dulu memimpin.",
        ),
        ("new_words", "perang", "Perang itu di kapal besar.", "Perang dan perang di."),
        ("length", "perang", "Perang itu di sana.", "Perang."),
        ("focus", "klub apa menang kemarin", "Klub itu.", "Itu kemarin dulu."),
        ("count_date", "perang", "Perang Mei 1953.", "Perang Mei."),
        ("wording", "perang usai", "Perang usai.", "Perang lama."),
        ("wording", "kapan perang berakhir", "Perang berakhir.", "Perang akhir."),
        ("wording_pairs", "perang Korea", "Perang Korea usai.", "Korea lalu perang."),
        ("function_words", "perang dengan siapa", "Perang dengan Korea.", "Perang di Korea."),
        ("distinctiveness", "kapan perang usai", "Perang usai.", "Perang itu lama."),
    ],
)
def test_of_two_sentences_the_one_with_such_an_answer_has_more(
    name: str, question: str, with_it: str, without: str
) -> None:
    first, second = of_sentences(name, question, f"{with_it} {without}")

    assert first > second


def test_a_sentence_is_distinctive_by_what_few_candidates_say() -> None:
    index, found = candidates("perang Korea", "Perang. Korea.", *["Ada perang di sini."] * 4)
    column = extract(index, found).sentences[:, SENTENCE_FEATURES.index("distinctiveness")]
    in_all, in_one = -np.log(5.5 / 6), -np.log(1.5 / 6)

    assert column[:2] == pytest.approx(np.array([in_all, in_one]) / (in_all + in_one))


def test_a_date_is_no_plain_number() -> None:
    assert of_sentences("proximity_number", "kapan perang usai", "Perang usai 1953.") == [0.0]


def test_what_the_question_says_itself_is_no_answer_to_it() -> None:
    assert of_sentences("proximity_any", "perang usai", "Perang usai.") == [0.0]


def test_a_sentence_with_the_one_before_says_what_both_say() -> None:
    body = "Perang itu usai. Korea damai. Roket meledak."

    assert of_sentences("coverage_with_previous", "perang Korea", body)[1] == pytest.approx(1.0)


def test_the_best_sentence_of_a_passage_is_what_its_others_are_compared_with() -> None:
    assert of_sentences("share_of_best", "perang Korea", "Perang Korea. Roket.") == [1.0, 0.0]


def test_features_of_a_passage_do_not_depend_on_which_others_are_found() -> None:
    """Only its rank and its score relative to the first depend on them."""
    alone = features("kapan perang usai", "Perang usai pada Mei.")
    index = indexed(*[article("Perang usai pada Mei.", f"{place}") for place in range(3)])
    found = extract(index, index.candidates(index.read("kapan perang usai")))

    rows = found.sentences
    of_channels = [name.startswith(("proximity_", "count_")) for name in SENTENCE_FEATURES]
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

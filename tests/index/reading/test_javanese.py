import pytest

from index.reading.analysis import analyzer
from index.reading.javanese import MIN_BASE, javanese_stem


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("regane", "rega"),
        ("regané", "rega"),
        ("bukumu", "buku"),
        ("omahe", "omah"),
        ("asmanipun", "asma"),
        ("digawa", "gawa"),
        ("nggawa", "gawa"),
        ("mbayar", "bayar"),
        ("ngungkep", "diungkep"),
        ("gedhene", "gedhe"),
    ],
)
def test_forms_of_one_word_have_one_stem(form: str, base: str) -> None:
    assert javanese_stem(form) == javanese_stem(base)


@pytest.mark.parametrize("word", ["dina", "kae", "wae", "aku", "", "x"])
def test_a_short_word_is_left_alone(word: str) -> None:
    assert javanese_stem(word) == word


def test_a_stem_has_enough_letters_and_no_further_stem_is_shorter() -> None:
    for word in ("kemasane", "tempene", "dipunginakaken", "pesertane"):
        assert len(javanese_stem(word)) >= MIN_BASE


def test_javanese_words_are_stemmed_in_texts_and_questions() -> None:
    assert (
        analyzer("jv").tokens("Regane tempe").terms == analyzer("jv").tokens("rega tempene").terms
    )

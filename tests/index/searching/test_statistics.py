import re

import pytest

from index.reading.languages import Mark
from tests.index.articles import article, indexed


def marked(mark: Mark, body: str, language: str = "id") -> set[str]:
    """Return the words of the body whose capitalised occurrences have this mark."""
    index = indexed(article(body, language=language))
    return {
        word
        for number, word in enumerate(index.word_ids.every())
        if index.name_marks[number] & mark and re.search(rf"\b{word.capitalize()}\b", body)
    }


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Menurut Narang, perang usai.", {"narang"}),
        ("Narang datang. Lalu Narang pergi.", {"narang"}),
        ("Roket itu jatuh. Sebuah roket.", set()),
        ("Zirkonium mahal.", {"zirkonium"}),
        ("Selain itu damai.", set()),
        ("", set()),
    ],
)
def test_a_name_is_what_is_capitalised_within_sentences(body: str, names: set[str]) -> None:
    assert marked(Mark.NAME, body) == names


def test_a_name_after_a_preposition_of_place_is_that_of_a_place() -> None:
    body = "Ia tinggal di Seoul. Kota Seoul besar. Kata Narang, ia tinggal."

    assert marked(Mark.PLACE_NAME, body) == {"seoul"}


def test_a_name_that_seldom_follows_one_is_not() -> None:
    assert marked(Mark.PLACE_NAME, "Surat dari Narang. " + "Kata Narang. " * 9) == set()

import pytest

from index.analysis import Analyzer
from index.definitions import asks_for_definition, introduces
from index.languages import language

INDONESIAN = language("id")


@pytest.mark.parametrize("question", ["Siapa Vipin Narang?", "apa itu KKN", "SIAPAKAH dia"])
def test_who_and_what_ask_for_a_definition(question: str) -> None:
    assert asks_for_definition(question, INDONESIAN)


@pytest.mark.parametrize("question", ["Kapan Vipin Narang lahir?", "satelit", ""])
def test_other_questions_do_not(question: str) -> None:
    assert not asks_for_definition(question, INDONESIAN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vipin Narang, asisten menteri, berkata", True),
        ("Vipin Narang (47) berkata", True),
        ("Vipin Narang adalah asisten menteri", True),
        ("ungkap Vipin Narang.", False),
        ("Narang", False),
        ("Seoul, ibu kota", False),
    ],
)
def test_an_apposition_or_a_copula_introduces_a_thing(text: str, expected: bool) -> None:
    tokens = Analyzer(INDONESIAN).tokens(text)

    assert introduces(text, tokens, {"vipin", "narang"}, INDONESIAN) is expected

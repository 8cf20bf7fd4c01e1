import pytest

from index.reading.amounts import in_other_units
from index.reading.analysis import analyzer


def others(text: str, code: str = "id") -> dict[str, set[str]]:
    own = analyzer(code)
    found = in_other_units(own.tokens(text), own.language.numbers)
    return {term: set(words) for term, words in found.items()}


@pytest.mark.parametrize(
    ("text", "number", "same"),
    [
        ("mute 1 hari", "1", "24"),
        ("tunggu 2 jam kak", "2", "120"),
        ("gula 0,5 kg", "0.5", "500"),
        ("dua minggu", "2", "14"),
    ],
)
def test_an_amount_is_known_in_other_units(text: str, number: str, same: str) -> None:
    assert same in others(text)[number]


@pytest.mark.parametrize(
    ("text", "amount"), [("sejam", "60"), ("seperempat kilo", "250"), ("setengah jam", "30")]
)
def test_parts_and_single_units_are_amounts_too(text: str, amount: str) -> None:
    assert amount in set().union(*others(text).values())


def test_a_unit_is_known_by_those_in_which_the_amount_is_whole() -> None:
    assert others("mute 1 hari")["hari"] == {"jam", "menit"}
    assert others("90 hari")["hari"] == {"jam"}
    assert "minutes" in others("2 hours", "en")["hour"]


@pytest.mark.parametrize(
    "text", ["24 jam", "jam 9", "Rp5.000", "hari", "9999999999 jam", "1.20.4 jam", "hari 3"]
)
def test_a_single_unit_and_what_is_no_amount_are_left_out(text: str) -> None:
    assert "1" not in set().union(*others(text).values())

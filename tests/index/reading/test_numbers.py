"""Numbers: equal ones have one term however they are written, different ones never."""

import pytest

from index.reading.analysis import analyzer
from index.reading.languages import Mark


def terms(text: str, language: str = "id") -> list[str]:
    return [token.term for token in analyzer(language).tokens(text)]


def content(text: str, language: str = "id") -> list[str]:
    """The terms without function words and what stands beside a number."""
    beside = {"rp", "pukul", "jam", "pagi", "sore", "siang", "malam", "setengah", "ke", "pm"}
    tokens = analyzer(language).tokens(text)
    return [t.term for t in tokens if t.term not in beside and not t.marks & Mark.STOP]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rp150.000", "Rp 150.000"),
        ("Rp150.000", "150000"),
        ("Rp 5 triliun", "Rp5 triliun"),
        ("50 ribu", "50rb"),
        ("50 ribu", "50k"),
        ("50 ribu", "50.000"),
        ("50 ribu", "lima puluh ribu"),
        ("1,5 juta", "1500000"),
        ("1,5jt", "1.500.000,00"),
        ("dua ratus lima puluh", "250"),
        ("dua belas", "12"),
        ("40 kg", "40kg"),
        ("17/8/2024", "17-08-2024"),
        ("17/8/2024", "17 Agustus 2024"),
        ("17/8/2024", "17 ags 2024"),
        ("2024-08-17", "17.8.2024"),
        ("14:30", "14.30"),
        ("14:30", "pukul setengah tiga sore"),
        ("pukul 08.00", "jam 8 pagi"),
        ("pukul delapan pagi", "8:00"),
        ("jam 7 malam", "19.00"),
        ("ke-7", "ke 7"),
        ("ke-7", "ketujuh"),
        ("Rama V", "Rama 5"),
        ("Rama V", "Rama kelima"),
        ("Perang Dunia II", "perang dunia ii"),
        ("Perang Dunia II", "perang dunia kedua"),
        ("COVID-19", "COVID19"),
        ("selusin", "12"),
    ],
)
def test_a_number_has_one_term_however_it_is_written(one: str, other: str) -> None:
    assert content(one) == content(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Perang Dunia III", "Perang Dunia II"),
        ("Henry VIII", "Henry VII"),
        ("Perang Dunia I", "perang dunia kedua"),
        ("versi 1.21", "versi 1.20.4"),
        ("7 triliun", "5 triliun"),
        ("kamar A", "kamar B"),
        ("Season 4", "Season 5"),
        ("jam 7 pagi", "jam 7 malam"),
    ],
)
def test_different_numbers_have_different_terms(one: str, other: str) -> None:
    assert content(one) != content(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("half past, 2.30 pm", "half past, 14:30"),
        ("twenty five thousand dollars", "25,000 dollars"),
        ("the 7th season", "the seventh season"),
        ("World War I ended", "World War 1 ended"),
        ("12 Aug 2024", "12/08/2024"),
    ],
)
def test_english_numbers_have_one_term_too(one: str, other: str) -> None:
    assert [t for t in terms(one, "en") if t not in {"pm", "thousand", "th"}] == [
        t for t in terms(other, "en") if t != "th"
    ]


def test_a_time_of_day_is_marked_as_one() -> None:
    tokens = analyzer("id").tokens("Kapal berangkat pukul delapan, sampai dua jam kemudian")

    assert [token.term for token in tokens if token.marks & Mark.CLOCK] == ["8.00"]


@pytest.mark.parametrize("text", ["Can I go?", "salah satu", "xi jinping", "99/99/2024", "25:99"])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    read = analyzer("id").tokens(text)

    assert not any(token.marks & Mark.CLOCK for token in read)
    assert {"1", "11"}.isdisjoint(token.term for token in read)


def test_a_number_keeps_its_place_in_the_text() -> None:
    text = "Harga: Rp150.000 pada 17/8/2024"

    spans = {token.term: token.span.of(text) for token in analyzer("id").tokens(text)}

    assert spans == {
        "harga": "Harga", "rp": "Rp", "150000": "150.000", "pada": "pada",
        "17": "17", "agustus": "8", "2024": "2024",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["C++", "C#", "F#", ".NET", "#umum", "/rank", "@budi"])
def test_signs_that_are_part_of_a_name_are_part_of_its_term(name: str) -> None:
    assert terms(f"pakai {name} saja")[1] == name.lower()


def test_what_a_sign_stands_before_is_found_without_it() -> None:
    assert terms("#log-setup") == ["#log-setup", "log", "setup"]
    assert terms("km/jam dan/atau") == ["km", "jam", "dan", "atau"]

"""Informal words are led back to standard ones."""

import pytest

from index.searching.informal import formal_bases


@pytest.mark.parametrize(
    ("informal", "standard"),
    [
        ("bayarin", "bayar"),
        ("nyari", "cari"),
        ("nyariin", "cari"),
        ("ngambil", "ambil"),
        ("ngirim", "kirim"),
        ("mikir", "pikir"),
        ("nanya", "tanya"),
        ("pinjem", "pinjam"),
        ("dipinjemin", "pinjam"),
        ("diban", "ban"),
        ("keban", "ban"),
        ("terban", "ban"),
        ("ngeban", "ban"),
        ("ngopi", "kopi"),
        ("nyuci", "cuci"),
        ("nyewa", "sewa"),
        ("macul", "pacul"),
        ("nulis", "tulis"),
        ("onlinenya", "online"),
        ("bayarinnya", "bayar"),
        ("malem", "malam"),
    ],
)
def test_an_informal_word_leads_to_the_standard_one(informal: str, standard: str) -> None:
    assert standard in formal_bases(informal)


@pytest.mark.parametrize("word", ["", "2024", "c++", "di"])
def test_what_is_no_word_leads_nowhere(word: str) -> None:
    assert formal_bases(word) == []

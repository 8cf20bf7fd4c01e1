"""Footnotes and raised digits."""

import pytest

from corpus.article import Kind
from corpus.formats.layout.scripts import Digit, apply_scripts
from tests.corpus.formats.layout.placing import blocks_of, lines, wrapped

TEXT = (
    "Buku referensi, kamus, dan naskah langka hanya boleh dibaca di tempat.¹ Pengecualian "
    "diberikan kepada peneliti yang membawa surat pengantar dari lembaganya."
)
NOTE = "Naskah langka ialah naskah yang terbit sebelum tahun 1950."


@pytest.mark.parametrize("mark", ["¹", "¹ ", "1 "])
def test_a_note_comes_after_the_paragraph_that_goes_on_over_it(mark: str) -> None:
    text = wrapped(TEXT)
    pages = [[*lines(*text[:2]), *lines(mark + NOTE, top=90, size=8)], lines(*text[2:])]
    found = blocks_of(*pages)

    assert [block.text for block in found] == [TEXT.replace("¹", ""), mark + NOTE]
    assert found[1].kind is Kind.NOTE


def test_a_note_with_a_link_back_is_one() -> None:
    found = blocks_of([*lines(*wrapped(TEXT)), *lines(f"1. {NOTE} ↩", top=600)])

    assert (found[-1].text, found[-1].kind) == (f"1. {NOTE}", Kind.NOTE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dibaca di tempat.¹ Setelah itu", "dibaca di tempat. Setelah itu"),
        ("dibaca di tempat.[¹] Setelah itu", "dibaca di tempat. Setelah itu"),
        ("naskah langka² yang terbit", "naskah langka yang terbit"),
        ("sebesar 2.450³ ton", "sebesar 2.450³ ton"),
        ("ada 10¹¹ bintang", "ada 10¹¹ bintang"),
        ("lahan 25 km² luasnya", "lahan 25 km² luasnya"),
        ("seluas 40 mil² lagi", "seluas 40 mil² lagi"),
        ("sebesar 2.450[³] ton", "sebesar 2.450[3] ton"),
    ],
)
def test_marks_are_left_out_but_exponents_stay(text: str, expected: str) -> None:
    assert blocks_of(lines(text))[0].text == expected


def scripts(text: str, *inks: tuple[float, float]) -> str:
    """Return a text whose last characters have ink so far above a baseline, in font sizes."""
    letters, first = list(text), len(text) - len(inks)
    digits = [Digit(first + n, 50 + 10 * low, 50 + 10 * high) for n, (low, high) in enumerate(inks)]
    apply_scripts(letters, digits, baseline=50, size=10)
    return "".join(letters)


def test_raised_and_lowered_digits_become_unicode_whatever_raises_them() -> None:
    plain, small, other_glyph = (0, 0.75), (0.33, 0.8), (0.3, 0.68)

    assert scripts("1011", plain, plain, small, small) == "10¹¹"
    assert scripts("2.4503", plain, other_glyph) == "2.450³"
    assert scripts("CO2", (-0.2, 0.2)) == "CO₂"
    assert scripts("CO2", (-0.44, 0.22)) == "CO₂"
    assert scripts("10-3", (0.55, 0.6), small) == "10⁻³"


def test_ordinary_digits_stay() -> None:
    assert scripts("1945", *[(0, 0.75)] * 4) == "1945"
    # Old-style digits reach below the baseline.
    assert scripts("1945", (0, 0.45), (-0.2, 0.45), (-0.2, 0.46), (-0.2, 0.45)) == "1945"
    assert scripts("A-2", (0.2, 0.3), (0, 0.75)) == "A-2"
    assert scripts("Korea-", (0.5, 0.6)) == "Korea-"

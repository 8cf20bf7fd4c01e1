import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import clean_body, clean_line, strip_invisible

ANY_TEXT = st.text(st.characters(exclude_categories=[]))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("satu\r\ndua\rtiga", "satu\ndua\ntiga"),
        ("satu\x0cdua\x0btiga\x85empat\u2028lima", "satu\ndua\ntiga\nempat\nlima"),
        ("satu\u2029dua", "satu\n\ndua"),
        ("a\x00y\x07a\x1bm\x9f", "ayam"),
        ("satu\tdua", "satu dua"),
        ("\ufeffayam\u2060 ja\u00adgo", "ayam jago"),
        ("abc\u202etxt.exe\u202c \u2066x\u2069", "abctxt.exe x"),
        ("a\ud800b\ufffec", "abc"),
        ("satu  \n \u00a0\ndua", "satu\n\ndua"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\n\n  a\n\n", "a"),
        ("cafe\u0301", "café"),
    ],
)
def test_a_body_is_cleaned(given: str, expected: str) -> None:
    assert clean_body(given) == expected


@pytest.mark.parametrize(
    "kept",
    [
        "می\u200cخواهم",  # Persian separates parts of a word with a zero-width non-joiner.
        "👨\u200d👩\u200d👧",
        "ภาษา\u200bไทย",
        "שלום\u200e!",
        "  indented",
        "a  b",
    ],
)
def test_characters_that_a_script_needs_are_kept(kept: str) -> None:
    assert clean_body(f"x\n{kept}") == f"x\n{kept}"


@given(ANY_TEXT)
def test_a_cleaned_body_stays_as_it_is(text: str) -> None:
    cleaned = clean_body(text)

    assert clean_body(cleaned) == cleaned


@given(ANY_TEXT)
def test_a_cleaned_body_has_no_invisible_characters(text: str) -> None:
    cleaned = clean_body(text)

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", cleaned)
    cleaned.encode()


@given(ANY_TEXT)
def test_no_visible_character_is_lost(text: str) -> None:
    def visible(text: str) -> list[str]:
        decomposed = unicodedata.normalize("NFD", text)
        return [c for c in decomposed if unicodedata.category(c)[0] in "LMNPS"]

    assert visible(clean_body(text)) == visible(text)


@given(ANY_TEXT)
def test_a_cleaned_line_is_one_line_and_stays_as_it_is(text: str) -> None:
    line = clean_line(text)

    assert "\n" not in line
    assert line == " ".join(line.split())
    assert clean_line(line) == line


def test_a_title_cannot_reverse_the_text_after_it() -> None:
    assert clean_line("Ayam \u202e\nterbang\t\u2067 ") == "Ayam terbang"


def test_strip_invisible_keeps_the_layout_of_a_text() -> None:
    text = "  satu \n\n\n\tdua  \ncafe\u0301\n"

    assert strip_invisible(text) == text


def test_a_line_of_a_million_spaces_does_not_hang() -> None:
    assert clean_body("a" + " " * 1_000_000 + "b") == "a" + " " * 1_000_000 + "b"

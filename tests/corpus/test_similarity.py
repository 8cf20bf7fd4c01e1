import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.similarity import NEAR_DUPLICATE_SHARE, SKETCH_SIZE, marks, same_text_key, title_key

WORDS = [f"kata{number}" for number in range(400)]
TEXT = " ".join(WORDS)


def likeness(one: str, other: str) -> float:
    return len(marks(one) & marks(other)) / max(len(marks(one)), len(marks(other)))


@pytest.mark.parametrize("title", ["ayam jago", "AYAM JAGO", " Ayam\n jago ", "Ａｙａｍ jago"])
def test_titles_are_compared_without_case_width_and_spacing(title: str) -> None:
    assert title_key(title) == "ayam jago"


def test_titles_with_different_punctuation_differ() -> None:
    assert len({title_key(title) for title in ("Ayam", "Ayam!", "Áyam", "A yam")}) == 4


def test_texts_are_compared_without_punctuation() -> None:
    one = "“Ayam,” katanya — lalu diam."
    other = "AYAM katanya\n\n lalu, diam!"

    assert same_text_key(one) == same_text_key(other)
    assert marks(one) == marks(other)


def test_a_text_with_a_word_changed_is_nearly_the_same() -> None:
    changed = " ".join([*WORDS[:200], "lain", *WORDS[201:]])

    assert likeness(TEXT, changed) >= NEAR_DUPLICATE_SHARE


def test_texts_with_different_words_have_little_in_common() -> None:
    assert (
        likeness(TEXT, " ".join(f"lain{number}" for number in range(400, 800)))
        < NEAR_DUPLICATE_SHARE / 2
    )


@pytest.mark.parametrize("text", ["", "a", "字", "!?"])
def test_the_shortest_texts_have_a_mark(text: str) -> None:
    assert len(marks(text)) == 1


@given(st.text())
def test_marks_are_few_and_fit_a_signed_64_bit_number(text: str) -> None:
    found = marks(text)

    assert 1 <= len(found) <= SKETCH_SIZE
    assert all(-(2**63) <= mark < 2**63 for mark in found)


def test_marks_are_the_same_on_every_machine() -> None:
    """They are stored in the database."""
    assert sorted(marks("Ayam berkokok"))[:2] == [-5436237190621913270, -2003340650980205184]

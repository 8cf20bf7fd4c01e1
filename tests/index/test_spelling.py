import pytest

from index.spelling import nearest_word

VOCABULARY = {"nuklir", "nuklear", "pedoman", "satelit", "penangkalan", "prosedur", "as"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("nuklr", "nuklir"),
        ("pedomn", "pedoman"),
        ("penagnkaln", "penangkalan"),
        ("satellite", "satelit"),
    ],
)
def test_an_unknown_word_is_read_as_the_nearest_known_one(typed: str, read: str) -> None:
    assert nearest_word(typed, VOCABULARY) == read


def test_a_known_word_is_never_changed() -> None:
    assert nearest_word("nuklear", VOCABULARY) == "nuklear"


@pytest.mark.parametrize("word", ["a", "ass", "presiden", "rendang", ""])
def test_a_word_that_is_short_or_far_from_all_stays_unknown(word: str) -> None:
    assert nearest_word(word, VOCABULARY) is None


def test_without_vocabulary_nothing_is_near() -> None:
    assert nearest_word("nuklir", set()) is None

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.spelling import MAX_CORRECTIONS, Speller

WORDS = ["nuklir", "nuklear", "pedoman", "satelit", "penangkalan", "prosedur", "as", "1950", "7an"]
SPELLER = Speller(WORDS)


def nearest(typed: str) -> list[str]:
    return [word for word, _ in SPELLER.nearest(typed)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("nuklr", "nuklir"),  # a letter less
        ("pedomann", "pedoman"),  # one more
        ("satelot", "satelit"),  # another
        ("prosedru", "prosedur"),  # two swapped
        ("penagnkaln", "penangkalan"),  # two edits in a long word
        ("fedoman", "pedoman"),
    ],
)
def test_a_misspelt_word_is_corrected_to_the_nearest(typed: str, read: str) -> None:
    assert nearest(typed)[0] == read


@pytest.mark.parametrize("typed", ["a", "ass", "rendang", "pdmn", "stlt", "satelitnya", ""])
def test_a_word_that_is_short_or_far_from_all_has_none(typed: str) -> None:
    assert nearest(typed) == []


def test_the_shortest_word_that_is_corrected_has_four_letters() -> None:
    assert Speller(["kata", "kat"]).nearest("kota") == [("kata", 0.75)]
    assert Speller(["kata", "kat"]).nearest("kaat") == [("kat", 0.75), ("kata", 0.75)]
    assert Speller(["kata", "kat", "ka"]).nearest("kot") == []


@pytest.mark.parametrize("typed", ["1951", "1960an", "70an"])
def test_a_number_is_never_taken_for_another(typed: str) -> None:
    assert nearest(typed) == []


def test_the_similarity_is_one_minus_edits_per_letter() -> None:
    ((word, alike),) = Speller(["nuklir"]).nearest("nuklr")

    assert word == "nuklir"
    assert alike == pytest.approx(0.8)


def test_of_equally_near_words_the_one_with_the_same_first_letter_comes_first() -> None:
    words = [word for word, _ in Speller(["bakar", "makam", "makas"]).nearest("makar")]

    assert words == ["makam", "makas", "bakar"]


def test_a_nearer_word_comes_before_one_with_the_same_first_letter() -> None:
    words = [word for word, _ in Speller(["abcdefgxy", "xbcdefghi"]).nearest("abcdefghi")]

    assert words == ["xbcdefghi", "abcdefgxy"]


def test_only_long_words_may_be_two_edits_away() -> None:
    assert Speller(["abcdefghi"]).nearest("abcdefgxx")
    assert not Speller(["abcdefgh"]).nearest("abcdefxx")


def test_only_some_of_many_near_words_are_taken() -> None:
    words = [f"kata{letter}" for letter in "bcdefghij"]

    assert len(Speller(words).nearest("katax")) == MAX_CORRECTIONS


def test_without_words_there_are_no_corrections() -> None:
    assert Speller([]).nearest("nuklir") == []


@given(st.text(max_size=20), st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_similarities_are_in_order_and_below_one_for_any_words(
    typed: str, words: list[str]
) -> None:
    alike = [likeness for _, likeness in Speller(set(words) - {typed}).nearest(typed)]

    assert alike == sorted(alike, reverse=True)
    assert all(0 < likeness < 1 for likeness in alike)


words = st.sets(st.text("abc1", min_size=1, max_size=6), max_size=30)


@given(words, words, st.text("abc", max_size=6))
def test_a_changed_speller_finds_what_one_made_of_its_words_does(
    before: set[str], after: set[str], typed: str
) -> None:
    first = Speller(before)
    found = first.nearest(typed)

    assert first.changed(after).nearest(typed) == Speller(after).nearest(typed)
    assert first.nearest(typed) == found

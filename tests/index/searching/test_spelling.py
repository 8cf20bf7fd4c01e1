from itertools import compress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.searching.spelling import MAX_CORRECTIONS, Letters, Speller, Spellings

WORDS = ["nuklir", "nuklear", "pedoman", "satelit", "penangkalan", "prosedur", "as", "1950", "7an"]
SPELLER = Speller.of(WORDS)


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
    assert Speller.of(["kata", "kat"]).nearest("kota") == [("kata", 0.75)]
    assert Speller.of(["kata", "kat"]).nearest("kaat") == [("kat", 0.75), ("kata", 0.75)]
    assert Speller.of(["kata", "kat", "ka"]).nearest("kot") == []


@pytest.mark.parametrize("typed", ["1951", "1960an", "70an"])
def test_a_number_is_never_taken_for_another(typed: str) -> None:
    assert nearest(typed) == []


def test_the_similarity_is_one_minus_edits_per_letter() -> None:
    ((word, alike),) = Speller.of(["nuklir"]).nearest("nuklr")

    assert word == "nuklir"
    assert alike == pytest.approx(0.8)


def test_of_equally_near_words_the_one_with_the_same_first_letter_comes_first() -> None:
    words = [word for word, _ in Speller.of(["bakar", "makam", "makas"]).nearest("makar")]

    assert words == ["makam", "makas", "bakar"]


def test_a_nearer_word_comes_before_one_with_the_same_first_letter() -> None:
    words = [word for word, _ in Speller.of(["abcdefgxy", "xbcdefghi"]).nearest("abcdefghi")]

    assert words == ["xbcdefghi", "abcdefgxy"]


def test_only_long_words_may_be_two_edits_away() -> None:
    assert Speller.of(["abcdefghi"]).nearest("abcdefgxx")
    assert not Speller.of(["abcdefgh"]).nearest("abcdefxx")


def test_only_some_of_many_near_words_are_taken() -> None:
    words = [f"kata{letter}" for letter in "bcdefghij"]

    assert len(Speller.of(words).nearest("katax")) == MAX_CORRECTIONS


def test_without_words_there_are_no_corrections() -> None:
    assert Speller.of([]).nearest("nuklir") == []


@given(st.text(max_size=20), st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_similarities_are_in_order_and_below_one_for_any_words(
    typed: str, words: list[str]
) -> None:
    alike = [likeness for _, likeness in Speller.of(set(words) - {typed}).nearest(typed)]

    assert alike == sorted(alike, reverse=True)
    assert all(0 < likeness < 1 for likeness in alike)


near_words = st.lists(st.text("abc1", min_size=1, max_size=11), unique=True, max_size=30)


@given(near_words, st.text("abc", min_size=4, max_size=11))
def test_corrections_are_the_best_of_each_length_within_the_edits(
    words: list[str], typed: str
) -> None:
    edits = 1 if len(typed) < 9 else 2
    near = sorted(
        (OSA.distance(typed, word), word)
        for word in words
        if len(word) >= 3 and not word[0].isdigit() and OSA.distance(typed, word) <= edits
    )
    best = [
        each
        for length in range(len(typed) - edits, len(typed) + edits + 1)
        for each in [one for one in near if len(one[1]) == length][:MAX_CORRECTIONS]
    ]
    best.sort(key=lambda each: (each[0], each[1][0] != typed[0], each[1]))

    found = Speller.of(words).nearest(typed)

    assert [word for word, _ in found] == [word for _, word in best[:MAX_CORRECTIONS]]


@given(near_words, st.text("abc", max_size=11), st.data())
def test_the_corrections_among_live_words_are_those_of_a_speller_of_them_alone(
    words: list[str], typed: str, data: st.DataObject
) -> None:
    standing = data.draw(st.integers(0, len(words)))
    live = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    letters = Letters.of(words[standing : standing + 2]).followed_by(words[standing + 2 :])
    parts = [Spellings.of(words[:standing]), Spellings.of_letters(letters, standing)]

    speller = Speller(words, parts, np.array(live, np.bool_))

    assert speller.nearest(typed) == Speller.of(compress(words, live)).nearest(typed)

"""What words may be formed from, by their letters alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.affixes import MIN_BASE_LENGTH, bases_of, possible_bases, related_by_affixes


@pytest.mark.parametrize(
    ("word", "bases"),
    [
        ("kenaikan", ["kenaik", "naik"]),
        ("menyapu", ["nyapu", "sapu"]),
        ("belajar", ["ajar"]),
        ("ditulisnya", ["ditulis", "tulis", "tulisnya"]),
        ("makan", []),
        ("rumah", []),
        ("", []),
    ],
)
def test_one_layer_of_affixes_is_removed_in_every_way(word: str, bases: list[str]) -> None:
    found = bases_of(word)

    assert set(bases) <= set(found)
    assert bases or not found


def test_a_second_layer_of_affixes_may_be_removed() -> None:
    assert "tampil" in possible_bases("berpenampilan")
    assert "tampil" not in bases_of("berpenampilan")


affixed = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "di", "me", "ber", "memper", "keber", "belajar"]),
    st.text("adiknyg", max_size=8),
    st.sampled_from(["", "an", "kan", "i", "nya", "kannya"]),
)


@given(affixed)
def test_bases_are_shorter_and_in_alphabetical_order(word: str) -> None:
    found = bases_of(word)

    assert found == sorted(set(found))
    assert all(MIN_BASE_LENGTH <= len(base) < len(word) for base in found)


@given(affixed)
def test_all_but_the_first_letter_of_a_base_is_part_of_the_word(word: str) -> None:
    assert all(base[1:] in word for base in bases_of(word))


def test_words_are_related_by_a_common_word_that_both_may_be_formed_from() -> None:
    assert related_by_affixes("kenaikan", "dinaikkan", {"naik"})
    assert not related_by_affixes("pemenang", "penang", {"menang"})

from itertools import compress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.kinship import MAX_KIN, MIN_SIMILARITY, GramPairs, Grams, Kinship

TERMS = ["sekolah", "sekolahan", "sekolahnya", "rumah", "as", "1950", "rumahsakit"]


def kin(term: str) -> list[str]:
    return [other for other, _ in Kinship.among(TERMS).of(term)]


def test_kin_have_a_similar_spelling_and_the_most_similar_comes_first() -> None:
    assert kin("sekolah") == ["sekolahan", "sekolahnya"]


def test_a_term_is_not_its_own_kin_and_needs_not_be_in_the_corpus() -> None:
    assert "sekolah" not in kin("sekolah")
    assert kin("sekolahku")[0] == "sekolah"


@pytest.mark.parametrize("term", ["as", "1950", "", "xyz", "gedung"])
def test_a_term_that_is_short_or_not_a_word_or_unlike_all_others_has_no_kin(term: str) -> None:
    assert kin(term) == []


def test_no_more_kin_than_the_nearest_are_taken() -> None:
    many = [f"sekolah{letter}" for letter in "abcdefghijklm"]

    assert len(Kinship.among(many).of("sekolah")) == MAX_KIN
    assert len(Kinship.among(["sekolah", *many]).of("sekolah")) == MAX_KIN


@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=8))
def test_kin_are_at_least_as_similar_as_required(term: str, terms: list[str]) -> None:
    found = Kinship.among(terms).of(term)

    assert all(other in terms and other != term for other, _ in found)
    assert all(MIN_SIMILARITY <= alike <= 1 for _, alike in found)


near_terms = st.lists(st.text("abA", min_size=3, max_size=8), unique=True, max_size=30)


def grams(term: str) -> set[str]:
    bounded = f"^{term}$"
    return {bounded[start : start + 4] for start in range(len(bounded) - 3)}


@given(near_terms, st.text("abA", min_size=4, max_size=8))
def test_kin_are_the_terms_that_share_half_of_their_n_grams(terms: list[str], term: str) -> None:
    alike = {
        other: 2 * len(grams(term) & grams(other)) / (len(grams(term)) + len(grams(other)))
        for other in terms
        if len(other) >= 4 and other != term
    }
    expected = sorted(
        ((other, each) for other, each in alike.items() if each >= MIN_SIMILARITY),
        key=lambda each: (-each[1], each[0]),
    )

    assert list(Kinship.among(terms).of(term)) == expected[:MAX_KIN]


@given(near_terms, st.text("ab", min_size=4, max_size=8), st.data())
def test_the_kin_among_live_terms_are_those_of_an_index_of_them_alone(
    terms: list[str], term: str, data: st.DataObject
) -> None:
    standing = data.draw(st.integers(0, len(terms)))
    live = data.draw(st.lists(st.booleans(), min_size=len(terms), max_size=len(terms)))
    pairs = GramPairs.of(terms[standing : standing + 2]).followed_by(terms[standing + 2 :])
    parts = [(0, Grams.of(terms[:standing])), (standing, Grams.of_pairs(pairs))]

    kinship = Kinship(terms, parts, np.array(live, np.bool_))

    assert kinship.of(term) == Kinship.among(compress(terms, live)).of(term)


def test_equally_similar_kin_are_in_alphabetical_order() -> None:
    assert kin("sekolah") == [other for other, _ in Kinship.among(TERMS[::-1]).of("sekolah")]

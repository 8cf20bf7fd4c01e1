import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.kinship import KINDRED, MOST, Kinship

TERMS = ["sekolah", "sekolahan", "sekolahnya", "rumah", "as", "1950", "rumahsakit"]


def kin(term: str) -> list[str]:
    return [other for other, _ in Kinship(TERMS).of(term)]


def test_kin_share_much_of_their_spelling_and_the_nearest_comes_first() -> None:
    assert kin("sekolah") == ["sekolahan", "sekolahnya"]


def test_a_term_is_not_its_own_kin_and_needs_not_be_in_the_corpus() -> None:
    assert "sekolah" not in kin("sekolah")
    assert kin("sekolahku")[0] == "sekolah"


@pytest.mark.parametrize("term", ["as", "1950", "", "xyz", "gedung"])
def test_a_term_that_is_short_or_no_word_or_like_none_has_no_kin(term: str) -> None:
    assert kin(term) == []


def test_no_more_kin_than_the_nearest_are_taken() -> None:
    many = [f"sekolah{letter}" for letter in "abcdefghijklm"]

    assert len(Kinship(many).of("sekolah")) == MOST
    assert len(Kinship(["sekolah", *many]).of("sekolah")) == MOST


@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=8))
def test_kin_are_as_alike_as_they_must_be_for_any_terms(term: str, terms: list[str]) -> None:
    found = Kinship(terms).of(term)

    assert all(other in terms and other != term for other, _ in found)
    assert all(KINDRED <= alike <= 1 for _, alike in found)


terms = st.sets(st.text("ab", min_size=4, max_size=7), max_size=30)


@given(terms, terms, st.text("ab", min_size=4, max_size=7))
def test_a_changed_kinship_finds_what_one_made_of_its_terms_does(
    before: set[str], after: set[str], term: str
) -> None:
    first = Kinship(before)
    found = first.of(term)

    assert first.changed(after).of(term) == Kinship(sorted(after)).of(term)
    assert first.of(term) == found


def test_of_kin_that_are_as_alike_the_first_in_the_alphabet_comes_first() -> None:
    assert kin("sekolah") == [other for other, _ in Kinship(TERMS[::-1]).of("sekolah")]

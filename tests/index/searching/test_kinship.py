import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.kinship import MAX_KIN, MIN_SIMILARITY, Kinship

TERMS = ["sekolah", "sekolahan", "sekolahnya", "rumah", "as", "1950", "rumahsakit"]


def kin(term: str) -> list[str]:
    return [other for other, _ in Kinship(TERMS).of(term)]


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

    assert len(Kinship(many).of("sekolah")) == MAX_KIN
    assert len(Kinship(["sekolah", *many]).of("sekolah")) == MAX_KIN


@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=8))
def test_kin_are_at_least_as_similar_as_required(term: str, terms: list[str]) -> None:
    found = Kinship(terms).of(term)

    assert all(other in terms and other != term for other, _ in found)
    assert all(MIN_SIMILARITY <= alike <= 1 for _, alike in found)


terms = st.sets(st.text("ab", min_size=4, max_size=7), max_size=30)


@given(terms, terms, st.text("ab", min_size=4, max_size=7))
def test_a_changed_kinship_finds_what_one_made_of_its_terms_does(
    before: set[str], after: set[str], term: str
) -> None:
    first = Kinship(before)
    found = first.of(term)

    assert first.changed(after).of(term) == Kinship(sorted(after)).of(term)
    assert first.of(term) == found


def test_equally_similar_kin_are_in_alphabetical_order() -> None:
    assert kin("sekolah") == [other for other, _ in Kinship(TERMS[::-1]).of("sekolah")]

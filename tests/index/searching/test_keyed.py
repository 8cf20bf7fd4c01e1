from hypothesis import given
from hypothesis import strategies as st

from index.searching.keyed import Keyed

strings = st.sets(st.text("abc", max_size=3), max_size=12)


def letters(string: str) -> set[str]:
    return set(string)


def test_strings_are_found_by_any_of_their_keys() -> None:
    known = Keyed(letters, ["ab", "bc", "ab", ""])

    assert known.having("b") == ["ab", "bc"]
    assert known.having("c") == ["bc"]
    assert known.having("x") == []
    assert known.strings == ["ab", "bc", ""]


def test_it_contains_its_strings_but_not_their_keys() -> None:
    known = Keyed(letters, ["ab"])

    assert "ab" in known
    assert "b" not in known


@given(strings, strings)
def test_a_changed_index_has_exactly_the_given_strings(before: set[str], after: set[str]) -> None:
    first = Keyed(letters, sorted(before))

    changed = first.changed(after)

    assert sorted(changed.strings) == sorted(after)
    assert {string for string in before | after if string in changed} == after
    for key in "abc":
        assert sorted(changed.having(key)) == sorted(each for each in after if key in each)
        assert sorted(first.having(key)) == sorted(each for each in before if key in each)

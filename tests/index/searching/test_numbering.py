import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.searching.numbering import Numbering

keys = st.lists(st.text(max_size=2), max_size=12)


def numbering(*keys: str) -> Numbering:
    numbers = Numbering()
    for key in keys:
        numbers.number(key)
    return numbers


def test_keys_are_numbered_as_they_come_and_each_once() -> None:
    assert numbering("b", "a", "b").numbers == {"b": 0, "a": 1}


def test_a_key_whose_number_is_no_longer_used_is_removed() -> None:
    left = numbering("a", "b", "c").only(np.array([2, 0, 2], np.int32))

    assert left.numbers == {"a": 0, "c": 2}
    assert left.keys == ["a", "", "c"]


def test_a_new_key_gets_a_free_number() -> None:
    left = numbering("a", "b", "c").only(np.array([0, 2], np.int32))

    assert [left.number("new"), left.number("newer")] == [1, 3]


def test_a_copy_leaves_the_first_as_it_was() -> None:
    first = numbering("a", "b")

    first.only(np.array([1], np.int32)).number("c")

    assert (first.numbers, first.keys) == ({"a": 0, "b": 1}, ["a", "b"])


@given(st.lists(st.tuples(keys, st.sets(st.text(max_size=2))), max_size=5))
def test_after_any_changes_each_key_has_a_unique_number(
    changes: list[tuple[list[str], set[str]]],
) -> None:
    numbers, held, most = Numbering(), set[str](), 0
    for added, gone in changes:
        held -= gone
        numbers = numbers.only(np.array([numbers.numbers[key] for key in held], np.int32))
        held |= set(added)
        for key in added:
            assert numbers.keys[numbers.number(key)] == key

        assert numbers.numbers.keys() == held
        assert len(set(numbers.numbers.values())) == len(held)
        most = max(most, len(held))
        assert len(numbers.keys) == most, "no number stays free while another is made"

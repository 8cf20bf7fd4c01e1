import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.grouping.linkage import Linkage

LEAST = 0.5


def matrix(size: int, pairs: dict[tuple[int, int], float]) -> np.ndarray:
    likeness = np.eye(size) + 0.1 * (1 - np.eye(size))
    for (one, other), value in pairs.items():
        likeness[one, other] = likeness[other, one] = value
    return likeness


def test_what_is_alike_on_average_is_one_group() -> None:
    linkage = Linkage([None] * 4)
    linkage.join_alike(matrix(4, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.4}), LEAST)

    assert linkage.groups() == [[0, 1, 2], [3]]


def test_a_chain_of_likeness_is_no_group() -> None:
    linkage = Linkage([None] * 3)
    linkage.join_alike(matrix(3, {(0, 1): 0.9, (1, 2): 0.6}), LEAST)

    assert linkage.groups() == [[0, 1], [2]]


def test_two_that_are_not_alike_at_all_keep_their_groups_apart() -> None:
    linkage = Linkage([None] * 3)
    linkage.join_alike(matrix(3, {(0, 1): 0.9, (1, 2): 0.9, (0, 2): 0.0}), 0.4)

    assert linkage.groups() == [[0, 1], [2]]


def test_labels_come_first_and_who_is_alone_stays_alone() -> None:
    linkage = Linkage(["a", "b", None, "a", "c"], alone=[4])
    linkage.join_same([(0, 1), (1, 2), (4, 2)])
    linkage.join_alike(np.ones((5, 5)), LEAST)

    assert linkage.groups() == [[0, 3], [1, 2], [4]]


def test_a_labelled_group_is_as_alike_as_the_most_alike_in_it() -> None:
    linkage = Linkage(["a", "a", None])
    linkage.join_alike(matrix(3, {(0, 1): 0.0, (1, 2): 0.9, (0, 2): 0.0}), LEAST)

    assert linkage.groups() == [[0, 1, 2]]


@pytest.mark.parametrize("size", [0, 1, 5])
def test_numbers_without_a_likeness_are_groups_of_their_own(size: int) -> None:
    linkage = Linkage([None] * size)
    linkage.join_alike(np.zeros((0, 0)), LEAST)

    assert linkage.groups() == [[number] for number in range(size)]


@given(st.integers(0, 12), st.randoms())
def test_each_number_is_in_one_group(size: int, draw: st.DataObject) -> None:
    values = np.random.default_rng(size).random((size, size))
    linkage = Linkage([None] * size)
    linkage.join_alike((values + values.T) / 2, LEAST)

    assert sorted(number for group in linkage.groups() for number in group) == list(range(size))

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.searching.ragged import Ragged

rows = st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=6)


def ragged(rows: list[list[int]]) -> Ragged:
    flat = [value for row in rows for value in row]
    return Ragged.with_lengths(list(map(len, rows)), np.array(flat, np.int32))


def listed(ragged: Ragged) -> list[list[int]]:
    return [ragged[row].tolist() for row in range(len(ragged))]


@given(rows, rows)
def test_rows_are_followed_by_others(first: list[list[int]], second: list[list[int]]) -> None:
    assert listed(ragged(first).followed_by(ragged(second))) == first + second


@given(rows, st.data())
def test_rows_are_taken_in_any_order(first: list[list[int]], data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.sampled_from(range(len(first))))) if first else []

    assert listed(ragged(first).at(numbers)) == [first[number] for number in numbers]
    lengths = ragged(first).lengths_at(np.array(numbers, np.int64))
    assert lengths.tolist() == [len(first[number]) for number in numbers]


@given(rows, st.integers(0, 63))
def test_only_the_kept_rows_are_left(first: list[list[int]], bits: int) -> None:
    kept = [bool(bits >> row & 1) for row in range(len(first))]

    left = ragged(first).only(np.array(kept, np.bool_))

    assert listed(left) == [row for row, stays in zip(first, kept, strict=True) if stays]
    assert left.lengths.tolist() == list(map(len, listed(left)))


@given(rows)
def test_rows_are_made_of_their_arrays(first: list[list[int]]) -> None:
    assert listed(Ragged.of_arrays(ragged(first).arrays())) == first


def test_rows_of_bytes_may_be_empty() -> None:
    found = Ragged.of_bytes([b"", b"ab", b""])

    assert [found[row].tobytes() for row in range(3)] == [b"", b"ab", b""]

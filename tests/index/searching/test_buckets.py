import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.searching.buckets import Buckets

pairs_of = st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 9)), max_size=30)


@given(pairs_of, st.integers(1, 4))
def test_numbers_are_found_by_their_hashes(pairs: list[tuple[int, int]], each: int) -> None:
    hashes = np.array([code for code, _ in pairs], np.uint32)
    numbers = np.array([number for _, number in pairs], np.int64)

    buckets = Buckets.of(hashes, numbers, each)

    for code, number in pairs:
        (span,) = buckets.spans([code])
        found = buckets.lookup(code)
        assert number in found
        assert found == sorted(found) == buckets.numbers[span].tolist()
        assert buckets.most(code) == len(found)
    assert len(buckets.numbers) == len(pairs)


def test_without_numbers_nothing_is_found() -> None:
    buckets = Buckets.of(np.zeros(0, np.uint32), np.zeros(0, np.int64))

    assert buckets.lookup(0) == buckets.lookup(2**32 - 1) == []

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.postings import Postings

documents = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=8)


def holders(postings: Postings, key: str) -> list[tuple[int, int]]:
    positions, frequencies = postings.holders(key)
    return list(zip(positions.tolist(), frequencies.tolist(), strict=True))


def test_it_tells_which_documents_hold_a_key_and_how_often() -> None:
    postings = Postings.of(["ab", "", "bcb"])

    assert holders(postings, "b") == [(0, 1), (2, 2)]
    assert holders(postings, "z") == []
    assert postings.lengths.tolist() == [2, 0, 3]


def test_documents_that_stay_move_up_and_new_ones_come_after_them() -> None:
    postings = Postings.of(["ab", "a", "b"]).changed(np.array([False, True, True]), ["bb"])

    assert holders(postings, "a") == [(0, 1)]
    assert holders(postings, "b") == [(1, 1), (2, 2)]


def test_a_key_that_no_document_holds_any_more_is_forgotten() -> None:
    postings = Postings.of(["ab", "b"]).changed(np.array([False, True]), [])

    assert postings.rows.numbers.keys() == {"b"}


@pytest.mark.parametrize("kept", [True, False])
def test_without_a_change_nothing_changes(kept: bool) -> None:
    postings = Postings.of(["ab"] if kept else []).changed(np.ones(int(kept), np.bool_), [])

    assert holders(postings, "a") == ([(0, 1)] if kept else [])


def test_holders_of_many_keys_are_counted_at_once_in_the_order_of_the_keys() -> None:
    postings = Postings.of(["ab", "", "bcb"])

    assert postings.holder_counts("bzaab").tolist() == [2, 0, 1, 1, 2]
    assert postings.holder_counts([]).tolist() == []
    assert Postings.of([]).holder_counts("a").tolist() == [0]


@given(documents, st.lists(st.tuples(st.integers(0, 255), documents), max_size=4))
def test_after_any_changes_it_counts_the_documents_that_are_there(
    first: list[list[str]], changes: list[tuple[int, list[list[str]]]]
) -> None:
    postings, there = Postings.of(first), first
    for bits, added in changes:
        kept = [bool(bits >> place & 1) for place in range(len(there))]
        postings = postings.changed(np.array(kept, np.bool_), added)
        there = [each for each, stays in zip(there, kept, strict=True) if stays] + added

        assert postings.holder_counts("abcdefg").tolist() == [
            sum(key in document for document in there) for key in "abcdefg"
        ]
        for key in "abcdefg":
            counts = [Counter(document)[key] for document in there]
            assert holders(postings, key) == [
                (place, count) for place, count in enumerate(counts) if count
            ]
        assert postings.lengths.tolist() == [len(document) for document in there]

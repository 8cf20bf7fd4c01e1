from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.postings import Postings

documents = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=8)


def looked_up(postings: Postings, key: str) -> list[tuple[int, int]]:
    positions, frequencies = postings.lookup(key)
    return list(zip(positions.tolist(), frequencies.tolist(), strict=True))


def test_lookup_returns_the_documents_with_a_key_and_its_frequencies() -> None:
    postings = Postings.of(["ab", "", "bcb"])

    assert looked_up(postings, "b") == [(0, 1), (2, 2)]
    assert looked_up(postings, "z") == []
    assert postings.lengths.tolist() == [2, 0, 3]


def test_documents_that_stay_move_up_and_new_ones_come_after_them() -> None:
    postings = Postings.of(["ab", "a", "b"]).changed(np.array([False, True, True]), ["bb"])

    assert looked_up(postings, "a") == [(0, 1)]
    assert looked_up(postings, "b") == [(1, 1), (2, 2)]


def test_a_key_that_is_in_no_document_any_more_is_removed() -> None:
    postings = Postings.of(["ab", "b"]).changed(np.array([False, True]), [])

    assert postings.rows.numbers.keys() == {"b"}


@pytest.mark.parametrize("kept", [True, False])
def test_without_a_change_nothing_changes(kept: bool) -> None:
    postings = Postings.of(["ab"] if kept else []).changed(np.ones(int(kept), np.bool_), [])

    assert looked_up(postings, "a") == ([(0, 1)] if kept else [])


def test_document_frequencies_are_in_the_order_of_the_keys() -> None:
    postings = Postings.of(["ab", "", "bcb"])

    assert postings.document_frequencies("bzaab").tolist() == [2, 0, 1, 1, 2]
    assert postings.document_frequencies([]).tolist() == []
    assert Postings.of([]).document_frequencies("a").tolist() == [0]


@given(documents, st.lists(st.tuples(st.integers(0, 255), documents), max_size=4))
def test_after_any_changes_the_postings_are_those_of_the_documents(
    first: list[list[str]], changes: list[tuple[int, list[list[str]]]]
) -> None:
    postings, there = Postings.of(first), first
    for bits, added in changes:
        kept = [bool(bits >> place & 1) for place in range(len(there))]
        postings = postings.changed(np.array(kept, np.bool_), added)
        there = [each for each, stays in zip(there, kept, strict=True) if stays] + added

        assert postings.document_frequencies("abcdefg").tolist() == [
            sum(key in document for document in there) for key in "abcdefg"
        ]
        for key in "abcdefg":
            counts = [Counter(document)[key] for document in there]
            assert looked_up(postings, key) == [
                (place, count) for place, count in enumerate(counts) if count
            ]
        assert postings.lengths.tolist() == [len(document) for document in there]

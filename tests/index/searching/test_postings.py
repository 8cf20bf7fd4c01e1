from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.searching.postings import Postings

documents = st.lists(st.lists(st.integers(0, 6), max_size=8), max_size=8)


def postings_of(documents: list[list[int]], terms: int = 7) -> Postings:
    """Return the postings of documents, given as lists of term ids."""
    flat = [term for document in documents for term in document]
    positions = np.repeat(np.arange(len(documents)), list(map(len, documents)))
    return Postings.of(np.array(flat, np.int64), positions, terms)


def looked_up(postings: Postings, term: int) -> list[tuple[int, int]]:
    positions, frequencies = postings.lookup(term)
    return list(zip(positions.tolist(), frequencies.tolist(), strict=True))


def test_a_term_that_is_newer_than_the_postings_is_in_no_document() -> None:
    assert looked_up(postings_of([[0]], terms=1), 1) == []


@given(documents)
def test_the_postings_are_those_of_the_documents(documents: list[list[int]]) -> None:
    postings = postings_of(documents)

    for term in range(7):
        counts = [Counter(document)[term] for document in documents]
        assert looked_up(postings, term) == [
            (place, count) for place, count in enumerate(counts) if count
        ]


@given(documents)
def test_each_posting_has_its_term(documents: list[list[int]]) -> None:
    postings = postings_of(documents)

    expected = [term for term in range(7) for _ in looked_up(postings, term)]
    assert postings.terms_of().tolist() == expected


@given(documents)
def test_postings_are_made_of_their_arrays(documents: list[list[int]]) -> None:
    postings = postings_of(documents)

    again = Postings.of_arrays(postings.arrays())

    assert all(looked_up(again, term) == looked_up(postings, term) for term in range(7))

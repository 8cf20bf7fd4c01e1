from itertools import compress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from index.searching.bm25 import PostingsBM25
from index.searching.numbering import Numbering
from index.searching.strings import Strings
from tests.index.searching.test_postings import postings_of

terms = st.lists(st.sampled_from("abcdefg"), max_size=12)
corpora = st.lists(terms, min_size=1, max_size=12).filter(any)


@given(corpora, terms, st.floats(0.1, 3), st.floats(0, 0.99), st.floats(0, 2))
def test_scores_are_those_of_rank_bm25(
    corpus: list[list[str]], query: list[str], k1: float, b: float, delta: float
) -> None:
    """With b at 1, rank_bm25 divides 0 by 0 for an empty passage, so b stays below."""
    ours = PostingsBM25(corpus, k1=k1, b=b, delta=delta)
    theirs = BM25Plus(corpus, k1=k1, b=b, delta=delta)

    assert ours.get_scores(query) == pytest.approx(theirs.get_scores(query), abs=1e-9)


@given(corpora, terms)
def test_a_passage_scores_above_zero_exactly_when_it_shares_a_term(
    corpus: list[list[str]], query: list[str]
) -> None:
    scores = PostingsBM25(corpus).get_scores(query)

    for passage, score in zip(corpus, scores, strict=True):
        assert (score > 0) == bool(set(passage) & set(query))


@pytest.mark.parametrize(
    "corpus", [[["a"]], [["a"], ["a"]], [["a"], ["b"]], [["a"]] * 2 + [["b"]] * 2]
)
def test_a_term_of_a_small_corpus_scores_above_zero_however_common(corpus: list[list[str]]) -> None:
    assert PostingsBM25(corpus).get_scores(["a"])[0] > 0


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_a_corpus_without_terms_scores_zero(corpus: list[list[str]]) -> None:
    bm25 = PostingsBM25(corpus)

    assert bm25.get_scores(["a"]).tolist() == [0.0] * len(corpus)
    assert bm25.gains(0, ["a"]) == {}


@given(corpora, terms, st.floats(0, 2))
def test_a_term_scores_in_proportion_to_its_weight(
    corpus: list[list[str]], query: list[str], weight: float
) -> None:
    bm25 = PostingsBM25(corpus)

    weighted = bm25.weighted_scores((term, weight) for term in query)

    assert weighted == pytest.approx(weight * bm25.get_scores(query))


@given(corpora, st.sets(st.sampled_from("abcdefg")), st.floats(0, 2))
def test_the_gains_of_its_terms_add_up_to_a_passages_score(
    corpus: list[list[str]], query: set[str], delta: float
) -> None:
    bm25 = PostingsBM25(corpus, delta=delta)
    scores = bm25.get_scores(query)

    for position, passage in enumerate(corpus):
        gains = bm25.gains(position, query)
        assert set(gains) == query & set(passage)
        if delta == 0:
            assert sum(gains.values()) == pytest.approx(scores[position])


def test_the_idf_is_higher_for_rarer_terms_and_highest_for_one_in_no_passage() -> None:
    bm25 = PostingsBM25([["a"], ["a", "b"]])

    assert bm25.smoothed_idf("never seen") > bm25.smoothed_idf("b") > bm25.smoothed_idf("a") > 0


def test_extra_passages_bring_the_idfs_of_a_small_corpus_together() -> None:
    bm25 = PostingsBM25([["a"], ["a", "b"]])

    few, many = (
        bm25.smoothed_idf("a", extra_passages) / bm25.smoothed_idf("b", extra_passages)
        for extra_passages in (0, 100)
    )

    assert few < many < 1


def test_passages_with_a_term_are_counted() -> None:
    bm25 = PostingsBM25([["a", "a"], ["a", "b"]])

    assert [bm25.document_frequency(term) for term in "abc"] == [2, 1, 0]


@given(corpora, st.integers(0, 4095), st.lists(terms, max_size=4), terms)
def test_scores_over_parts_with_removed_passages_are_those_of_a_new_index(
    corpus: list[list[str]], bits: int, added: list[list[str]], query: list[str]
) -> None:
    there = [bool(bits >> place & 1) for place in range(len(corpus))] + [True] * len(added)
    live = np.array(there, np.bool_)
    ids = Numbering(Strings.of("abcdefg"))
    frequencies = [
        sum(term in passage for passage, stays in zip(corpus + added, there, strict=True) if stays)
        for term in "abcdefg"
    ]

    ours = PostingsBM25.over(
        ids,
        [
            postings_of([[ids.number(term) for term in each] for each in part])
            for part in (corpus, added)
        ],
        [np.array(list(map(len, part)), np.int32) for part in (corpus, added)],
        np.array(frequencies, np.int32),
        live,
    )
    made = PostingsBM25(list(compress(corpus + added, there)))

    assert ours.get_scores(query)[live].tolist() == made.get_scores(query).tolist()
    assert not ours.get_scores(query)[~live].any()
    assert (ours.corpus_size, ours.avgdl) == (made.corpus_size, made.avgdl)
    assert [ours.smoothed_idf(term) for term in "abcz"] == [
        made.smoothed_idf(term) for term in "abcz"
    ]
    positions = np.flatnonzero(live).tolist()
    assert [ours.gains(each, query) for each in positions] == [
        made.gains(each, query) for each in range(len(positions))
    ]

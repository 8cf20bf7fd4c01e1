import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from index.bm25 import PostingsBM25

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
def test_a_passage_matches_exactly_when_it_shares_a_term(
    corpus: list[list[str]], query: list[str]
) -> None:
    matching = PostingsBM25(corpus).matching(query)

    assert matching.tolist() == [
        position for position, passage in enumerate(corpus) if set(passage) & set(query)
    ]


@given(corpora, terms)
def test_every_passage_that_matches_scores_above_the_others(
    corpus: list[list[str]], query: list[str]
) -> None:
    bm25 = PostingsBM25(corpus)
    matching = set(bm25.matching(query).tolist())

    for position, score in enumerate(bm25.get_scores(query)):
        assert (score > 0) == (position in matching)


def test_a_corpus_of_one_passage_is_searched() -> None:
    bm25 = PostingsBM25([["nuklir", "korea"]])

    assert bm25.matching(["korea"]).tolist() == [0]
    assert bm25.get_scores(["korea"])[0] > 0


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_a_corpus_without_terms_is_searched_in_vain(corpus: list[list[str]]) -> None:
    bm25 = PostingsBM25(corpus)

    assert bm25.matching(["korea"]).size == 0
    assert bm25.get_scores(["korea"]).tolist() == [0.0] * len(corpus)


def test_an_unknown_term_weighs_more_than_any_known_one() -> None:
    bm25 = PostingsBM25([["a"], ["a", "b"]])

    assert bm25.weight("never seen") > bm25.weight("b") > bm25.weight("a") > 0

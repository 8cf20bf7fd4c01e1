import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Span
from index.reading.token import Token
from index.searching.numbering import Numbering
from index.searching.words import Words, WordsBuilder


def columns(*passages: list[int]) -> Words:
    """Return the words of passages, given by the number of the sentence of each word."""
    new = WordsBuilder(Numbering(), Numbering())
    for sentences in passages:
        new.begin_passage()
        for sentence in sentences:
            new.add(Token("perang", "perang", Span(0, 6), 0), sentence)
    return new.build()


def test_words_are_kept_in_columns_one_passage_after_the_other() -> None:
    terms, words = Numbering(), Numbering()
    new = WordsBuilder(terms, words)

    new.begin_passage()
    new.add(Token("perang", "perang", Span(0, 6), 4), 0)
    new.add(Token("perang", "perangnya", Span(7, 16), 0), 1)
    new.begin_passage()

    held = new.build()
    assert held.lengths.tolist() == [2, 0]
    assert held.terms.tolist() == [0, 0]
    assert held.words.tolist() == [0, 1]
    assert held.marks.tolist() == [4, 0]
    assert held.sentences.tolist() == [0, 1]
    assert (terms.keys, words.keys) == (["perang"], ["perang", "perangnya"])


def test_without_words_the_columns_are_empty() -> None:
    assert columns().columns.shape == (4, 0)
    assert columns().only(np.zeros(0, np.bool_)).offsets.tolist() == [0]


def test_kept_passages_are_followed_by_others() -> None:
    held = columns([0, 0, 1], [], [0])

    left = held.only(np.array([False, True, True])).followed_by(columns([0], [0, 1]))

    assert left.lengths.tolist() == [0, 1, 1, 2]
    assert left.offsets.tolist() == [0, 0, 1, 2, 4]
    assert left.sentences.tolist() == [0, 0, 0, 1]


@given(st.lists(st.lists(st.integers(0, 3), max_size=5).map(sorted), max_size=5))
def test_the_first_words_of_sentences_are_known(passages: list[list[int]]) -> None:
    expected = [
        number == 0 or sentence != passage[number - 1]
        for passage in passages
        for number, sentence in enumerate(passage)
    ]

    assert columns(*passages).begin_sentences().tolist() == expected


def test_equal_terms_are_one_object() -> None:
    new = WordsBuilder(Numbering(), Numbering())
    new.begin_passage()

    first, second = (
        new.add(Token(word[:6], word, Span(0, 6), 0), 0) for word in ("perangnya", "perangku")
    )

    assert first is second

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.searching.words import Words


def words_in(*passages: list[int]) -> Words:
    """Return the words of passages, given by the number of the sentence of each word."""
    sentences = [sentence for passage in passages for sentence in passage]
    columns = np.zeros((4, len(sentences)), np.int32)
    columns[3] = sentences
    return Words(columns, np.cumsum([0, *map(len, passages)]))


@given(st.lists(st.lists(st.integers(0, 3), max_size=5).map(sorted), max_size=5))
def test_the_first_words_of_sentences_are_known(passages: list[list[int]]) -> None:
    expected = [
        number == 0 or sentence != passage[number - 1]
        for passage in passages
        for number, sentence in enumerate(passage)
    ]

    words = words_in(*passages)

    assert words.begin_sentences().tolist() == expected
    assert words.lengths.tolist() == list(map(len, passages))

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.ranking.hits import TITLE_STRENGTH, look_up, outside_strengths
from tests.index.articles import article, indexed

BODY = "Perang Korea berakhir pada 1953. Damai belum ada."


def test_a_title_counts_for_less_than_the_text() -> None:
    index = indexed(article(BODY, title="Sejarah perang"))
    found = index.candidates(index.read("sejarah Korea"))

    assert outside_strengths(index, found).tolist() == [[TITLE_STRENGTH], [0.0]]


@given(
    st.sets(st.integers(0, 99_999), max_size=30),
    st.lists(st.integers(0, 9_999), max_size=50),
)
def test_words_are_looked_up_by_all_of_their_id(keys: set[int], others: list[int]) -> None:
    values = [*others, *keys, *(key + 4096 for key in keys)]

    words, places = look_up(np.array(sorted(keys), np.int64), np.array(values, np.int32))

    assert [
        (values[word], sorted(keys)[place]) for word, place in zip(words, places, strict=True)
    ] == [(value, value) for value in values if value in keys]

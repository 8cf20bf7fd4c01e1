import numpy as np

from index.searching.live import Live


def test_of_nothing_no_word_or_term_occurs() -> None:
    live = Live.none(3, 2)

    by_word, by_term = (
        (live.content, live.frequencies),
        (live.in_passages, live.document_frequencies),
    )
    assert [facts.tolist() for facts in by_word] == [[False] * 3, [0] * 3]
    assert [facts.tolist() for facts in by_term] == [[False] * 2, [0] * 2]
    assert np.issubdtype(live.frequencies.dtype, np.integer)
    assert np.issubdtype(live.document_frequencies.dtype, np.integer)
    assert live.passages == 0

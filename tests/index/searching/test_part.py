import numpy as np

from tests.index.articles import article, indexed


def test_the_first_words_of_sentences_are_known() -> None:
    part = indexed(article("Perang di Korea. Damai.\n\n…\n\nRoket itu meledak.")).passages.standing

    first = np.flatnonzero(part.begins_sentence()).tolist()
    assert first == [0, 3, 4]

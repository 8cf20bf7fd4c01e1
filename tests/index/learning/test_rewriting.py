"""Questions are rewritten as people type them, and so that nothing answers them."""

import random

from index.learning.rewriting import Pool, Rewriter
from index.reading.analysis import analyzer

INDONESIAN = analyzer("id")
QUESTION = "Kapan Presiden Soekarno mengunduh dokumen yang penting di Surabaya pada tahun 1945?"
POOL = Pool.of(["Siapa Hatta di Medan?", "Berapa anggaran kota tahun 2004?"], INDONESIAN)


def rewriter(seed: int = 1) -> Rewriter:
    return Rewriter(INDONESIAN, random.Random(seed))  # not used for secrets


def test_the_same_draw_gives_the_same_question() -> None:
    assert rewriter().everyday(QUESTION) == rewriter().everyday(QUESTION)


def test_everyday_questions_are_typed_in_many_ways() -> None:
    typed = {rewriter(seed).everyday(QUESTION) for seed in range(50)}

    assert len(typed) > 40
    assert any("kpn" in text for text in typed)
    assert any("download" in text for text in typed)
    assert any(text.islower() for text in typed)
    assert all("1945" in text for text in typed)


def test_keywords_are_content_words_in_their_order() -> None:
    for seed in range(20):
        words = rewriter(seed).keywords(QUESTION).split()
        content = [
            "presiden",
            "soekarno",
            "mengunduh",
            "dokumen",
            "penting",
            "surabaya",
            "tahun",
            "1945",
        ]
        assert 2 <= len(words) <= 4
        assert [word for word in content if word in words] == words


def test_a_pool_holds_names_numbers_and_other_words_apart() -> None:
    assert Pool(("Hatta", "Medan"), ("2004",), ("anggaran", "kota", "tahun")) == POOL


def test_a_near_miss_asks_for_what_the_passage_lacks_in_place_of_what_it_has() -> None:
    passage = "Soekarno tiba di Surabaya pada tahun 1945."
    missed = {rewriter(seed).near_miss(QUESTION, passage, POOL) for seed in range(60)}

    assert QUESTION.replace("1945", "2004") in missed
    assert QUESTION.replace("Surabaya", "Medan") in missed
    assert QUESTION.replace("Soekarno", "Hatta") in missed
    assert all(text is None or text != QUESTION for text in missed)


def test_there_is_no_near_miss_where_the_passage_has_nothing_of_the_question() -> None:
    assert rewriter().near_miss(QUESTION, "Kucing tidur.", POOL) is None

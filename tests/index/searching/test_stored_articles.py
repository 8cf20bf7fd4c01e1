from dataclasses import replace

import numpy as np

from corpus.article import Block, Kind, Span
from index.searching.stored_articles import StoredArticles
from tests.index.articles import article, articles, shipped

HEADED = replace(
    article("Judul\n\nIsi 1. Isi 2.", "headed", title="“Ayam” 🐔"),
    url="https://example.org/a",
    blocks=(Block(Kind.HEADING, Span(0, 5)),),
    author="Sari",
    published="2024-02-29",
)
EMPTY = article("", "empty")


def test_an_article_is_read_as_it_was_stored() -> None:
    every = [HEADED, EMPTY, *shipped()]

    stored = StoredArticles.of(every)

    assert [stored[number] for number in range(len(stored))] == every
    again = StoredArticles.of_arrays(stored.arrays())
    assert [again[number] for number in range(len(again))] == every


def test_an_article_with_a_lone_surrogate_is_stored_too() -> None:
    broken = article("Ayam \udc00 berkokok.", title="\ud800")

    assert StoredArticles.of([broken])[0] == broken


def test_articles_are_left_out_and_followed_by_others() -> None:
    first, second, third = articles("Satu.", "Dua.", "Tiga.")
    kept = np.array([False, True])

    left = StoredArticles.of([first, second]).only(kept).followed_by(StoredArticles.of([third]))

    assert [left[number] for number in range(len(left))] == [second, third]
    assert [left.ids.number(each.id) for each in (first, second, third)] == [None, 0, 1]

from dataclasses import replace
from typing import Any

import pytest

from corpus.article import Article, Passage, Span
from corpus.soundness import UnsoundError, check_sound
from corpus.split import split
from tests.corpus.drafts import AYAM


@pytest.fixture
def article() -> Article:
    return Article(
        AYAM.id,
        1,
        AYAM.title,
        AYAM.source,
        AYAM.url,
        AYAM.language,
        AYAM.body,
        tuple(split(AYAM.body)),
    )


def assert_unsound(article: Article, reason: str) -> None:
    with pytest.raises(UnsoundError, match=reason):
        check_sound(article, AYAM.sha256)


def with_spans(article: Article, *spans: Span) -> Article:
    passages = tuple(Passage(number, span, (span,)) for number, span in enumerate(spans, start=1))
    return replace(article, passages=passages)


def test_an_article_as_it_was_stored_is_sound(article: Article) -> None:
    check_sound(article, AYAM.sha256)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Ayan"},
        {"source": "Anuara"},
        {"url": "https://example.org/ayan"},
        {"language": "en"},
        {"body": AYAM.body.replace("pagi", "qagi")},
    ],
)
def test_a_changed_letter_is_noticed(article: Article, changed: dict[str, Any]) -> None:
    assert_unsound(replace(article, **changed), "its text is not what it was")


def test_a_missing_passage_is_noticed(article: Article) -> None:
    end = len(article.body)
    last = replace(with_spans(article, Span(0, end)).passages[0], number=2)

    assert_unsound(replace(article, passages=(last,)), "passages are missing")
    assert_unsound(replace(article, passages=()), "don't cover all of the text")


@pytest.mark.parametrize(
    "spans",
    [
        (Span(1, 54), Span(56, 80)),
        (Span(0, 53), Span(56, 80)),
        (Span(0, 54), Span(57, 80)),
        (Span(0, 54), Span(56, 79)),
    ],
)
def test_text_that_no_passage_has_is_noticed(article: Article, spans: tuple[Span, ...]) -> None:
    check_sound(with_spans(article, Span(0, 54), Span(56, 80)), AYAM.sha256)

    assert_unsound(with_spans(article, *spans), "don't cover all of the text")


@pytest.mark.parametrize(
    "spans",
    [
        (Span(0, 57), Span(56, 80)),
        (Span(0, 54), Span(56, 81)),
        (Span(-1, 54), Span(56, 80)),
        (Span(0, 80), Span(0, 54)),
        (Span(0, 80), Span(80, 80)),
    ],
)
def test_passages_out_of_place_are_noticed(article: Article, spans: tuple[Span, ...]) -> None:
    assert_unsound(with_spans(article, *spans), "overlap or lie outside")


def test_sentences_out_of_place_are_noticed(article: Article) -> None:
    (passage,) = with_spans(article, Span(0, len(article.body))).passages
    for sentences, reason in (
        ((), "don't cover all"),
        ((Span(1, 80),), "don't cover all"),
        ((Span(0, 81),), "overlap or lie outside"),
    ):
        wrong = replace(passage, sentences=sentences)
        assert_unsound(replace(article, passages=(wrong,)), reason)

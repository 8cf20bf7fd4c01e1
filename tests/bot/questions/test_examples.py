from collections.abc import Sequence

import pytest

from bot.locales import ENGLISH
from bot.questions.examples import LONGEST, examples
from corpus.article import Article, Block, Kind, Span
from corpus.split import split
from index.finder import Finder

OPENING = "Harbour Café opens at eight in the morning and closes at nine in the evening."
FERRY = "The ferry to Sabang leaves from the northern pier twice a day, at nine and at three."
CAPTAIN = (
    "The ferry was built for Sari Wulandari, captain of the harbour since 2011, by her family."
)


def article(number: int, *paragraphs: str, headings: Sequence[str] = ()) -> Article:
    body = "\n\n".join(paragraphs)
    blocks = []
    for text in paragraphs:
        start = body.index(text)
        kind = Kind.HEADING if text in headings else Kind.PARAGRAPH
        blocks.append(Block(kind, Span(start, start + len(text))))
    passages = split(body, tuple(blocks))
    title = f"Notes {number}"
    return Article(str(number), 1, title, "", None, "en", body, passages, blocks=tuple(blocks))


def asked(*articles: Article) -> tuple[str, ...]:
    return examples(Finder(articles), 0.2, ENGLISH)


def test_an_empty_shelf_answers_nothing() -> None:
    assert asked() == ()


def test_an_article_is_asked_what_it_asks_itself() -> None:
    asks = "When does the ferry to Sabang leave?"

    assert asked(article(1, asks, FERRY, headings=[asks]))[0] == asks


def test_a_person_whom_an_article_explains_is_asked_about() -> None:
    assert "Who is Sari Wulandari?" in asked(article(1, CAPTAIN), article(2, OPENING))


def test_what_is_offered_is_answered_without_a_doubt_and_short() -> None:
    long = "word " * LONGEST + "?"
    finder = Finder([article(1, long, CAPTAIN, headings=[long]), article(2, OPENING, FERRY)])
    offered = examples(finder, 0.2, ENGLISH)

    assert offered
    for question in offered:
        answer = finder.find(question, 0.2)
        assert (answer.answered, answer.doubtful) == (True, False)
        assert len(question) <= LONGEST


@pytest.mark.parametrize("text", ["?", "🐓 🐓", "x", "A B, c"])
def test_a_text_without_anything_to_ask_about_is_no_trouble(text: str) -> None:
    assert len(asked(article(1, text))) <= 1

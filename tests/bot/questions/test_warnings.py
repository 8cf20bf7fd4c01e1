"""What is said before an answer, in both languages."""

from dataclasses import replace

import pytest

from bot.locales import ENGLISH
from bot.questions.warnings import LONGEST, MOST, warnings
from corpus.article import Article, Passage, Span
from index.answer import Answer, Hit, Refusal
from index.ranking.doubts import Doubts
from tests.bot.indonesian import INDONESIAN

PASSAGE = Passage(1, Span(0, 4), (Span(0, 4),))
ARTICLE = Article("a", 1, "Judul", "", None, "id", "Lima", (PASSAGE,))
HIT = Hit(ARTICLE, PASSAGE, 1.0, PASSAGE.span, PASSAGE.span)


def answer(doubts: Doubts, *, doubtful: bool = True) -> Answer:
    return Answer("?", (HIT,), 0.3, doubtful=doubtful, doubts=doubts)


def test_an_answer_without_doubts_needs_no_warning() -> None:
    assert warnings(answer(Doubts(), doubtful=False), ENGLISH) == []


def test_a_question_that_was_not_read_whole_is_said() -> None:
    unread = replace(answer(Doubts(), doubtful=False), unread=True)
    refused = Answer("?", (), 0.0, Refusal.NO_MATCH, unread=True)

    assert warnings(unread, ENGLISH) == warnings(refused, ENGLISH) == [ENGLISH("answer.unread")]


def test_a_low_confidence_is_said() -> None:
    assert warnings(answer(Doubts()), ENGLISH) == [ENGLISH("answer.doubtful")]


def test_a_typing_error_is_said_without_a_warning() -> None:
    read = Doubts(corrected=(("mobl", "mobil"),))

    said = warnings(answer(read, doubtful=False), INDONESIAN)

    assert said == ["Aku membaca “mobl” sebagai “mobil”."]


def test_what_is_missing_is_said_before_the_warning() -> None:
    assert warnings(answer(Doubts(missing=("2029", "Iran"))), ENGLISH) == [
        "This quote doesn't mention “2029”, “Iran”.",
        ENGLISH("answer.doubtful"),
    ]


def test_a_refusal_only_says_how_words_were_read() -> None:
    doubts = Doubts(corrected=(("mobl", "mobil"),), missing=("2029",))
    refused = Answer("?", (), 0.1, Refusal.NO_MATCH, doubts=doubts)

    assert warnings(refused, ENGLISH) == ["I read “mobl” as “mobil”."]


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN], ids=["en", "id"])
def test_many_long_words_get_a_short_warning(texts: object) -> None:
    word = "x" * 2000
    doubts = Doubts(corrected=((word, word),) * 50, missing=(word,) * 50)

    lines = warnings(answer(doubts), texts)  # type: ignore[arg-type]

    assert len(lines) == MOST + 2
    assert max(map(len, lines)) < (MOST + 1) * (LONGEST + 10)

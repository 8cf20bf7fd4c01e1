import pytest

from bot.discord.render.answered import ARTICLES_SHOWN, answered_texts
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.locales import ENGLISH, Texts
from bot.questions.reasking import NewlyAnswered
from tests.bot.indonesian import INDONESIAN

WORST = ["*" * 500, "😀" * 500, "字_" * 300, ":a:" * 200, "a" * 500]


def found(title: str, *questions: str) -> NewlyAnswered:
    return NewlyAnswered("a", title, questions)


def test_each_article_is_shown_with_its_questions() -> None:
    texts = answered_texts(
        [found("Kopi *Gayo*", "apa?", "@everyone  siapa?"), found("Teh", "?")], ENGLISH
    )

    assert texts == [
        "**Kopi \\*Gayo\\*** answers 2 questions that had no answer:\n- apa?\n- \\@everyone siapa?",
        "**Teh** answers 1 question that had no answer:\n- ?",
        "-# Not right? Reopen it in `/review settled`.",
    ]


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
@pytest.mark.parametrize("worst", WORST)
@pytest.mark.parametrize("articles", [1, ARTICLES_SHOWN, 999])
def test_any_answered_questions_fit_a_message(texts: Texts, worst: str, articles: int) -> None:
    blocks = answered_texts([found(worst, *[worst] * 500)] * articles, texts)

    assert sum(map(size, blocks)) <= MESSAGE_TEXT
    shown = min(articles, ARTICLES_SHOWN)
    for text in blocks[:shown]:
        lines = text.split("\n")
        assert len(lines) > 2
        assert lines[-1] == texts("feedback.more_questions", count=500 - len(lines) + 2)
    more = [texts("feedback.more_articles", count=articles - shown)] * (articles > shown)
    assert blocks[shown:] == [*more, f"-# {texts('feedback.not_right')}"]

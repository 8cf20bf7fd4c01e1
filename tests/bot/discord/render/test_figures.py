from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from bot.discord.render.figures import DIGEST_QUESTIONS, digest_texts, stats_texts
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.locales import ENGLISH, Texts
from bot.querylog.statistics import BUSIEST, ArticleUse, Day, Statistics
from bot.querylog.unanswered import UnansweredQuestion
from bot.querylog.votes import Reason
from tests.bot.indonesian import INDONESIAN
from tests.bot.sample_articles import LONG, TEXT

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FIGURES = Statistics(
    asked=200,
    answered=151,
    refused=47,
    errors=2,
    thumbs_up=12,
    thumbs_down=3,
    median_ms=4.4,
    days=(Day(date(2026, 3, 2), 151, 47, 2),),
    articles=(ArticleUse("kopi", "Kopi *Gayo*", 100), ArticleUse("teh", "Teh", 51)),
    reasons={Reason.OUTDATED: 2, Reason.OTHER: 1},
)
NOTHING = Statistics(0, 0, 0, 0, 0, 0, None, (), (), {})


def asked(question: str, times: int = 3) -> UnansweredQuestion:
    return UnansweredQuestion("0" * 32, question, ("none: apa",), (question,), times, NOW)


def test_figures_show_questions_outcomes_and_feedback() -> None:
    assert stats_texts(FIGURES, 30, ENGLISH) == (
        "**The last 30 days**",
        "- Questions: **200**, answered: **76%**\n"
        "- Failed: **2**\n"
        "- Votes: 👍 **12** · 👎 **3**\n"
        "- Why 👎: out of date (2×), other (1×)\n"
        "- Response time (median): **4 ms**",
        "Quoted most:\n1. Kopi \\*Gayo\\* · 100×\n2. Teh · 51×",
    )


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_missing_figures_are_left_out(texts: Texts) -> None:
    few = replace(FIGURES, errors=0, reasons={}, median_ms=None, articles=())

    _, lines = stats_texts(few, 7, texts)

    assert len(lines.split("\n")) == 2
    assert stats_texts(NOTHING, 7, texts) == (texts("figures.stats_none", count=7),)


def test_a_digest_lists_the_five_most_asked_unanswered_questions() -> None:
    questions = [asked(f"Apa {number}?", 9 - number) for number in range(DIGEST_QUESTIONS + 1)]

    head, figures, names, hint = digest_texts(FIGURES, questions, ENGLISH)

    assert head == ENGLISH("figures.digest_head")
    assert "answered: **76%**" in figures
    assert "👍 **12** · 👎 **3**" in figures
    assert names.split("\n")[1] == "1. Apa 0? · 9×"
    assert len(names.split("\n")) == 1 + DIGEST_QUESTIONS
    assert "/review unanswered" in hint
    assert len(digest_texts(FIGURES, [], ENGLISH)) == 2


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(TEXT | LONG)
def test_figures_and_digests_fit_a_message(text: str) -> None:
    busy = replace(
        FIGURES,
        articles=(ArticleUse("a", text, 10**6),) * BUSIEST,
        reasons=dict.fromkeys(Reason, 10**6),
    )

    for texts in (ENGLISH, INDONESIAN):
        assert sum(map(size, stats_texts(busy, 90, texts))) <= MESSAGE_TEXT
        questions = [asked(text, 10**6)] * DIGEST_QUESTIONS
        assert sum(map(size, digest_texts(busy, questions, texts))) <= MESSAGE_TEXT

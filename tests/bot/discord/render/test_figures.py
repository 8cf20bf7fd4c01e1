from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from bot.discord.render.figures import DIGEST_QUESTIONS, digest_texts, stats_texts, weeks_texts
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.locales import ENGLISH, Texts
from bot.querylog.statistics import BUSIEST, ArticleUse, Day, Statistics
from bot.querylog.unanswered import UnansweredQuestion
from bot.querylog.votes import Reason
from bot.querylog.weekly import SHOWN, Week
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
WEEKS = (
    Week(date(2026, 2, 23), 15, 8, 4, 0, 0, 0),
    Week(date(2026, 3, 2), 120, 70, 12, 0, 0, 0),
)
WIDEST = 38
"""Characters that a line of code has on a narrow phone before it wraps."""
NOTHING = Statistics(0, 0, 0, 0, 0, 0, None, (), (), {})


def asked(question: str, times: int = 3) -> UnansweredQuestion:
    return UnansweredQuestion("0" * 32, question, ("none: apa",), (question,), times, NOW)


def test_figures_show_questions_outcomes_and_feedback() -> None:
    assert stats_texts(FIGURES, 30, ENGLISH) == (
        "**The last 30 days**",
        "- Questions: **200**, answered: **76%**\n"
        "- Failed: **2**\n"
        "- Votes: 👍 **12** · 👎 **3**\n"
        "- Why 👎: out of date (2 votes), other (1 vote)\n"
        "- Response time (median): **4 ms**",
        "Quoted most:\n1. Kopi \\*Gayo\\* · quoted 100 times\n2. Teh · quoted 51 times",
    )


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_missing_figures_are_left_out(texts: Texts) -> None:
    few = replace(FIGURES, errors=0, reasons={}, median_ms=None, articles=())

    _, lines = stats_texts(few, 7, texts)

    assert len(lines.split("\n")) == 2
    assert stats_texts(NOTHING, 7, texts) == (texts("figures.stats_none", count=7),)


def test_weeks_are_a_table() -> None:
    table, note = weeks_texts(WEEKS, ENGLISH)

    assert table == (
        "**By week**\n"
        "```\n"
        "Week of Asked Served Settled\n"
        " 23 Feb    15    53%       4\n"
        "  2 Mar   120    58%      12\n"
        "```"
    )
    assert note == f"-# {ENGLISH('figures.weeks_note')}"
    assert weeks_texts([], ENGLISH) == ()


def test_what_articles_changed_is_shown_where_they_changed_something() -> None:
    changed = Week(date(2026, 3, 9), 0, 0, 0, gained=5, lost=2, changed=1)

    table, notes = weeks_texts([*WEEKS, changed], ENGLISH)

    assert table.split("\n")[2] == "Week of Asked Served Settled + − ~"
    assert table.split("\n")[-2] == "  9 Mar     0      –       0 5 2 1"
    assert notes.split("\n")[1] == f"-# {ENGLISH('figures.weeks_changes_note')}"


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_weeks_fit_a_phone(texts: Texts) -> None:
    busy = [Week(date(2026, 3, 30), 9999, 9999, 9999, 99, 9, 9)] * SHOWN

    table, _ = weeks_texts(busy, texts)

    assert max(map(len, table.split("\n"))) <= WIDEST


def test_a_digest_lists_the_five_most_asked_unanswered_questions() -> None:
    questions = [asked(f"Apa {number}?", 9 - number) for number in range(DIGEST_QUESTIONS + 1)]

    head, figures, names, hint = digest_texts(FIGURES, questions, ENGLISH)

    assert head == ENGLISH("figures.digest_head")
    assert "answered: **76%**" in figures
    assert "👍 **12** · 👎 **3**" in figures
    assert names.split("\n")[1] == "1. Apa 0? · asked 9 times"
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
        weeks = weeks_texts([Week(date(2026, 3, 30), *[10**6] * 6)] * SHOWN, texts)
        blocks = (*stats_texts(busy, 90, texts), *weeks)
        assert sum(map(size, blocks)) <= MESSAGE_TEXT
        questions = [asked(text, 10**6)] * DIGEST_QUESTIONS
        assert sum(map(size, digest_texts(busy, questions, texts))) <= MESSAGE_TEXT

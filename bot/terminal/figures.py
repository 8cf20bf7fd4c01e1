"""Printing of query log statistics."""

import json
from collections.abc import Iterator, Sequence

from rich.table import Table

from bot.querylog.statistics import Statistics
from bot.querylog.unanswered import UnansweredQuestion
from bot.querylog.weekly import SHOWN, Week
from bot.terminal.language import texts
from bot.terminal.logged import one_line
from bot.terminal.output import unbounded_console

MAX_DAYS = 14
"""Days shown, the latest with a question."""
MAX_QUESTIONS = 10
"""Unanswered questions shown."""


def show_figures(
    figures: Statistics, weeks: Sequence[Week], unanswered: Sequence[UnansweredQuestion] | None
) -> None:
    """Print the statistics, the latest weeks and, if given, the unanswered questions."""
    console = unbounded_console()
    for line in _summary(figures):
        console.print(line)
    for table in _tables(figures, weeks, unanswered or ()):
        console.print("", table)


def figures_as_json(
    figures: Statistics, weeks: Sequence[Week], unanswered: Sequence[UnansweredQuestion] | None
) -> str:
    """Return the statistics as a JSON object; `unanswered` is null without a server."""
    share, median = figures.share_answered, figures.median_ms
    return json.dumps(
        {
            "asked": figures.asked,
            "answered": figures.answered,
            "refused": figures.refused,
            "errors": figures.errors,
            "share_answered": None if share is None else round(share, 4),
            "thumbs_up": figures.thumbs_up,
            "thumbs_down": figures.thumbs_down,
            "reasons": figures.reasons,
            "median_ms": None if median is None else round(median, 1),
            "days": [
                {
                    "date": day.date.isoformat(),
                    "answered": day.answered,
                    "refused": day.refused,
                    "errors": day.errors,
                }
                for day in figures.days
            ],
            "weeks": [
                {
                    "monday": week.monday.isoformat(),
                    "asked": week.asked,
                    "served": week.served,
                    "settled": week.settled,
                    "gained": week.gained,
                    "lost": week.lost,
                    "changed": week.changed,
                }
                for week in weeks
            ],
            "articles": [
                {"article_id": each.article_id, "title": each.title, "times": each.times}
                for each in figures.articles
            ],
            "unanswered": None
            if unanswered is None
            else [
                {
                    "question": one.question,
                    "times": one.times,
                    "last_asked": one.last_asked.isoformat(),
                }
                for one in unanswered
            ],
        },
        ensure_ascii=False,
    )


def _summary(figures: Statistics) -> list[str]:
    if not figures.asked:
        return [texts("stats.nothing")]
    parts = (
        (texts("stats.answered"), figures.answered),
        (texts("stats.refused"), figures.refused),
        (texts("stats.errors"), figures.errors),
    )
    outcomes = " · ".join(f"{name}: {count} ({count / figures.asked:.1%})" for name, count in parts)
    votes = texts("stats.votes", up=figures.thumbs_up, down=figures.thumbs_down)
    reasons = ", ".join(
        f"{texts(f'stats.reason_{reason}')} {count}" for reason, count in figures.reasons.items()
    )
    lines = [f"{texts('stats.asked', count=figures.asked)} · {outcomes}"]
    lines.append(f"{votes} ({reasons})" if reasons else votes)
    if figures.median_ms is not None:
        lines.append(texts("stats.median", milliseconds=f"{figures.median_ms:.1f}"))
    return lines


def _tables(
    figures: Statistics, weeks: Sequence[Week], unanswered: Sequence[UnansweredQuestion]
) -> Iterator[Table]:
    if figures.days:
        days = _table(
            texts("stats.day"),
            texts("stats.answered"),
            texts("stats.refused"),
            texts("stats.errors"),
        )
        for day in figures.days[-MAX_DAYS:]:
            days.add_row(day.date.isoformat(), *map(str, (day.answered, day.refused, day.errors)))
        yield days
    if weeks:
        yield _by_week(weeks[-SHOWN:])
    if figures.articles:
        articles = _table(texts("stats.articles"), texts("stats.quoted"))
        for article in figures.articles:
            articles.add_row(one_line(article.title), str(article.times))
        yield articles
    if unanswered:
        questions = _table(texts("stats.unanswered"), texts("stats.times"))
        for one in unanswered[:MAX_QUESTIONS]:
            questions.add_row(one_line(one.question), str(one.times))
        yield questions


def _by_week(weeks: Sequence[Week]) -> Table:
    names = ("asked", "served", "settled", "gained", "lost", "changed")
    table = _table(texts("stats.week"), *(texts(f"stats.week_{name}") for name in names))
    for week in weeks:
        share = "" if week.share_served is None else f" ({week.share_served:.1%})"
        counts = (week.settled, week.gained, week.lost, week.changed)
        table.add_row(
            week.monday.isoformat(), str(week.asked), f"{week.served}{share}", *map(str, counts)
        )
    return table


def _table(name: str, *numbers: str) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    table.add_column(name)
    for heading in numbers:
        table.add_column(heading, justify="right")
    return table

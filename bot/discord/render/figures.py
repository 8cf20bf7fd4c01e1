"""Renders a server's figures and its weekly digest."""

from collections.abc import Sequence
from datetime import date

from bot.discord.render.review import counted_reasons, percent, short_question
from bot.discord.render.shelf import short_title
from bot.locales import Texts
from bot.querylog.statistics import Statistics
from bot.querylog.unanswered import UnansweredQuestion
from bot.querylog.weekly import Week

DIGEST_QUESTIONS = 5
"""Maximum unanswered questions in a digest."""


def stats_texts(figures: Statistics, days: int, texts: Texts) -> tuple[str, ...]:
    """Return the figures of the last `days` days, as text blocks."""
    if not figures.asked:
        return (texts("figures.stats_none", count=days),)
    lines = [_asked(figures, texts)]
    if figures.errors:
        lines.append(texts("figures.stats_errors", count=figures.errors))
    lines.append(texts("figures.stats_thumbs", up=figures.thumbs_up, down=figures.thumbs_down))
    if reasons := counted_reasons(figures.reasons, texts):
        lines.append(f"{texts('figures.stats_reasons')} {', '.join(reasons)}")
    if figures.median_ms is not None:
        milliseconds = max(1, round(figures.median_ms))
        lines.append(texts("figures.stats_speed", milliseconds=milliseconds))
    blocks = [texts("figures.stats_head", count=days), "\n".join(f"- {line}" for line in lines)]
    if figures.articles:
        busiest = (
            f"{place}. {short_title(article.title)} · {texts('shelf.quoted', count=article.times)}"
            for place, article in enumerate(figures.articles, start=1)
        )
        blocks.append("\n".join([texts("figures.stats_articles"), *busiest]))
    return tuple(blocks)


def weeks_texts(weeks: Sequence[Week], texts: Texts) -> tuple[str, ...]:
    """Return a table of weeks, one a line, as text blocks; none if there are no weeks.

    It is narrow enough for a phone. What articles changed is left out if they changed nothing.
    """
    if not weeks:
        return ()
    names = ["week", "asked", "served", "settled"]
    heads = [texts(f"figures.weeks_{name}") for name in names]
    rows = [_week(week, texts) for week in weeks]
    notes = [texts("figures.weeks_note")]
    if any(week.gained or week.lost or week.changed for week in weeks):
        heads += ["+", "−", "~"]
        rows = [
            [*row, *map(str, (week.gained, week.lost, week.changed))]
            for row, week in zip(rows, weeks, strict=True)
        ]
        notes.append(texts("figures.weeks_changes_note"))
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = (
        " ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in (heads, *rows)
    )
    table = "\n".join(["```", *lines, "```"])
    return f"{texts('figures.weeks_head')}\n{table}", "\n".join(f"-# {note}" for note in notes)


def short_day(day: date, texts: Texts) -> str:
    """Return a day in short, such as 2 Mar."""
    return f"{day.day} {texts('figures.chart_months').split()[day.month - 1]}"


def digest_texts(
    figures: Statistics, unanswered: Sequence[UnansweredQuestion], texts: Texts
) -> tuple[str, ...]:
    """Return the digest of a week with its unanswered questions, as text blocks."""
    lines = [
        _asked(figures, texts),
        texts("figures.stats_thumbs", up=figures.thumbs_up, down=figures.thumbs_down),
    ]
    blocks = [texts("figures.digest_head"), "\n".join(f"- {line}" for line in lines)]
    if unanswered:
        asked = (
            f"{place}. {short_question(one.question)} · {texts('review.times', count=one.times)}"
            for place, one in enumerate(unanswered[:DIGEST_QUESTIONS], start=1)
        )
        blocks += [
            "\n".join([texts("figures.digest_unanswered"), *asked]),
            f"-# {texts('figures.digest_more')}",
        ]
    return tuple(blocks)


def _asked(figures: Statistics, texts: Texts) -> str:
    share = percent(figures.share_answered or 0.0)
    return texts("figures.stats_asked", count=figures.asked, percent=share)


def _week(week: Week, texts: Texts) -> list[str]:
    share = "–" if week.share_served is None else percent(week.share_served)
    return [short_day(week.monday, texts), str(week.asked), share, str(week.settled)]

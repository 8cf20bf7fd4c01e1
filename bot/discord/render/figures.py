"""The figures of a server as people read them: pure functions, within Discord's limits."""

from collections.abc import Sequence

from bot.discord.render.review import counted_reasons, percent, short_question
from bot.discord.render.shelf import short_title
from bot.locales import Texts
from bot.querylog.statistics import Statistics
from bot.querylog.unanswered import UnansweredQuestion

DIGEST_QUESTIONS = 5
"""Unanswered questions that a digest lists at most."""


def stats_texts(figures: Statistics, days: int, texts: Texts) -> tuple[str, ...]:
    """Show the figures of so many days."""
    say = texts.figures
    if not figures.asked:
        return (say.stats_none.format(days=days),)
    lines = [_asked(figures, texts)]
    if figures.errors:
        lines.append(say.stats_errors.format(count=figures.errors))
    lines.append(say.stats_thumbs.format(up=figures.thumbs_up, down=figures.thumbs_down))
    if reasons := counted_reasons(figures.reasons, texts):
        lines.append(f"{say.stats_reasons} {', '.join(reasons)}")
    if figures.median_ms is not None:
        milliseconds = max(1, round(figures.median_ms))
        lines.append(say.stats_speed.format(milliseconds=milliseconds))
    blocks = [say.stats_head.format(days=days), "\n".join(f"- {line}" for line in lines)]
    if figures.articles:
        busiest = (
            f"{place}. {short_title(article.title)} · {article.times}×"
            for place, article in enumerate(figures.articles, start=1)
        )
        blocks.append("\n".join([say.stats_articles, *busiest]))
    return tuple(blocks)


def digest_texts(
    figures: Statistics, unanswered: Sequence[UnansweredQuestion], texts: Texts
) -> tuple[str, ...]:
    """Return the digest of a week, with its unanswered questions, the most asked first."""
    say = texts.figures
    lines = [
        _asked(figures, texts),
        say.stats_thumbs.format(up=figures.thumbs_up, down=figures.thumbs_down),
    ]
    blocks = [say.digest_head, "\n".join(f"- {line}" for line in lines)]
    if unanswered:
        asked = (
            f"{place}. {short_question(one.question)} · {one.times}×"
            for place, one in enumerate(unanswered[:DIGEST_QUESTIONS], start=1)
        )
        blocks += ["\n".join([say.digest_unanswered, *asked]), f"-# {say.digest_more}"]
    return tuple(blocks)


def _asked(figures: Statistics, texts: Texts) -> str:
    share = percent(figures.share_answered or 0.0)
    return texts.figures.stats_asked.format(count=figures.asked, percent=share)

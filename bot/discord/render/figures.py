"""Renders a server's figures and its weekly digest."""

from collections.abc import Sequence

from bot.discord.render.review import counted_reasons, percent, short_question
from bot.discord.render.shelf import short_title
from bot.locales import Texts
from bot.querylog.statistics import Statistics
from bot.querylog.unanswered import UnansweredQuestion

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
            f"{place}. {short_title(article.title)} · {article.times}×"
            for place, article in enumerate(figures.articles, start=1)
        )
        blocks.append("\n".join([texts("figures.stats_articles"), *busiest]))
    return tuple(blocks)


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
            f"{place}. {short_question(one.question)} · {one.times}×"
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

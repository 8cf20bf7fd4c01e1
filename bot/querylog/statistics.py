"""Statistics of the query log."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Date, Integer, and_, cast, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.record import Outcome
from bot.querylog.selection import Selection
from bot.querylog.tally import counted_votes
from bot.querylog.votes import Reason, Vote
from corpus.schema import article_versions, articles, queries

BUSIEST = 10
"""Maximum articles listed."""


@dataclass(frozen=True, slots=True)
class Day:
    """Outcomes of one day."""

    date: date
    """In UTC."""
    answered: int
    refused: int
    errors: int


@dataclass(frozen=True, slots=True)
class ArticleUse:
    """How often an article was the best hit."""

    article_id: str
    title: str
    """The current title; the id of a purged article."""
    times: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Statistics of the selected queries."""

    asked: int
    answered: int
    refused: int
    errors: int
    thumbs_up: int
    """Here and below, a person's latest vote on the same question counts."""
    thumbs_down: int
    median_ms: float | None
    """Median time to answer or refuse, the lower of two middle values; None if there is none."""
    days: tuple[Day, ...]
    """Days with at least one question, the earliest first."""
    articles: tuple[ArticleUse, ...]
    """The most quoted first, BUSIEST at most."""
    reasons: dict[Reason, int]
    """How often each reason was given for a downvote, the most frequent first."""

    @property
    def share_answered(self) -> float | None:
        """The share of questions answered, in 0..1; None if nothing was asked."""
        return self.answered / self.asked if self.asked else None


async def statistics(engine: AsyncEngine, selection: Selection) -> Statistics:
    """Compute the statistics: under a second for a million queries on two idle cores."""
    conditions = selection.conditions()
    # Each on its own connection, and so in its own thread, to run in parallel.
    days, used, median, (votes, reasons) = await asyncio.gather(
        _days(engine, conditions),
        _articles(engine, conditions),
        _median(engine, conditions),
        _votes(engine, selection),
    )
    return Statistics(
        asked=sum(day.answered + day.refused + day.errors for day in days),
        answered=sum(day.answered for day in days),
        refused=sum(day.refused for day in days),
        errors=sum(day.errors for day in days),
        thumbs_up=votes[Vote.UP],
        thumbs_down=votes[Vote.DOWN],
        median_ms=median,
        days=days,
        articles=used,
        reasons=dict(reasons.most_common()),
    )


async def _days(engine: AsyncEngine, conditions: Sequence[ColumnElement[bool]]) -> tuple[Day, ...]:
    def of(outcome: Outcome) -> ColumnElement[int]:
        return func.count().filter(queries.c.outcome == outcome.value)

    day = func.date(queries.c.asked_at, type_=Date)
    by_day = (
        select(day, of(Outcome.ANSWERED), of(Outcome.REFUSED), of(Outcome.ERROR))
        .where(*conditions)
        .group_by(day)
        .order_by(day)
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(by_day)).all()
    return tuple(Day(day, *counts) for day, *counts in rows)


async def _articles(
    engine: AsyncEngine, conditions: Sequence[ColumnElement[bool]]
) -> tuple[ArticleUse, ...]:
    times = func.count().label("times")
    used = (
        select(queries.c.article_id, times)
        .where(queries.c.article_id.is_not(None), *conditions)
        .group_by(queries.c.article_id)
        .order_by(times.desc(), queries.c.article_id)
        .limit(BUSIEST)
        .subquery()
    )
    titled = (
        select(used, article_versions.c.title)
        .outerjoin(articles, articles.c.id == used.c.article_id)
        .outerjoin(
            article_versions,
            and_(
                article_versions.c.article_id == articles.c.id,
                article_versions.c.version == articles.c.version,
            ),
        )
        .order_by(used.c.times.desc(), used.c.article_id)
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(titled)).all()
    return tuple(
        ArticleUse(article_id, article_id if title is None else title, times)
        for article_id, times, title in rows
    )


async def _median(engine: AsyncEngine, conditions: Sequence[ColumnElement[bool]]) -> float | None:
    measured = (queries.c.outcome != Outcome.ERROR.value, *conditions)
    # Count by whole milliseconds first, to sort some hundred values instead of a million.
    whole = cast(queries.c.milliseconds, Integer)
    kinds = select(whole, func.count()).where(*measured).group_by(whole).order_by(whole)
    async with engine.connect() as connection:
        counts = (await connection.execute(kinds)).all()
        before = (sum(count for _, count in counts) - 1) // 2
        for kind, count in counts:
            if before < count:
                return await connection.scalar(
                    select(queries.c.milliseconds)
                    .where(whole == kind, *measured)
                    .order_by(queries.c.milliseconds)
                    .offset(before)
                    .limit(1)
                )
            before -= count
    return None


async def _votes(
    engine: AsyncEngine, selection: Selection
) -> tuple[Counter[Vote], Counter[Reason]]:
    votes: Counter[Vote] = Counter()
    reasons: Counter[Reason] = Counter()
    counted = counted_votes(selection)
    kinds = (
        select(counted.c.vote, counted.c.reason, func.count())
        .group_by(counted.c.vote, counted.c.reason)
        .order_by(counted.c.reason)
    )
    async with engine.connect() as connection:
        for vote, reason, count in await connection.execute(kinds):
            votes[Vote(vote)] += count
            if reason is not None:
                reasons[Reason(reason)] += count
    return votes, reasons

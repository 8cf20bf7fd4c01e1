"""Figures of each week: what was asked and served, and what changed articles changed."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, and_, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.record import Outcome
from bot.querylog.selection import Selection
from corpus.schema import answer_changes, feedback, queries, query_hits

SHOWN = 8
"""Weeks shown, including the current one."""


@dataclass(frozen=True, slots=True)
class Week:
    """What was asked in one week, and how well it was answered."""

    monday: date
    """Its first day, in UTC."""
    asked: int
    served: int
    """Answered without a warning, and not with more downvotes than upvotes."""
    settled: int
    """Answered first by a passage that was chosen for the question, or found by settled ones."""
    gained: int
    """Here and below, questions asked before, whose answers changed articles changed this week.
    These have got an answer."""
    lost: int
    """These have none any more."""
    changed: int
    """These have another one."""

    @property
    def share_served(self) -> float | None:
        """The share of questions served, in 0..1; None if nothing was asked."""
        return self.served / self.asked if self.asked else None


def monday_of(day: date) -> date:
    """Return the first day of the ISO week that contains a day.

    >>> monday_of(date(2026, 3, 1))
    datetime.date(2026, 2, 23)
    """
    return day - timedelta(days=day.weekday())


def shown_since(today: date) -> datetime:
    """Return when the first of the last SHOWN weeks began."""
    first = monday_of(today) - timedelta(weeks=SHOWN - 1)
    return datetime.combine(first, time.min, UTC)


async def weekly(
    engine: AsyncEngine, selection: Selection, doubtful_below: float
) -> tuple[Week, ...]:
    """Return the weeks in which something was asked or changed, the earliest first.

    Answers with a confidence below `doubtful_below`, in 0..1, came with a warning. The selection's
    times also apply to the times at which answers changed.
    """
    sure = and_(queries.c.outcome == Outcome.ANSWERED.value, queries.c.confidence >= doubtful_below)
    # Each on its own connection, and so in its own thread, to run in parallel.
    counted = await asyncio.gather(
        _rows(engine, _asked(selection, sure)),
        _rows(engine, _disliked(selection, sure)),
        _rows(engine, _settled(selection)),
        _rows(engine, _changes(selection)),
    )
    weeks: dict[date, Counter[str]] = defaultdict(Counter)
    for row in chain.from_iterable(counted):
        weeks[monday_of(row.day)].update(
            {name: count for name, count in row._mapping.items() if name != "day"}
        )
    return tuple(
        Week(
            monday,
            asked=counts["asked"],
            served=counts["sure"] - counts["disliked"],
            settled=counts["settled"],
            gained=counts["gained"],
            lost=counts["lost"],
            changed=counts["changed"],
        )
        for monday, counts in sorted(weeks.items())
    )


def _asked(selection: Selection, sure: ColumnElement[bool]) -> Select[Any]:
    day: ColumnElement[Any] = func.date(queries.c.asked_at, type_=Date).label("day")
    asked, certain = func.count().label("asked"), func.count().filter(sure).label("sure")
    return select(day, asked, certain).where(*selection.conditions()).group_by(day)


def _disliked(selection: Selection, sure: ColumnElement[bool]) -> Select[Any]:
    """Select the sure answers with more downvotes than upvotes, by day."""
    voted = feedback.c.query_id
    down = select(voted).group_by(voted).having(func.sum(feedback.c.vote) < 0)
    return _looked_up(down, "disliked", *selection.conditions(), sure)


def _settled(selection: Selection) -> Select[Any]:
    """Select the answers whose first passage was chosen or found by settled questions, by day."""
    # Exactly the condition of the partial index.
    first = query_hits.c.rank == literal(1, literal_execute=True)
    hits = select(query_hits.c.query_id).where(
        first, or_(query_hits.c.chosen, query_hits.c.settled)
    )
    return _looked_up(hits, "settled", *selection.conditions())


def _looked_up(some: Select[str], name: str, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Select how many of some queries, by their ids, meet the conditions, by day."""
    # A materialised scalar subquery per query, of which there are few: with a join, SQLite may look
    # up each of a million queries instead.
    ids = some.cte("ids").prefix_with("MATERIALIZED")
    asked_at = (
        select(func.date(queries.c.asked_at, type_=Date))
        .where(queries.c.id == ids.c.query_id, *conditions)
        .scalar_subquery()
    )
    days = select(asked_at.label("day")).select_from(ids).cte("days").prefix_with("MATERIALIZED")
    return (
        select(days.c.day, func.count().label(name))
        .where(days.c.day.is_not(None))
        .group_by(days.c.day)
    )


def _changes(selection: Selection) -> Select[Any]:
    """Select how many answers were gained, lost or changed, by the day of the change."""
    asked = replace(selection, since=None, until=None).conditions()
    changed_at = answer_changes.c.changed_at
    within = []
    if selection.since is not None:
        within.append(changed_at >= selection.since)
    if selection.until is not None:
        within.append(changed_at < selection.until)
    day: ColumnElement[Any] = func.date(changed_at, type_=Date).label("day")
    effect = answer_changes.c.effect
    counts = (
        func.count().filter(effect == name).label(name) for name in ("gained", "lost", "changed")
    )
    return (
        select(day, *counts)
        .join(queries, queries.c.id == answer_changes.c.query_id)
        .where(*asked, *within)
        .group_by(day)
    )


async def _rows(engine: AsyncEngine, wanted: Select[Any]) -> Sequence[Row[Any]]:
    async with engine.connect() as connection:
        rows: Sequence[Row[Any]] = (await connection.execute(wanted)).all()
        return rows

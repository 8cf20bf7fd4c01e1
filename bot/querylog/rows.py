"""Iterating over the query log, however long it is."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, and_, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import WayIn
from bot.querylog.record import Outcome
from bot.querylog.selection import Selection
from bot.querylog.votes import Vote
from corpus.schema import article_versions, articles, feedback, queries

BATCH = 1000
"""Rows read per statement, which bounds memory and keeps read transactions short."""


@dataclass(frozen=True, slots=True)
class LoggedQuery:
    """One query of the log, without its asker."""

    id: str
    asked_at: datetime
    """In UTC."""
    guild_id: int | None
    """None outside servers."""
    channel_id: int | None
    way_in: WayIn
    locale: str | None
    question: str
    outcome: Outcome
    confidence: float | None
    """In 0..1; None after an error."""
    milliseconds: float
    article_id: str | None
    """Of the best hit; None if nothing was quoted."""
    title: str | None
    """The article's current title; None if nothing was quoted or the article was purged."""
    thumbs_up: int
    thumbs_down: int
    delivered: bool = True
    """False if the reply did not arrive."""


async def rows(
    engine: AsyncEngine, selection: Selection, most: int | None = None, *, newest_first: bool = True
) -> AsyncIterator[LoggedQuery]:
    """Yield the selected queries, at most `most`, ordered by time and then by id.

    They are read in batches of BATCH, so queries logged meanwhile may or may not be included.
    """
    after: LoggedQuery | None = None
    left = most
    while left is None or left > 0:
        size = BATCH if left is None else min(BATCH, left)
        page = _page(selection, after, newest_first=newest_first).limit(size)
        async with engine.connect() as connection:
            found = [_logged(row) for row in await connection.execute(page)]
        for one in found:
            yield one
        if len(found) < size:
            return
        after = found[-1]
        left = None if left is None else left - size


def _page(selection: Selection, after: LoggedQuery | None, *, newest_first: bool) -> Select[Any]:
    """Select the queries after that one, with the columns of a LoggedQuery."""
    order = (queries.c.asked_at, queries.c.id)
    conditions = list(selection.conditions())
    if after is not None:
        place, last = tuple_(*order), (after.asked_at, after.id)
        conditions.append(place < last if newest_first else place > last)
    title = (
        select(article_versions.c.title)
        .join(
            articles,
            and_(
                articles.c.id == article_versions.c.article_id,
                articles.c.version == article_versions.c.version,
            ),
        )
        .where(articles.c.id == queries.c.article_id)
    )
    return (
        select(
            queries.c.id,
            queries.c.asked_at,
            queries.c.guild_id,
            queries.c.channel_id,
            queries.c.way_in,
            queries.c.locale,
            queries.c.question,
            queries.c.outcome,
            queries.c.confidence,
            queries.c.milliseconds,
            queries.c.article_id,
            queries.c.delivered,
            title.scalar_subquery().label("title"),
            _votes(Vote.UP).label("thumbs_up"),
            _votes(Vote.DOWN).label("thumbs_down"),
        )
        .where(*conditions)
        .order_by(*(column.desc() if newest_first else column for column in order))
    )


def _votes(vote: Vote) -> ScalarSelect[int]:
    counted = select(func.count()).where(
        feedback.c.query_id == queries.c.id, feedback.c.vote == vote.value
    )
    return counted.scalar_subquery()


def _logged(row: Row[Any]) -> LoggedQuery:
    values = dict(row._mapping)
    return LoggedQuery(**values | {"way_in": WayIn(row.way_in), "outcome": Outcome(row.outcome)})

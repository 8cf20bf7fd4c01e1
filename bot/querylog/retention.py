"""Retention of the query log: deletion of old queries."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import ClosedAs
from corpus.deletion import count_rows, delete_in_batches
from corpus.schema import (
    answer_changes,
    closed_questions,
    feedback,
    help_requests,
    queries,
    query_hits,
    wishes,
)


async def forget_before(engine: AsyncEngine, before: datetime) -> int:
    """Delete the queries before this time, in small steps; return how many.

    Their hits, votes, wishes, questions to helpers and changed answers are deleted with them, and
    so are earlier closings, except dismissals, which are permanent. Raise SQLAlchemyError if the
    database can't be written.
    """
    await delete_in_batches(engine, closed_questions, _closed_before(before))
    return await delete_in_batches(engine, queries, queries.c.asked_at < before)


async def count_kept_before(engine: AsyncEngine, before: datetime) -> dict[str, int]:
    """Count the rows that `forget_before` would delete, by table name."""
    asked = select(queries.c.id).where(queries.c.asked_at < before)
    along = (query_hits, feedback, wishes, help_requests, answer_changes)
    return await count_rows(
        engine,
        {
            queries: queries.c.asked_at < before,
            **{table: table.c.query_id.in_(asked) for table in along},
            closed_questions: _closed_before(before),
        },
    )


def _closed_before(before: datetime) -> ColumnElement[bool]:
    closed = closed_questions.c
    return and_(closed.closed_at < before, closed.closed_as != ClosedAs.DISMISSED.value)

"""How long the query log remembers: what was asked before a time is forgotten."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import ClosedAs
from corpus.deletion import count_rows, delete_in_batches
from corpus.schema import closed_questions, feedback, queries, query_hits, wishes


async def forget_before(engine: AsyncEngine, before: datetime) -> int:
    """Delete the questions asked before this time, in small steps; return how many there were.

    What was quoted, said and wished for of them goes with them, and so does what was closed
    before, but for what was dismissed: that is for good. Raise SQLAlchemyError when the database
    can't be written.
    """
    await delete_in_batches(engine, closed_questions, _closed_before(before))
    return await delete_in_batches(engine, queries, queries.c.asked_at < before)


async def kept_before(engine: AsyncEngine, before: datetime) -> dict[str, int]:
    """Return how many rows `forget_before` would delete, by the name of their table."""
    asked = select(queries.c.id).where(queries.c.asked_at < before)
    return await count_rows(
        engine,
        {
            queries: queries.c.asked_at < before,
            **{table: table.c.query_id.in_(asked) for table in (query_hits, feedback, wishes)},
            closed_questions: _closed_before(before),
        },
    )


def _closed_before(before: datetime) -> ColumnElement[bool]:
    closed = closed_questions.c
    return and_(closed.closed_at < before, closed.closed_as != ClosedAs.DISMISSED.value)

"""The questions that are asked again after a change: each as it was last asked before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import ClosedAs
from bot.querylog.record import Outcome
from bot.querylog.selection import of_guild
from corpus.schema import closed_questions, queries, wishes


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question in the words in which it was last asked."""

    query_id: str
    """Of that query."""
    question: str
    question_key: str
    earlier: str | None
    """The question that it followed up, if any and still stored."""
    closed_as: ClosedAs | None
    """Why it is closed; None if it is open."""


async def asked_before(
    engine: AsyncEngine, guild_id: int, since: datetime, before: int, most: int
) -> list[AskedQuestion]:
    """Return a server's questions since a time and before a moment, one a key: at most `most`.

    Those that people wait for come first, then the most asked. The server may be EVERYWHERE for
    questions from outside servers.
    """
    in_period = and_(
        of_guild(guild_id),
        queries.c.asked_at >= since,
        queries.c.moment < before,
        queries.c.question_key > "",
        queries.c.outcome != Outcome.ERROR.value,
    )
    key, last_asked = queries.c.question_key, func.max(queries.c.moment)
    awaited = exists().where(wishes.c.guild_id == guild_id, wishes.c.question_key == key)
    times = func.count()
    asked = (
        select(key, times.label("times"), last_asked.label("last_asked"), awaited.label("awaited"))
        .where(in_period)
        .group_by(key)
        .order_by(awaited.desc(), times.desc(), last_asked.desc(), key)
        .limit(most)
        .subquery()
    )
    closed, earlier = closed_questions.c, queries.alias()
    worded = (
        select(
            queries.c.id,
            queries.c.question,
            key,
            earlier.c.question.label("earlier"),
            closed.closed_as,
        )
        .select_from(asked)
        .join(
            queries,
            and_(in_period, asked.c.question_key == key, asked.c.last_asked == queries.c.moment),
        )
        .outerjoin(earlier, earlier.c.id == queries.c.follows)
        .outerjoin(closed_questions, and_(closed.guild_id == guild_id, closed.question_key == key))
        .order_by(
            asked.c.awaited.desc(),
            asked.c.times.desc(),
            asked.c.last_asked.desc(),
            key,
            queries.c.id,
        )
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(worded)).all()
    # Several may have one moment, if they were asked at one time before there were moments.
    found = {
        row.question_key: AskedQuestion(
            row.id,
            row.question,
            row.question_key,
            row.earlier,
            None if row.closed_as is None else ClosedAs(row.closed_as),
        )
        for row in rows
    }
    return list(found.values())

"""Unanswered questions, grouped by meaning, the most asked first."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import is_open
from bot.querylog.grouping import merged, plainer
from bot.querylog.record import Outcome
from bot.querylog.regrouping import decided
from bot.querylog.selection import has_outcome, of_guild
from corpus.schema import closed_questions, queries
from index.grouping.meaning import Meaning

LOOKBACK = timedelta(days=90)
"""How long after it was last asked a question is considered open."""
MAX_QUESTIONS = 500
"""Question keys considered; the most asked."""


def lookback_start() -> datetime:
    """Return the start of the current lookback period."""
    return datetime.now(UTC) - LOOKBACK


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """An open question that was refused, in all its wordings."""

    query_id: str
    """Of the latest query in its plainest wording."""
    question: str
    """As it was worded then."""
    keys: tuple[str, ...]
    """The keys of all wordings with nearly the same meaning, the most asked first."""
    wordings: tuple[str, ...]
    """The latest wording for each of these keys."""
    times: int
    """How often it was refused."""
    last_asked: datetime


async def unanswered(
    engine: AsyncEngine,
    guild_id: int,
    since: datetime,
    most: int = MAX_QUESTIONS,
    *,
    meaning: Meaning | None = None,
) -> list[UnansweredQuestion]:
    """Return a server's open questions that were refused since then, the most asked first.

    The server may be EVERYWHERE for questions from outside servers. They are grouped by `meaning`,
    by default by their words alone.
    """
    refused = and_(of_guild(guild_id), has_outcome(Outcome.REFUSED))
    asked = (
        select(
            queries.c.question_key,
            func.count().label("times"),
            func.max(queries.c.asked_at).label("last_asked"),
            func.max(queries.c.moment).label("moment"),
        )
        .where(refused, queries.c.question_key > "", queries.c.asked_at >= since)
        .group_by(queries.c.question_key)
        .subquery()
    )
    closed = closed_questions.c
    groups = (
        select(asked)
        .outerjoin(
            closed_questions,
            and_(closed.guild_id == guild_id, closed.question_key == asked.c.question_key),
        )
        .where(is_open(asked.c.moment))
        .order_by(asked.c.times.desc(), asked.c.last_asked.desc(), asked.c.question_key)
        .limit(most)
        .subquery()
    )
    # The latest wording of each open question.
    worded = (
        select(groups, queries.c.id, queries.c.question)
        .join(
            queries,
            and_(
                refused,
                queries.c.question_key == groups.c.question_key,
                queries.c.moment == groups.c.moment,
            ),
        )
        .order_by(
            groups.c.times.desc(), groups.c.last_asked.desc(), groups.c.question_key, queries.c.id
        )
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(worded)).all()
    found = {
        row.question_key: UnansweredQuestion(
            query_id=row.id,
            question=row.question,
            keys=(row.question_key,),
            wordings=(row.question,),
            times=row.times,
            last_asked=row.last_asked,
        )
        for row in rows
    }
    regrouped = await decided(engine, guild_id, found)
    # Off the event loop: comparing hundreds takes many milliseconds.
    together = await asyncio.to_thread(
        merged, list(found.values()), _together, meaning or Meaning(), regrouped
    )
    return sorted(together, key=lambda one: (-one.times, -one.last_asked.timestamp(), one.keys))


def _together(more: UnansweredQuestion, fewer: UnansweredQuestion) -> UnansweredQuestion:
    """Merge two questions under the plainer wording."""
    titled = plainer(more, fewer)
    return replace(
        more,
        query_id=titled.query_id,
        question=titled.question,
        keys=more.keys + fewer.keys,
        wordings=more.wordings + fewer.wordings,
        times=more.times + fewer.times,
        last_asked=max(more.last_asked, fewer.last_asked),
    )

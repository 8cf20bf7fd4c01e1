"""What was asked in vain: questions that mean the same as one, the most asked first."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import is_open
from bot.querylog.grouping import merged
from bot.querylog.record import Outcome
from bot.querylog.selection import has_outcome, of_guild
from corpus.schema import closed_questions, queries

LOOKBACK = timedelta(days=90)
"""How long ago a question may have been asked last that still waits for an answer."""
MAX_QUESTIONS = 500
"""Questions, by meaning, that are looked at; those asked most."""


def lookback_start() -> datetime:
    """Return the time since when questions are looked at, as of now."""
    return datetime.now(UTC) - LOOKBACK


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that was asked in vain, in whatever words."""

    query_id: str
    """Of the last time."""
    question: str
    """As it was put then."""
    keys: tuple[str, ...]
    """The keys of all that mean nearly the same, that of the most asked first."""
    wordings: tuple[str, ...]
    """How it was put last under each of these keys."""
    times: int
    """How often it was asked in vain."""
    last_asked: datetime


async def unanswered(
    engine: AsyncEngine, guild_id: int, since: datetime, most: int = MAX_QUESTIONS
) -> list[UnansweredQuestion]:
    """Return the open questions of a server that were asked in vain since then.

    The server may be EVERYWHERE for questions from outside servers.
    """
    refused = and_(of_guild(guild_id), has_outcome(Outcome.REFUSED))
    last_asked = func.max(queries.c.asked_at)
    times = func.count()
    asked = (
        select(queries.c.question_key, times.label("times"), last_asked.label("last_asked"))
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
        .where(is_open(asked.c.last_asked))
        .order_by(asked.c.times.desc(), asked.c.last_asked.desc(), asked.c.question_key)
        .limit(most)
        .subquery()
    )
    # Of the open questions alone, how they were put last; of several at once, any.
    worded = (
        select(groups, queries.c.id, queries.c.question)
        .join(
            queries,
            and_(
                refused,
                queries.c.question_key == groups.c.question_key,
                queries.c.asked_at == groups.c.last_asked,
            ),
        )
        .order_by(groups.c.times.desc(), groups.c.last_asked.desc(), groups.c.question_key)
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
    # Off the event loop: comparing hundreds takes many milliseconds.
    together = await asyncio.to_thread(merged, list(found.values()), _together)
    return sorted(together, key=lambda one: (-one.times, -one.last_asked.timestamp(), one.keys))


def _together(more: UnansweredQuestion, fewer: UnansweredQuestion) -> UnansweredQuestion:
    """Return two questions as one, put as the more common one was."""
    return replace(
        more,
        keys=more.keys + fewer.keys,
        wordings=more.wordings + fewer.wordings,
        times=more.times + fewer.times,
        last_asked=max(more.last_asked, fewer.last_asked),
    )

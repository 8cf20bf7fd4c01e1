"""Formerly unanswered questions that articles now answer."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, Select, func, literal, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import ClosedAs
from bot.querylog.record import Outcome
from bot.querylog.selection import has_outcome, of_guild
from corpus.schema import closed_questions, queries

TOGETHER = 1000
"""Articles or keys looked up per statement: SQLite limits a statement's parameters."""


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question that was refused, in any wording, and is now answered by an article."""

    question: str
    """The latest of its most common wording."""
    keys: tuple[str, ...]
    """The keys of all wordings with nearly the same meaning, the most asked first."""
    article_id: str
    moment: int
    """When it was closed; see `corpus.moments`."""
    times: int
    """How often it was refused, as far as the query log goes back."""


async def answered(
    engine: AsyncEngine,
    guild_id: int,
    articles: Collection[str],
) -> list[AnsweredQuestion]:
    """Return a server's questions that these articles now answer, the most asked first.

    The server may be EVERYWHERE for questions from outside servers.
    """
    ids, closed_by = sorted(articles), {}
    async with engine.connect() as connection:
        for start in range(0, len(ids), TOGETHER):
            closings = _closings(guild_id, ids[start : start + TOGETHER])
            closed_by.update({row.question_key: row for row in await connection.execute(closings)})
        keys, rows = sorted(closed_by), list[Row[Any]]()
        for start in range(0, len(keys), TOGETHER):
            worded = _worded(guild_id, keys[start : start + TOGETHER])
            rows += await connection.execute(worded)
    rows.sort(key=lambda row: (-row.times, -row.last_asked, row.question_key))
    found: dict[tuple[str, int], AnsweredQuestion] = {}
    for row in rows:
        _take_in(found, row, closed_by[row.question_key])
    return sorted(found.values(), key=lambda one: (-one.times, one.moment, one.keys))


def _take_in(
    found: dict[tuple[str, int], AnsweredQuestion], row: Row[Any], closing: Row[Any]
) -> None:
    # Exactly the keys with nearly the same meaning are closed at the same moment.
    place = (closing.article_id, closing.moment)
    first = found.get(place)
    if first is None:
        found[place] = AnsweredQuestion(row.question, (row.question_key,), *place, row.times)
    else:
        found[place] = replace(
            first, keys=(*first.keys, row.question_key), times=first.times + row.times
        )


def _closings(guild_id: int, articles: Collection[str]) -> Select[Any]:
    closed = closed_questions.c
    return select(closed.question_key, closed.article_id, closed.moment).where(
        closed.guild_id == guild_id,
        closed.article_id.in_(articles),
        closed.closed_as != ClosedAs.DISMISSED.value,
    )


def _worded(guild_id: int, keys: Collection[str]) -> Select[Any]:
    """Select the latest wording and the number of refusals of these keys."""
    # A literal, so that SQLite can use the partial index of refused questions.
    refused = has_outcome(Outcome.REFUSED)
    asked = (
        select(
            queries.c.question_key,
            func.count().label("times"),
            func.max(queries.c.moment).label("last_asked"),
        )
        .where(of_guild(guild_id), refused, queries.c.question_key.in_(keys))
        .group_by(queries.c.question_key)
        .subquery()
    )
    last = queries.alias()
    # A scalar subquery per key: a join would scan all queries.
    question = (
        select(last.c.question)
        .where(
            last.c.guild_id.is_not_distinct_from(guild_id or None),
            last.c.outcome == literal(Outcome.REFUSED.value, literal_execute=True),
            last.c.question_key == asked.c.question_key,
            last.c.moment == asked.c.last_asked,
        )
        .order_by(last.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(asked, question.label("question"))

"""Which questions that were asked in vain are closed, since an article answers them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, literal, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import ClosedAs
from bot.querylog.record import Outcome
from bot.querylog.selection import has_outcome, of_guild
from corpus.schema import closed_questions, queries

TOGETHER = 1000
"""Articles, or keys, that are looked up in one go: a statement takes so many values at most."""


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question that was asked in vain, in whatever words, and is answered by an article."""

    question: str
    """As it was put last, in its most common words."""
    keys: tuple[str, ...]
    """The keys of all that mean nearly the same, that of the most asked first."""
    article_id: str
    closed_at: datetime
    times: int
    """How often it was asked in vain, as far as the query log goes back."""


async def answered(
    engine: AsyncEngine,
    guild_id: int,
    articles: Collection[str],
    since: datetime | None = None,
) -> list[AnsweredQuestion]:
    """Return the questions of a server that these articles answer, the most asked first.

    With a time, only those that they answer since then; what they answered before and after a
    change is not among them. The server may be EVERYWHERE for questions from outside servers.
    """
    ids, closed_by = sorted(articles), {}
    async with engine.connect() as connection:
        for start in range(0, len(ids), TOGETHER):
            closings = _closings(guild_id, ids[start : start + TOGETHER], since)
            closed_by.update({row.question_key: row for row in await connection.execute(closings)})
        keys, rows = sorted(closed_by), list[Row[Any]]()
        for start in range(0, len(keys), TOGETHER):
            worded = _worded(guild_id, keys[start : start + TOGETHER])
            rows += await connection.execute(worded)
    rows.sort(key=lambda row: (-row.times, -row.last_asked.timestamp(), row.question_key))
    found: dict[tuple[str, datetime], AnsweredQuestion] = {}
    for row in rows:
        _take_in(found, row, closed_by[row.question_key])
    return sorted(found.values(), key=lambda one: (-one.times, one.closed_at, one.keys))


def _take_in(
    found: dict[tuple[str, datetime], AnsweredQuestion], row: Row[Any], closing: Row[Any]
) -> None:
    # Keys that mean nearly the same are closed at one moment, and no others are.
    place = (closing.article_id, closing.closed_at)
    first = found.get(place)
    if first is None:
        found[place] = AnsweredQuestion(row.question, (row.question_key,), *place, row.times)
    else:
        found[place] = replace(
            first, keys=(*first.keys, row.question_key), times=first.times + row.times
        )


def _closings(guild_id: int, articles: Collection[str], since: datetime | None) -> Select[Any]:
    closed = closed_questions.c
    select_them = select(closed.question_key, closed.article_id, closed.closed_at).where(
        closed.guild_id == guild_id,
        closed.article_id.in_(articles),
        closed.closed_as != ClosedAs.DISMISSED.value,
    )
    return select_them if since is None else select_them.where(closed.closed_at >= since)


def _worded(guild_id: int, keys: Collection[str]) -> Select[Any]:
    """Select how the questions with these keys were put last, and how often they were asked."""
    # Written out, so that SQLite sees that the index of refused questions holds all it needs.
    refused = has_outcome(Outcome.REFUSED)
    asked = (
        select(
            queries.c.question_key,
            func.count().label("times"),
            func.max(queries.c.asked_at).label("last_asked"),
        )
        .where(of_guild(guild_id), refused, queries.c.question_key.in_(keys))
        .group_by(queries.c.question_key)
        .subquery()
    )
    last = queries.alias()
    # By itself for each key: a join would go through all that was asked.
    question = (
        select(last.c.question)
        .where(
            last.c.guild_id.is_not_distinct_from(guild_id or None),
            last.c.outcome == literal(Outcome.REFUSED.value, literal_execute=True),
            last.c.question_key == asked.c.question_key,
            last.c.asked_at == asked.c.last_asked,
        )
        .limit(1)
        .scalar_subquery()
    )
    return select(asked, question.label("question"))

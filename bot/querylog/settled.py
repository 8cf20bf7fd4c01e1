"""Settled questions, which moderators can reopen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import STAYS_CLOSED, ClosedAs
from bot.querylog.grouping import plainer
from bot.querylog.poor import badly_answered
from bot.querylog.record import Outcome
from bot.querylog.selection import Selection, has_outcome, of_guild
from bot.querylog.tally import counted_votes
from corpus.schema import closed_questions, queries

MAX_QUESTIONS = 500
"""Question keys considered; the most recently settled."""


@dataclass(frozen=True, slots=True)
class SettledQuestion:
    """A question that was refused or answered poorly, in any wording, and is settled."""

    query_id: str
    """Of the latest such query in its plainest wording."""
    question: str
    """As it was worded then."""
    keys: tuple[str, ...]
    """The keys of all wordings settled along with it, which are reopened together."""
    closed_as: ClosedAs
    closed_at: datetime
    closed_by: int | None
    """A Discord user id; None if closed by an article or in the terminal."""
    article_id: str | None
    """The article that answers it; None if it was dismissed."""


async def settled(
    engine: AsyncEngine, guild_id: int, since: datetime, doubtful_below: float
) -> list[SettledQuestion]:
    """Return a server's questions asked and settled since then, the most recently settled first.

    They were refused or had poor answers in the sense of `poor`. The server may be EVERYWHERE for
    questions from outside servers.
    """
    closings = (
        select(closed_questions)
        .where(closed_questions.c.guild_id == guild_id, closed_questions.c.closed_at >= since)
        .order_by(closed_questions.c.moment.desc(), closed_questions.c.question_key)
        .limit(MAX_QUESTIONS)
    )
    async with engine.connect() as connection:
        closed = (await connection.execute(closings)).all()
        keys = [row.question_key for row in closed]
        last: dict[str, Row[Any]] = {}
        for asked in (_refused(guild_id, since, keys), _bad(guild_id, since, keys, doubtful_below)):
            for row in await connection.execute(asked):
                other = last.get(row.question_key)
                if other is None or (other.moment, other.id) < (row.moment, row.id):
                    last[row.question_key] = row
    return _together([(row, last[row.question_key]) for row in closed if row.question_key in last])


def _together(found: Sequence[tuple[Row[Any], Row[Any]]]) -> list[SettledQuestion]:
    """Merge closings, each with the latest query of its key, into questions."""
    questions: dict[tuple[str, int], SettledQuestion] = {}
    for closing, asked in found:
        closed_as = ClosedAs(closing.closed_as)
        if closed_as not in STAYS_CLOSED and closing.moment < asked.moment:
            continue  # It was asked again, which reopened it.
        one = SettledQuestion(
            asked.id,
            asked.question,
            (closing.question_key,),
            closed_as,
            closing.closed_at,
            closing.closed_by,
            closing.article_id,
        )
        # Exactly the keys with nearly the same meaning are closed at the same moment.
        moment = (closed_as, closing.moment)
        first = questions.get(moment)
        if first is not None:
            titled = plainer(first, one)
            questions[moment] = replace(titled, keys=(*first.keys, *one.keys))
        else:
            questions[moment] = one
    return list(questions.values())


def _refused(guild_id: int, since: datetime, keys: Sequence[str]) -> Select[Any]:
    """Select the latest refused query of each of these keys."""
    refused = and_(of_guild(guild_id), has_outcome(Outcome.REFUSED))
    latest = (
        select(queries.c.question_key, func.max(queries.c.moment).label("moment"))
        .where(refused, queries.c.question_key.in_(keys), queries.c.asked_at >= since)
        .group_by(queries.c.question_key)
        .subquery()
    )
    same = and_(
        queries.c.question_key == latest.c.question_key, queries.c.moment == latest.c.moment
    )
    return select(latest, queries.c.id, queries.c.question).join(queries, and_(refused, same))


def _bad(guild_id: int, since: datetime, keys: Sequence[str], doubtful_below: float) -> Select[Any]:
    """Select the doubtful or downvoted answers to questions with these keys."""
    selection = Selection(guild_id=guild_id, since=since, outcome=Outcome.ANSWERED)
    asked = queries.c
    columns = (asked.question_key, asked.moment, asked.id, asked.question)
    votes = counted_votes(selection)
    bad = badly_answered(selection, votes, doubtful_below, *columns).subquery()
    return select(bad).where(bad.c.question_key.in_(keys))

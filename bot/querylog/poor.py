"""Questions with poor answers: downvoted or doubtful, the worst first."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Column, CompoundSelect, Row, Select, and_, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import is_open
from bot.querylog.grouping import merged, plainer
from bot.querylog.record import Outcome
from bot.querylog.regrouping import decided
from bot.querylog.selection import Selection
from bot.querylog.tally import counted_votes
from bot.querylog.votes import Reason, Vote
from corpus.schema import closed_questions, queries
from index.grouping.meaning import Meaning

MAX_QUESTIONS = 100
"""Question keys considered; those with the worst answers."""


@dataclass(frozen=True, slots=True)
class PoorAnswer:
    """A question with poor answers, in all its wordings."""

    query_id: str
    """Of the latest query in its plainest wording."""
    question: str
    """As it was worded then."""
    keys: tuple[str, ...]
    """The keys of all wordings with nearly the same meaning, the worst answered first."""
    wordings: tuple[str, ...]
    """The latest wording for each of these keys."""
    times: int
    """How many answers were doubtful or downvoted."""
    thumbs_up: int
    """Here and below, a person's votes on the same question count once."""
    thumbs_down: int
    reasons: dict[Reason, int]
    """How often each reason was given for a downvote."""
    comments: tuple[str, ...]
    """Comments of counted votes, the latest first."""
    lowest_confidence: float
    """Of these answers, in 0..1."""
    last_asked: datetime


async def poor(  # noqa: PLR0913
    engine: AsyncEngine,
    guild_id: int,
    since: datetime,
    doubtful_below: float,
    most: int = MAX_QUESTIONS,
    *,
    meaning: Meaning | None = None,
) -> list[PoorAnswer]:
    """Return a server's open questions with poor answers since then, the worst first.

    An answer is poor if its confidence is below `doubtful_below`, in 0..1, or if it was downvoted,
    unless the question has more upvotes than downvotes. The server may be EVERYWHERE for questions
    from outside servers. They are grouped by `meaning`, by default by their words alone.
    """
    selection = Selection(guild_id=guild_id, since=since, outcome=Outcome.ANSWERED)
    groups = _groups(selection, guild_id, doubtful_below).limit(most)
    async with engine.connect() as connection:
        found = (await connection.execute(groups)).all()
        keys = [row.question_key for row in found]
        last = {
            (row.question_key, row.moment): row
            for row in await connection.execute(
                select(queries)
                .where(
                    queries.c.moment.in_([row.moment for row in found]),
                    queries.c.question_key.in_(keys),
                    *selection.conditions(),
                )
                .order_by(queries.c.id)
            )
        }
        written: dict[str, list[str]] = defaultdict(list)
        for key, comment in await connection.execute(_comments(counted_votes(selection), keys)):
            written[key].append(comment)
    answers = [
        _answer(row, last[row.question_key, row.moment], written[row.question_key]) for row in found
    ]
    regrouped = await decided(engine, guild_id, keys)
    # Off the event loop: comparing a hundred takes some milliseconds.
    together = await asyncio.to_thread(merged, answers, _together, meaning or Meaning(), regrouped)
    return sorted(together, key=_badness)


def _groups(selection: Selection, guild_id: int, doubtful_below: float) -> Select[Any]:
    """Select the keys of the questions with poor answers, the worst first."""
    votes = counted_votes(selection)
    wanted = (queries.c.question_key, queries.c.confidence, queries.c.asked_at, queries.c.moment)
    bad = badly_answered(selection, votes, doubtful_below, *wanted).subquery()
    groups = (
        select(
            bad.c.question_key,
            func.count().label("times"),
            func.min(bad.c.confidence).label("lowest_confidence"),
            func.max(bad.c.asked_at).label("last_asked"),
            func.max(bad.c.moment).label("moment"),
        )
        .group_by(bad.c.question_key)
        .subquery()
    )
    thumbs = _thumbs(votes).subquery()
    up, down = func.coalesce(thumbs.c.up, 0), func.coalesce(thumbs.c.down, 0)
    closed = closed_questions.c
    return (
        select(
            groups,
            up.label("thumbs_up"),
            down.label("thumbs_down"),
            *(thumbs.c[reason.value] for reason in Reason),
        )
        .outerjoin(thumbs, thumbs.c.question_key == groups.c.question_key)
        .outerjoin(
            closed_questions,
            and_(closed.guild_id == guild_id, closed.question_key == groups.c.question_key),
        )
        .where(up <= down, is_open(groups.c.moment))
        .order_by(up - down, groups.c.lowest_confidence, groups.c.question_key)
    )


def badly_answered(
    selection: Selection, votes: CTE, doubtful_below: float, *columns: Column[Any]
) -> CompoundSelect[Any]:
    """Select these columns of `queries` for doubtful answers and for other downvoted ones.

    As a union, because the former need no votes and the latter few answers.
    """
    answered = select(*columns).where(queries.c.question_key > "")
    disliked = select(votes.c.query_id).where(votes.c.vote == Vote.DOWN.value)
    return union_all(
        answered.where(queries.c.confidence < doubtful_below, *selection.conditions()),
        answered.where(queries.c.confidence >= doubtful_below, queries.c.id.in_(disliked)),
    )


def _thumbs(votes: CTE) -> Select[Any]:
    """Select upvotes, downvotes and the count of each reason per question."""
    down = votes.c.vote == Vote.DOWN.value
    return select(
        votes.c.question_key,
        func.count().filter(~down).label("up"),
        func.count().filter(down).label("down"),
        *(
            func.count().filter(down, votes.c.reason == reason.value).label(reason.value)
            for reason in Reason
        ),
    ).group_by(votes.c.question_key)


def _comments(votes: CTE, keys: Sequence[str]) -> Select[str, str]:
    """Select the comments on these questions, the latest first."""
    return (
        select(votes.c.question_key, votes.c.comment)
        .where(votes.c.comment.is_not(None), votes.c.question_key.in_(keys))
        .order_by(votes.c.given_at.desc(), votes.c.query_id)
    )


def _answer(row: Row[Any], last: Row[Any], comments: Sequence[str]) -> PoorAnswer:
    reasons = {reason: row._mapping[reason.value] for reason in Reason}
    return PoorAnswer(
        query_id=last.id,
        question=last.question,
        keys=(row.question_key,),
        wordings=(last.question,),
        times=row.times,
        thumbs_up=row.thumbs_up,
        thumbs_down=row.thumbs_down,
        reasons={reason: count for reason, count in reasons.items() if count},
        comments=tuple(comments),
        lowest_confidence=row.lowest_confidence,
        last_asked=row.last_asked,
    )


def _together(worse: PoorAnswer, better: PoorAnswer) -> PoorAnswer:
    """Merge two questions under the plainer wording."""
    titled = plainer(worse, better)
    return replace(
        worse,
        query_id=titled.query_id,
        question=titled.question,
        keys=worse.keys + better.keys,
        wordings=worse.wordings + better.wordings,
        times=worse.times + better.times,
        thumbs_up=worse.thumbs_up + better.thumbs_up,
        thumbs_down=worse.thumbs_down + better.thumbs_down,
        reasons=dict(Counter(worse.reasons) + Counter(better.reasons)),
        comments=worse.comments + better.comments,
        lowest_confidence=min(worse.lowest_confidence, better.lowest_confidence),
        last_asked=max(worse.last_asked, better.last_asked),
    )


def _badness(one: PoorAnswer) -> tuple[int, float, tuple[str, ...]]:
    return one.thumbs_up - one.thumbs_down, one.lowest_confidence, one.keys

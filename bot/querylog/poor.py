"""What was answered badly, as people say or Kutip doubts: the worst first."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Column, CompoundSelect, Row, Select, and_, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import is_open
from bot.querylog.grouping import merged
from bot.querylog.record import Outcome
from bot.querylog.selection import Selection
from bot.querylog.tally import counted_votes
from bot.querylog.votes import Reason, Vote
from corpus.schema import closed_questions, queries

MAX_QUESTIONS = 100
"""Questions, by meaning, that are looked at; the worst answered."""


@dataclass(frozen=True, slots=True)
class PoorAnswer:
    """A question that was answered badly, in whatever words it was asked."""

    query_id: str
    """Of the last time that it was."""
    question: str
    """As it was put then."""
    keys: tuple[str, ...]
    """The keys of all that mean nearly the same, that of the worst answered first."""
    times: int
    """How often the answer was doubtful, or somebody's thumb went down."""
    thumbs_up: int
    """A person's votes on the same question count once, here and below."""
    thumbs_down: int
    reasons: dict[Reason, int]
    """How often each was given for a thumb down."""
    comments: tuple[str, ...]
    """What people wrote of such answers in a vote that counts, the latest first."""
    lowest_confidence: float
    """Of these answers, in 0..1."""
    last_asked: datetime


async def poor(
    engine: AsyncEngine,
    guild_id: int,
    since: datetime,
    doubtful_below: float,
    most: int = MAX_QUESTIONS,
) -> list[PoorAnswer]:
    """Return the open questions of a server that were answered badly since then.

    An answer is bad when its confidence is below that, in 0..1, or when a thumb went down; but not
    if more people's thumbs went up on the question than down. The server may be EVERYWHERE for
    questions from outside servers.
    """
    selection = Selection(guild_id=guild_id, since=since, outcome=Outcome.ANSWERED)
    groups = _groups(selection, guild_id, doubtful_below).limit(most)
    async with engine.connect() as connection:
        found = (await connection.execute(groups)).all()
        keys = [row.question_key for row in found]
        # Of several at once, any.
        last = {
            (row.question_key, row.asked_at): row
            for row in await connection.execute(
                select(queries).where(
                    queries.c.asked_at.in_([row.last_asked for row in found]),
                    queries.c.question_key.in_(keys),
                    *selection.conditions(),
                )
            )
        }
        written: dict[str, list[str]] = defaultdict(list)
        for key, comment in await connection.execute(_comments(counted_votes(selection), keys)):
            written[key].append(comment)
    answers = [
        _answer(row, last[row.question_key, row.last_asked], written[row.question_key])
        for row in found
    ]
    # Off the event loop: comparing a hundred takes some milliseconds.
    return sorted(await asyncio.to_thread(merged, answers, _together), key=_badness)


def _groups(selection: Selection, guild_id: int, doubtful_below: float) -> Select[Any]:
    """Select the keys of the questions that were answered badly, the worst answered first."""
    votes = counted_votes(selection)
    wanted = (queries.c.question_key, queries.c.confidence, queries.c.asked_at)
    bad = badly_answered(selection, votes, doubtful_below, *wanted).subquery()
    groups = (
        select(
            bad.c.question_key,
            func.count().label("times"),
            func.min(bad.c.confidence).label("lowest_confidence"),
            func.max(bad.c.asked_at).label("last_asked"),
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
        .where(up <= down, is_open(groups.c.last_asked))
        .order_by(up - down, groups.c.lowest_confidence, groups.c.question_key)
    )


def badly_answered(
    selection: Selection, votes: CTE, doubtful_below: float, *columns: Column[Any]
) -> CompoundSelect[Any]:
    """Select of `queries` the doubtful answers, and the others that a thumb went down on.

    Apart, since the former need not look at the votes, nor the latter at all answers.
    """
    answered = select(*columns).where(queries.c.question_key > "")
    disliked = select(votes.c.query_id).where(votes.c.vote == Vote.DOWN.value)
    return union_all(
        answered.where(queries.c.confidence < doubtful_below, *selection.conditions()),
        answered.where(queries.c.confidence >= doubtful_below, queries.c.id.in_(disliked)),
    )


def _thumbs(votes: CTE) -> Select[Any]:
    """Select for each question how many thumbs went up and down, and how often for each reason."""
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
        times=row.times,
        thumbs_up=row.thumbs_up,
        thumbs_down=row.thumbs_down,
        reasons={reason: count for reason, count in reasons.items() if count},
        comments=tuple(comments),
        lowest_confidence=row.lowest_confidence,
        last_asked=row.last_asked,
    )


def _together(worse: PoorAnswer, better: PoorAnswer) -> PoorAnswer:
    """Return two questions as one, put as the worse answered one was."""
    return replace(
        worse,
        keys=worse.keys + better.keys,
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

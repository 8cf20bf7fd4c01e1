"""Questions of a server that may be suggested to others, and those that a moderator keeps hidden.

Nothing that one person alone asked is among them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.judgements.passages import same_version, text_of
from bot.querylog.closing import ClosedAs
from bot.querylog.record import Outcome
from bot.querylog.selection import Selection, has_outcome
from bot.querylog.tally import counted_votes
from corpus.database import writing
from corpus.schema import (
    article_versions,
    closed_questions,
    hidden_suggestions,
    judgements,
    queries,
    query_hits,
)

PEOPLE = 3
"""How many people must have asked a question before it is suggested to others."""
PEOPLE_IF_CHOSEN = 2
"""The same where a moderator chose the passage that answers it."""
MOST = 200
"""Questions of a server: those that the most people asked."""
MOST_READ = 50_000
"""Queries of a server that are looked at: the latest, so that a busy one is read in a second."""
LONGEST = 100
"""Code points of the longest: a choice of Discord's takes no more."""


@dataclass(frozen=True, slots=True)
class AskedIn:
    """A question as it was last asked in one channel by itself, and answered."""

    query_id: str
    question: str
    question_key: str
    channel_id: int
    askers: frozenset[str]
    """The pseudonyms of who asked it there: the last ones, at most PEOPLE."""
    needed: int
    """How many people must have asked it where a person can read."""
    people: int
    """How many did, in all channels."""
    moment: int
    article_id: str
    passage: str
    """The text of the passage that was quoted first."""
    hidden: bool


async def asked_by_several(
    connection: AsyncConnection, guild_id: int, since: datetime
) -> list[AskedIn]:
    """Return what several people asked on a server since then, by question, the most asked first.

    Left out are questions whose answers got more thumbs down than up, and those that a moderator
    settled as needing no answer or having none.
    """
    earliest = select(queries.c.asked_at).where(queries.c.guild_id == guild_id)
    earliest = earliest.order_by(queries.c.asked_at.desc()).limit(1).offset(MOST_READ)
    at = await connection.scalar(earliest)
    asked = _asked(guild_id, since if at is None else max(since, at))
    votes = counted_votes(Selection(guild_id=guild_id, outcome=Outcome.ANSWERED))
    poor = select(votes.c.question_key).group_by(votes.c.question_key)
    found = (await connection.execute(_keys(guild_id, asked))).all()
    disliked = set(await connection.scalars(poor.having(func.sum(votes.c.vote) < 0)))
    by_key = {row.question_key: row for row in found if row.question_key not in disliked}
    order = {key: place for place, key in enumerate(by_key)}
    rows = (await connection.execute(_lately(asked, list(by_key)))).all()
    rows = sorted(rows, key=lambda row: (order[row.question_key], row.channel_id, row.place))
    suggested = []
    for (key, channel_id), group in groupby(rows, lambda row: (row.question_key, row.channel_id)):
        last, *others = group
        suggested.append(
            AskedIn(
                query_id=last.id,
                question=last.question,
                question_key=key,
                channel_id=channel_id,
                askers=frozenset(row.asker for row in (last, *others)),
                needed=PEOPLE_IF_CHOSEN if by_key[key].chosen else PEOPLE,
                people=by_key[key].people,
                moment=last.moment,
                article_id=last.article_id,
                passage=last.text,
                hidden=bool(by_key[key].hidden),
            )
        )
    return suggested


async def hide(engine: AsyncEngine, guild_id: int, key: str, by: int) -> None:
    """Suggest a question to nobody from now on."""
    values = {"hidden_by": by, "hidden_at": datetime.now(UTC)}
    async with writing(engine) as connection:
        await connection.execute(delete(hidden_suggestions).where(_is(guild_id, key)))
        await connection.execute(
            insert(hidden_suggestions).values(guild_id=guild_id, question_key=key, **values)
        )


async def unhide(engine: AsyncEngine, guild_id: int, key: str) -> None:
    """Let a question be suggested again."""
    async with writing(engine) as connection:
        await connection.execute(delete(hidden_suggestions).where(_is(guild_id, key)))


def _is(guild_id: int, key: str) -> ColumnElement[bool]:
    return and_(hidden_suggestions.c.guild_id == guild_id, hidden_suggestions.c.question_key == key)


def _asked(guild_id: int, since: datetime) -> ColumnElement[bool]:
    """Return the SQL condition that a query was asked by a person, by itself, and answered."""
    return and_(
        queries.c.guild_id == guild_id,
        queries.c.asked_at >= since,
        has_outcome(Outcome.ANSWERED),
        queries.c.question_key > "",
        queries.c.asker.is_not(None),
        queries.c.channel_id.is_not(None),
        queries.c.follows.is_(None),
        func.length(queries.c.question) <= LONGEST,
    )


def _keys(guild_id: int, asked: ColumnElement[bool]) -> Select[Any]:
    """Select the keys of questions that enough people asked, with how many these are."""
    key, people = queries.c.question_key, func.count(queries.c.asker.distinct())
    closed, said = closed_questions.c, judgements.c
    needless = exists().where(
        closed.guild_id == guild_id,
        closed.question_key == key,
        closed.closed_as.in_([ClosedAs.DISMISSED.value, ClosedAs.UNANSWERABLE.value]),
    )
    chosen = exists().where(
        said.guild_id == guild_id, said.question_key == key, said.relevant, said.question > ""
    )
    hidden = exists().where(
        hidden_suggestions.c.guild_id == guild_id, hidden_suggestions.c.question_key == key
    )
    enough = or_(people >= PEOPLE, and_(people >= PEOPLE_IF_CHOSEN, chosen))
    return (
        select(key, people.label("people"), chosen.label("chosen"), hidden.label("hidden"))
        .where(asked)
        .group_by(key)
        .having(and_(enough, ~needless))
        .order_by(people.desc(), key)
        .limit(MOST)
    )


def _lately(asked: ColumnElement[bool], keys: list[str]) -> Select[Any]:
    """Select how the last PEOPLE asked each question in each channel, and what was quoted."""
    each = _numbered(
        select(queries).where(asked, queries.c.question_key.in_(keys)).subquery(),
        "question_key",
        "channel_id",
        "asker",
    )
    last = _numbered(select(each).where(each.c.place == 1).subquery(), "question_key", "channel_id")
    return (
        select(
            last.c.id,
            last.c.question,
            last.c.question_key,
            last.c.channel_id,
            last.c.asker,
            last.c.moment,
            last.c.place,
            query_hits.c.article_id,
            text_of(query_hits.c.start_at, query_hits.c.end_at),
        )
        .join(query_hits, and_(query_hits.c.query_id == last.c.id, query_hits.c.rank == 1))
        .join(article_versions, same_version(query_hits))
        .where(last.c.place <= PEOPLE)
    )


def _numbered(asked: Subquery, *by: str) -> Subquery:
    """Select the same with its `place`: from 1 for the last of those with the same values."""
    columns = [asked.c[name] for name in _COLUMNS]
    order = (asked.c.moment.desc(), asked.c.id)
    place = func.row_number().over(partition_by=[asked.c[name] for name in by], order_by=order)
    return select(*columns, place.label("place")).subquery()


_COLUMNS = ("id", "question", "question_key", "channel_id", "asker", "moment")

"""What changes of a shelf did to the answers of questions asked before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.article import Article, Span
from corpus.database import writing
from corpus.schema import answer_changes, queries
from corpus.versions import load_versions, these_versions

TOGETHER = 500
"""Queries looked up per statement: SQLite limits a statement's parameters."""


class Effect(StrEnum):
    """What became of an answer; the values are stored, and moderators see them in this order."""

    LOST = "lost"
    """It is refused now, or doubtful where it was sure."""
    CHANGED = "changed"
    """Its first passage has another text."""
    GAINED = "gained"
    """It is sure now, and was refused or doubtful."""
    MAYBE = "maybe"
    """It is doubtful now, and was refused."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The first quote of an answer, by position, without its text."""

    article_id: str
    version: int
    passage: int
    """Its number in that version, from 1."""
    sentence: Span
    """The highlighted part, a span of the body."""
    doubtful: bool


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """What a change did to the answer to one question."""

    query_id: str
    """Of the latest query before the change, which is asked again in its words."""
    question: str
    effect: Effect
    before: Quoted | None
    after: Quoted | None
    earlier: str | None = None
    """The question that it follows up, if any and still stored."""


@dataclass(frozen=True, slots=True)
class Period:
    """The moments of changes, from the first to the last of them; see `corpus.moments`."""

    since: int
    until: int


async def write_changes(
    engine: AsyncEngine,
    guild_id: int,
    during: Period,
    changed_at: datetime,
    found: Sequence[AnswerChange],
) -> None:
    """Store what a server's changes in a period did, all or nothing; the last was at `changed_at`.

    Leave out queries that have a row in the period already, from a concurrent call or another
    process, and those that were deleted meanwhile. The server may be EVERYWHERE for questions from
    outside servers.
    """
    async with writing(engine) as connection:
        new = await _unwritten(connection, guild_id, during, [one.query_id for one in found])
        rows = [
            _row(guild_id, during.until, changed_at, one) for one in found if one.query_id in new
        ]
        if rows:
            await connection.execute(insert(answer_changes), rows)


async def changes_in(engine: AsyncEngine, guild_id: int, during: Period) -> list[AnswerChange]:
    """Return what a server's changes in a period did, by effect, the last asked first."""
    earlier = queries.alias()
    wanted = (
        select(answer_changes, queries.c.question, earlier.c.question.label("earlier"))
        .join(queries, queries.c.id == answer_changes.c.query_id)
        .outerjoin(earlier, earlier.c.id == queries.c.follows)
        .where(_made(guild_id, during))
        .order_by(queries.c.moment.desc(), queries.c.id)
    )
    async with engine.connect() as connection:
        found = [_change(row) for row in await connection.execute(wanted)]
    order = list(Effect)
    return sorted(found, key=lambda one: order.index(one.effect))


async def quoted_versions(
    engine: AsyncEngine, changes: Iterable[AnswerChange]
) -> dict[tuple[str, int], Article]:
    """Return the versions that these quote, as far as stored, by article id and version number."""
    quoted = chain.from_iterable((one.before, one.after) for one in changes)
    places = {(one.article_id, one.version) for one in quoted if one is not None}
    async with engine.connect() as connection:
        found = await load_versions(connection, these_versions(sorted(places)))
    return {(article.id, article.version): article for article in found}


async def _unwritten(
    connection: AsyncConnection, guild_id: int, during: Period, query_ids: Sequence[str]
) -> set[str]:
    """Return which of these queries still exist and have no row in the period."""
    new: set[str] = set()
    written = select(answer_changes.c.query_id).where(_made(guild_id, during))
    for start in range(0, len(query_ids), TOGETHER):
        some = query_ids[start : start + TOGETHER]
        kept = select(queries.c.id).where(queries.c.id.in_(some), queries.c.id.not_in(written))
        new.update(await connection.scalars(kept))
    return new


def _made(guild_id: int, during: Period) -> ColumnElement[bool]:
    return and_(
        answer_changes.c.guild_id == guild_id,
        answer_changes.c.moment.between(during.since, during.until),
    )


def _row(guild_id: int, moment: int, changed_at: datetime, one: AnswerChange) -> dict[str, Any]:
    return {
        "query_id": one.query_id,
        "changed_at": changed_at,
        "moment": moment,
        "guild_id": guild_id,
        "effect": one.effect.value,
        "article_id": None if one.after is None else one.after.article_id,
        "before": _as_json(one.before),
        "after": _as_json(one.after),
    }


def _as_json(quoted: Quoted | None) -> dict[str, Any] | None:
    if quoted is None:
        return None
    return {
        "article_id": quoted.article_id,
        "version": quoted.version,
        "passage": quoted.passage,
        "sentence": [quoted.sentence.start, quoted.sentence.end],
        "doubtful": quoted.doubtful,
    }


def _from_json(stored: Mapping[str, Any] | None) -> Quoted | None:
    return None if stored is None else Quoted(**{**stored, "sentence": Span(*stored["sentence"])})


def _change(row: Row[Any]) -> AnswerChange:
    return AnswerChange(
        query_id=row.query_id,
        question=row.question,
        effect=Effect(row.effect),
        before=_from_json(row.before),
        after=_from_json(row.after),
        earlier=row.earlier,
    )

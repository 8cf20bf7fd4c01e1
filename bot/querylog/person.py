"""All that is kept of one person: how much it is, a copy of it, and its end."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import ColumnElement, Select, Table, and_, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.querylog.record import Outcome
from bot.querylog.selection import came_to, of_guild
from corpus.database import writing
from corpus.deletion import count_rows, delete_in_batches
from corpus.schema import (
    EVERYWHERE,
    article_versions,
    audit,
    closed_questions,
    drafts,
    feedback,
    judgements,
    queries,
    query_hits,
    wishes,
)

PARTS = {
    "questions": queries.c.asked_at,
    "votes": feedback.c.given_at,
    "wishes": wishes.c.wished_at,
    "drafts": drafts.c.made_at,
    "changes_as_moderator": audit.c.changed_at,
    "judgements_as_moderator": judgements.c.judged_at,
    "closed_as_moderator": closed_questions.c.closed_at,
}
"""The parts of a copy, each with the time by which its rows are in order."""
PSEUDONYMS = frozenset({"asker", "voter"})
"""Columns that are left out of a copy."""
AT_ONCE = 200
"""Rows that are read at a time; the event loop waits for each time."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on Discord, by the two names under which something of them is kept."""

    user_id: int
    pseudonym: str

    @classmethod
    def of(cls, user_id: int, pseudonyms: Pseudonyms) -> Self:
        """Return a Discord user as the database knows them."""
        return cls(user_id, pseudonyms.of(user_id))

    def own(self) -> Mapping[Table, ColumnElement[bool]]:
        """Return the rows that are theirs, and go when they say so, questions last."""
        return {
            feedback: feedback.c.voter == self.pseudonym,
            wishes: wishes.c.user_id == self.user_id,
            drafts: drafts.c.made_by == self.user_id,
            queries: queries.c.asker == self.pseudonym,
        }

    def as_moderator(self) -> Mapping[Table, ColumnElement[bool]]:
        """Return the rows of what they did for servers, which those must be able to trace."""
        return {
            audit: audit.c.changed_by == self.user_id,
            judgements: judgements.c.judged_by == self.user_id,
            closed_questions: closed_questions.c.closed_by == self.user_id,
        }


async def kept_of(engine: AsyncEngine, person: Person) -> dict[str, int]:
    """Return how many rows go when they are forgotten, by the name of their table.

    What was quoted for them is among these, and what others said of it and wished for.
    """
    rows = dict(person.own())
    asked = select(queries.c.id).where(rows[queries])
    for table in (feedback, wishes):
        rows[table] = or_(rows[table], table.c.query_id.in_(asked))
    return await count_rows(engine, {**rows, query_hits: query_hits.c.query_id.in_(asked)})


async def kept_as_moderator(engine: AsyncEngine, person: Person) -> dict[str, int]:
    """Return how many rows tell what they did as a moderator, by the name of their table."""
    return await count_rows(engine, person.as_moderator())


async def forget(engine: AsyncEngine, querylog: QueryLog, person: Person) -> dict[str, int]:
    """Delete all that is theirs, in small steps; return how many rows, by the name of their table.

    What was quoted for them and what others said of it go too, uncounted, and so does what was
    closed that nobody else asked in vain: its key has their words. What they did as a moderator
    stays. Raise SQLAlchemyError when the database can't be written.
    """
    # What they have just asked may not be there yet.
    await querylog.flush()
    asked = select(queries.c.guild_id, queries.c.question_key).where(person.own()[queries])
    async with engine.connect() as connection:
        theirs = [(row[0], row[1]) for row in await connection.execute(asked.distinct())]
    gone = {
        table.name: await delete_in_batches(engine, table, condition)
        for table, condition in person.own().items()
    }
    await _forget_closed(engine, theirs)
    return gone


async def _forget_closed(
    engine: AsyncEngine, theirs: Collection[tuple[int | None, str | None]]
) -> None:
    """Delete the closings of these questions, by server and key, that nobody asked in vain."""
    closed = closed_questions.c
    for guild_id, key in theirs:
        others = exists().where(
            of_guild(guild_id or EVERYWHERE),
            came_to(Outcome.REFUSED),
            queries.c.question_key == key,
        )
        async with writing(engine) as connection:
            await connection.execute(
                delete(closed_questions).where(
                    closed.guild_id == (guild_id or EVERYWHERE), closed.question_key == key, ~others
                )
            )


async def copy_of(
    engine: AsyncEngine, querylog: QueryLog, person: Person
) -> dict[str, list[dict[str, Any]]]:
    """Return all that is kept of them, by PARTS, the oldest first.

    Each question comes with the passages that were quoted, as `quoted`.
    """
    await querylog.flush()
    kept = {**person.own(), **person.as_moderator()}
    async with engine.connect() as connection:
        copy = {
            part: await _rows(
                connection,
                select(at.table).where(kept[at.table]).order_by(at, *at.table.primary_key),
            )
            for part, at in PARTS.items()
        }
        quoted = await _quoted(connection, kept[queries])
    for question in copy["questions"]:
        question["quoted"] = quoted[question["id"]]
    return copy


async def _quoted(
    connection: AsyncConnection, asked: ColumnElement[bool]
) -> defaultdict[str, list[dict[str, Any]]]:
    """Return what was quoted for these questions, by their ids, the best first."""
    version = and_(
        article_versions.c.article_id == query_hits.c.article_id,
        article_versions.c.version == query_hits.c.version,
    )
    hits = (
        select(
            query_hits.c.query_id,
            article_versions.c.title,
            query_hits.c.version,
            query_hits.c.passage,
        )
        .join(queries, queries.c.id == query_hits.c.query_id)
        .join(article_versions, version)
        .where(asked)
        .order_by(query_hits.c.query_id, query_hits.c.rank)
    )
    quoted = defaultdict(list)
    for hit in await _rows(connection, hits):
        quoted[hit.pop("query_id")].append(hit)
    return quoted


async def _rows(connection: AsyncConnection, wanted: Select[Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    async with connection.stream(wanted) as result:
        async for some in result.mappings().partitions(AT_ONCE):
            found += [
                {name: value for name, value in row.items() if name not in PSEUDONYMS}
                for row in some
            ]
    return found

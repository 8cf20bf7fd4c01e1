"""A person's data: counts, export and deletion."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.querylog.record import Outcome
from bot.querylog.selection import has_outcome, of_guild
from bot.querylog.settled_words import forget_words, settled_of
from bot.querylog.unwritten import take_in
from corpus.database import writing
from corpus.deletion import count_rows, delete_in_batches
from corpus.schema import (
    EVERYWHERE,
    answer_changes,
    article_versions,
    audit,
    closed_questions,
    drafts,
    feedback,
    follows,
    grouped_questions,
    help_requests,
    hidden_suggestions,
    judgements,
    queries,
    query_hits,
    wishes,
)
from index.sameness import question_key

PARTS = {
    "questions": queries.c.asked_at,
    "votes": feedback.c.given_at,
    "wishes": wishes.c.wished_at,
    "help_requests": help_requests.c.asked_at,
    "drafts": drafts.c.made_at,
    "changes_as_moderator": audit.c.changed_at,
    "judgements_as_moderator": judgements.c.judged_at,
    "closed_as_moderator": closed_questions.c.closed_at,
    "grouped_as_moderator": grouped_questions.c.grouped_at,
    "hidden_as_moderator": hidden_suggestions.c.hidden_at,
    "followed_as_moderator": follows.c.followed_at,
}
"""Parts of an export that are rows as stored, each with the column that orders them."""
SETTLED = "settled_questions"
"""The part of an export with judgements about their questions, without who judged."""
PSEUDONYMS = frozenset({"asker", "voter"})
"""Columns left out of an export."""
OTHERS = frozenset({help_requests.c.user_id, help_requests.c.answered_by})
"""Likewise, because one of the two is another person."""
AT_ONCE = 200
"""Rows read per batch, each of which blocks the event loop."""


@dataclass(frozen=True, slots=True)
class Person:
    """A Discord user, by the two identifiers under which data about them is stored."""

    user_id: int
    pseudonym: str

    @classmethod
    def of(cls, user_id: int, pseudonyms: Pseudonyms) -> Self:
        """Return the person with this user id."""
        return cls(user_id, pseudonyms.of(user_id))

    def own(self) -> Mapping[Table, ColumnElement[bool]]:
        """Return the rows that belong to them and are deleted on request, questions last."""
        return {
            feedback: feedback.c.voter == self.pseudonym,
            wishes: wishes.c.user_id == self.user_id,
            help_requests: or_(
                help_requests.c.user_id == self.user_id,
                help_requests.c.answered_by == self.user_id,
            ),
            drafts: drafts.c.made_by == self.user_id,
            queries: queries.c.asker == self.pseudonym,
        }

    def as_moderator(self) -> Mapping[Table, ColumnElement[bool]]:
        """Return the rows about their moderation, which servers must be able to trace."""
        return {
            audit: audit.c.changed_by == self.user_id,
            judgements: judgements.c.judged_by == self.user_id,
            closed_questions: closed_questions.c.closed_by == self.user_id,
            grouped_questions: grouped_questions.c.grouped_by == self.user_id,
            hidden_suggestions: hidden_suggestions.c.hidden_by == self.user_id,
            follows: follows.c.followed_by == self.user_id,
        }


async def count_kept(engine: AsyncEngine, person: Person) -> dict[str, int]:
    """Count the rows that `forget` would delete, by table name.

    This includes hits, others' votes and wishes on their questions, how changed articles changed
    their answers, and judgements, of which only their words are deleted.
    """
    rows = dict(person.own())
    asked = select(queries.c.id).where(rows[queries])
    for table in (feedback, wishes, help_requests):
        rows[table] = or_(rows[table], table.c.query_id.in_(asked))
    for table in (query_hits, answer_changes):
        rows[table] = table.c.query_id.in_(asked)
    return await count_rows(engine, {**rows, judgements: settled_of(person.pseudonym)})


async def count_kept_as_moderator(engine: AsyncEngine, person: Person) -> dict[str, int]:
    """Count the rows about their moderation, by table name."""
    return await count_rows(engine, person.as_moderator())


async def forget(
    engine: AsyncEngine, querylog: QueryLog, person: Person, pseudonyms: Pseudonyms
) -> dict[str, int]:
    """Delete a person's data in small steps; return the numbers of rows by table name.

    If it is interrupted, what is left is still known by their questions, and can be deleted again.

    Hits of their questions and others' feedback on them are deleted too, uncounted, and so are
    closings, groupings and hidings of questions that nobody else asked, whose keys contain their
    words.
    Others' questions that follow up theirs are keyed by their own words alone.
    Judgements of their questions stay without the words. Rows about their moderation stay. Raise
    SQLAlchemyError if the database can't be written, UnwrittenError if the query log can't,
    DatabaseError if a file beside it with unwritten questions can't be read. All but the first are
    raised before anything is deleted; after it, the deletion can be run again.
    """
    # Their latest questions may still be queued, or in files; raises if one can't be read.
    await querylog.flush()
    await take_in(engine)
    theirs = union(
        select(queries.c.guild_id, queries.c.question_key).where(person.own()[queries]),
        select(func.nullif(judgements.c.guild_id, EVERYWHERE), judgements.c.question_key).where(
            settled_of(person.pseudonym)
        ),
    )
    async with engine.connect() as connection:
        keys = [(row[0], row[1]) for row in await connection.execute(theirs)]
    # Their questions last, by which the rest is known.
    for guild_id, key in keys:
        async with writing(engine) as connection:
            await _forget_key(connection, person, guild_id, key)
    await _forget_in_follow_ups(engine, person)
    await forget_words(engine, person.pseudonym, pseudonyms)
    return {
        table.name: await delete_in_batches(engine, table, condition)
        for table, condition in person.own().items()
    }


async def _forget_in_follow_ups(engine: AsyncEngine, person: Person) -> None:
    """Take their words out of the keys of others' questions that follow up theirs."""
    asked = select(queries.c.id).where(person.own()[queries])
    others = select(queries.c.id, queries.c.guild_id, queries.c.question, queries.c.question_key)
    follow_ups = others.where(
        queries.c.follows.in_(asked), _of_another(person), queries.c.question_key > ""
    )
    async with engine.connect() as connection:
        found = (await connection.execute(follow_ups)).all()
    for row in found:
        own = {"question_key": question_key(row.question)}
        async with writing(engine) as connection:
            for column in (queries.c.id, wishes.c.query_id):
                await connection.execute(update(column.table).where(column == row.id).values(own))
            await _forget_key(connection, person, row.guild_id, row.question_key)


async def _forget_key(
    connection: AsyncConnection, person: Person, guild_id: int | None, key: str | None
) -> None:
    """Delete the closing and the grouping of a question, unless anybody else asked it.

    A closing counts only for refused questions.
    """
    of_server, of_question = of_guild(guild_id or EVERYWHERE), queries.c.question_key == key
    others = exists().where(of_server, of_question, _of_another(person))
    refused = others.where(has_outcome(Outcome.REFUSED))
    for table, still in (
        (closed_questions, refused),
        (grouped_questions, others),
        (hidden_suggestions, others),
    ):
        theirs = and_(table.c.guild_id == (guild_id or EVERYWHERE), table.c.question_key == key)
        await connection.execute(delete(table).where(theirs, ~still))


def _of_another(person: Person) -> ColumnElement[bool]:
    return queries.c.asker.is_distinct_from(person.pseudonym)


async def export_person(
    engine: AsyncEngine, querylog: QueryLog, person: Person
) -> dict[str, list[dict[str, Any]]]:
    """Return all of a person's data, by PARTS and SETTLED, the oldest first.

    Each question includes the passages quoted, as `quoted`, and how changed articles changed its
    answer, as `changes`. Raise UnwrittenError if the query log can't be written.
    """
    await querylog.flush()
    kept = {**person.own(), **person.as_moderator()}
    async with engine.connect() as connection:
        copy = {
            part: await _rows(
                connection,
                select(*(each for each in at.table.c if each not in OTHERS))
                .where(kept[at.table])
                .order_by(at, *at.table.primary_key),
            )
            for part, at in PARTS.items()
        }
        copy[SETTLED] = await _settled(connection, person)
        quoted = await _by_query(connection, _quoted(kept[queries]))
        changes = await _by_query(connection, _changes(kept[queries]))
    for question in copy["questions"]:
        question["quoted"] = quoted[question["id"]]
        question["changes"] = changes[question["id"]]
    return copy


async def _settled(connection: AsyncConnection, person: Person) -> list[dict[str, Any]]:
    """Return the judgements about their questions, in their words."""
    columns = (each for each in judgements.c if each is not judgements.c.judged_by)
    settled = select(*columns).where(settled_of(person.pseudonym))
    return await _rows(connection, settled.order_by(judgements.c.moment, judgements.c.id))


def _quoted(asked: ColumnElement[bool]) -> Select[Any]:
    """Select the passages quoted for these questions, the best first."""
    version = and_(
        article_versions.c.article_id == query_hits.c.article_id,
        article_versions.c.version == query_hits.c.version,
    )
    return (
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


def _changes(asked: ColumnElement[bool]) -> Select[Any]:
    """Select the changes of the answers to these questions, the earliest first."""
    changes = answer_changes.c
    return (
        select(changes.query_id, changes.changed_at, changes.effect, changes.article_id)
        .join(queries, queries.c.id == changes.query_id)
        .where(asked)
        .order_by(changes.query_id, changes.changed_at, changes.moment)
    )


async def _by_query(
    connection: AsyncConnection, wanted: Select[Any]
) -> defaultdict[str, list[dict[str, Any]]]:
    """Return the rows by their query id, which they no longer contain."""
    rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in await _rows(connection, wanted):
        rows[row.pop("query_id")].append(row)
    return rows


async def _rows(connection: AsyncConnection, wanted: Select[Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    async with connection.stream(wanted) as result:
        async for some in result.mappings().partitions(AT_ONCE):
            found += [
                {name: value for name, value in row.items() if name not in PSEUDONYMS}
                for row in some
            ]
    return found

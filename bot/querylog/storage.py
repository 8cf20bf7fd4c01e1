"""Query records as rows of the database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.asked import WayIn
from bot.querylog.record import Outcome, QueryRecord, ShownHit
from corpus.article import Span
from corpus.database_faults import database_fault
from corpus.moments import next_moments
from corpus.schema import queries, query_hits
from corpus.upserts import insert_or

AT_ONCE = 50
"""Records inserted per statement, for which the event loop is blocked some milliseconds."""

Refused = Mapping[str, Exception]
"""Why the database refused records, by their ids."""


async def insert_records(connection: AsyncConnection, records: Sequence[QueryRecord]) -> Refused:
    """Insert up to AT_ONCE records in their order, except those that the database refuses.

    It refuses, for example, a record of an article that was purged meanwhile. One that is there
    already stays: the answer to a commit may be lost, and the record written again. Raise
    SQLAlchemyError if it can't be written.
    """
    if not records:
        return {}
    savepoint = await connection.begin_nested()
    try:
        numbered = zip(records, await next_moments(connection, len(records)), strict=True)
        rows = [query_row(record) | {"moment": moment} for record, moment in numbered]
        # Separate parameters, so that SQLAlchemy can cache the compiled statement.
        new = insert_or(connection, queries).on_conflict_do_nothing()
        await connection.execute(new, rows)
        if hits := [row for record in records for row in hit_rows(record)]:
            new = insert_or(connection, query_hits).on_conflict_do_nothing()
            await connection.execute(new, hits)
    except Exception as error:
        if not _is_refusal(error):  # A full disk has already ended the savepoint, for example.
            raise
        await savepoint.rollback()
        if len(records) == 1:
            return {records[0].id: error}
    else:
        await savepoint.commit()
        return {}
    refused: dict[str, Exception] = {}
    for record in records:
        refused |= await insert_records(connection, [record])
    return refused


async def set_undelivered(connection: AsyncConnection, ids: Collection[str]) -> None:
    """Store that the replies to up to AT_ONCE questions did not arrive; skip deleted ones."""
    if not ids:
        return
    await connection.execute(update(queries).where(queries.c.id.in_(ids)).values(delivered=False))


async def stored_ids(connection: AsyncConnection, ids: Iterable[str]) -> frozenset[str]:
    """Return those of up to AT_ONCE ids that are in the database."""
    return frozenset(await connection.scalars(select(queries.c.id).where(queries.c.id.in_(ids))))


async def find_record(connection: AsyncConnection, query_id: str) -> QueryRecord | None:
    """Return the record with this id, None if there is none."""
    query = (
        await connection.execute(select(queries).where(queries.c.id == query_id))
    ).one_or_none()
    if query is None:
        return None
    hits = await connection.execute(
        select(query_hits).where(query_hits.c.query_id == query_id).order_by(query_hits.c.rank)
    )
    return from_rows(query._mapping, hits.mappings())


def query_row(record: QueryRecord) -> dict[str, object]:
    """Return a record's row in `queries`, by column."""
    return {
        "id": record.id,
        "asked_at": record.asked_at,
        "guild_id": record.guild_id,
        "channel_id": record.channel_id,
        "way_in": record.way_in,
        "asker": record.asker,
        "locale": record.locale,
        "question": record.question,
        "question_key": record.question_key,
        "outcome": record.outcome,
        "confidence": record.confidence,
        "milliseconds": record.milliseconds,
        "article_id": record.article_id,
        "follows": record.follows,
        "delivered": record.delivered,
    }


def hit_rows(record: QueryRecord) -> list[dict[str, object]]:
    """Return a record's rows in `query_hits`, by column, the best first."""
    return [
        {
            "query_id": record.id,
            "rank": rank,
            "article_id": hit.article_id,
            "version": hit.version,
            "passage": hit.passage,
            "start_at": hit.span.start,
            "end_at": hit.span.end,
            "sentence_start_at": hit.sentence.start,
            "sentence_end_at": hit.sentence.end,
            "score": hit.score,
            "chosen": hit.chosen,
            "settled": hit.settled,
        }
        for rank, hit in enumerate(record.hits, start=1)
    ]


def from_rows(query: Mapping[Any, Any], hits: Iterable[Mapping[Any, Any]]) -> QueryRecord:
    """Return the record of such rows; raise KeyError, TypeError or ValueError if they are not."""
    return QueryRecord(
        id=query["id"],
        asked_at=query["asked_at"],
        guild_id=query["guild_id"],
        channel_id=query["channel_id"],
        way_in=WayIn(query["way_in"]),
        asker=query["asker"],
        locale=query["locale"],
        question=query["question"],
        question_key=query["question_key"] or "",
        outcome=Outcome(query["outcome"]),
        confidence=query["confidence"],
        milliseconds=query["milliseconds"],
        hits=tuple(
            ShownHit(
                article_id=hit["article_id"],
                version=hit["version"],
                passage=hit["passage"],
                span=Span(hit["start_at"], hit["end_at"]),
                sentence=Span(hit["sentence_start_at"], hit["sentence_end_at"]),
                score=hit["score"],
                chosen=hit["chosen"],
                settled=hit["settled"],
            )
            for hit in hits
        ),
        follows=query["follows"],
        delivered=query.get("delivered", True),  # A file of an earlier version says nothing of it.
    )


def _is_refusal(error: Exception) -> bool:
    """Whether it is for the record, and not because the database is locked, full or damaged."""
    if isinstance(error, DBAPIError):
        return isinstance(error, (IntegrityError, DataError)) and database_fault(error) is None
    # A value that SQLAlchemy or the driver can't convert.
    return isinstance(error, (StatementError, OverflowError, UnicodeEncodeError))

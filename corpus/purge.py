"""Delete permanently: articles removed long ago, and all data of a server."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus import schema
from corpus.database import writing
from corpus.deletion import count_rows, delete_in_batches

BATCH_SIZE = 20
"""Articles purged per transaction, so that other writers don't wait long."""


async def purge_removed(engine: AsyncEngine, before: datetime) -> int:
    """Delete the articles that were removed before this time; return how many there were.

    Logged quotes from them are deleted too; the audit trail keeps their titles.
    """
    articles = schema.articles
    return await _purge(
        engine, select(articles.c.id).where(articles.c.removed_at < before).limit(BATCH_SIZE)
    )


async def purge_guild(engine: AsyncEngine, guild_id: int) -> None:
    """Delete all data of a server, in batches; its row in `guilds` is deleted last.

    A running Kutip updates its index at the next question, but keeps the settings it has in memory.
    """
    for table in (
        # First, because there can be millions, and their hits and votes are deleted with them.
        schema.queries,
        schema.outbox,
        schema.follow_notices,
        schema.followed_entries,
        schema.follows,
        schema.answer_changes,
        schema.wishes,
        schema.help_requests,
        schema.hidden_suggestions,
        schema.closed_questions,
        schema.grouped_questions,
        schema.judgements,
        schema.hidden_articles,
        schema.drafts,
        schema.guild_moderator_roles,
        schema.guild_channels,
        schema.guild_open_channels,
        schema.names,
    ):
        await delete_in_batches(engine, table, table.c.guild_id == guild_id)
    articles = schema.articles
    await _purge(
        engine, select(articles.c.id).where(articles.c.guild_id == guild_id).limit(BATCH_SIZE)
    )
    await delete_in_batches(engine, schema.audit, schema.audit.c.guild_id == guild_id)
    async with writing(engine) as connection:
        await connection.execute(delete(schema.guilds).where(schema.guilds.c.id == guild_id))


async def count_guild_rows(engine: AsyncEngine, guild_id: int) -> dict[str, int]:
    """Return how many rows a server has in each table, by table name."""
    queries, articles = schema.queries, schema.articles
    of_guild: dict[Table, ColumnElement[bool]] = {
        table: table.c.guild_id == guild_id
        for table in schema.metadata.sorted_tables
        if "guild_id" in table.c
    }
    query_ids = select(queries.c.id).where(of_guild[queries])
    article_ids = select(articles.c.id).where(of_guild[articles])
    for table in (schema.query_hits, schema.feedback):
        of_guild[table] = table.c.query_id.in_(query_ids)
    for table in (schema.article_versions, schema.passages, schema.sentences):
        of_guild[table] = table.c.article_id.in_(article_ids)
    of_guild[schema.guilds] = schema.guilds.c.id == guild_id
    return await count_rows(engine, of_guild)


async def _purge(engine: AsyncEngine, batch: Select[str]) -> int:
    """Delete the articles whose ids `batch` selects until it selects none; return how many."""
    purged = 0
    while True:
        async with engine.connect() as connection:
            ids: Sequence[str] = (await connection.scalars(batch)).all()
        if not ids:
            return purged
        # There can be very many of these, so delete them first, in batches of their own.
        hits = schema.query_hits
        await delete_in_batches(engine, hits, hits.c.article_id.in_(ids))
        async with writing(engine) as connection:
            # Select again, because one may have been restored meanwhile.
            due = (await connection.scalars(batch.where(schema.articles.c.id.in_(ids)))).all()
            await _delete_articles(connection, due)
        purged += len(due)


async def _delete_articles(connection: AsyncConnection, ids: Sequence[str]) -> None:
    for table in (
        schema.query_hits,
        schema.judgements,
        schema.article_looks,
        schema.text_marks,
        schema.hidden_articles,
        schema.sentences,
        schema.passages,
        schema.article_versions,
    ):
        await connection.execute(delete(table).where(table.c.article_id.in_(ids)))
    await connection.execute(delete(schema.articles).where(schema.articles.c.id.in_(ids)))

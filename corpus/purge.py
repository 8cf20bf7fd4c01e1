"""What is gone for good: articles long removed, and all that is kept of a server."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus import schema
from corpus.database import writing
from corpus.deletion import count_rows, delete_in_steps

STEP = 20
"""Articles that are purged in one transaction, so that nobody waits long for the next."""


async def purge_removed(engine: AsyncEngine, before: datetime) -> int:
    """Delete the articles that were removed before this time; return how many there were.

    What was quoted of them goes too; the audit keeps their titles.
    """
    articles = schema.articles
    return await _purge(
        engine, select(articles.c.id).where(articles.c.removed_at < before).limit(STEP)
    )


async def purge_guild(engine: AsyncEngine, guild_id: int) -> None:
    """Delete all that is kept of a server, in small steps; the note that it was there goes last.

    Finders follow at the next question, settings that a running Kutip has in memory do not.
    """
    for table in (
        # First, since hits and votes go with them, of which there can be millions.
        schema.queries,
        schema.wishes,
        schema.closed_questions,
        schema.judgements,
        schema.hidden_articles,
        schema.drafts,
        schema.guild_moderator_roles,
        schema.guild_channels,
    ):
        await delete_in_steps(engine, table, table.c.guild_id == guild_id)
    articles = schema.articles
    await _purge(engine, select(articles.c.id).where(articles.c.guild_id == guild_id).limit(STEP))
    await delete_in_steps(engine, schema.audit, schema.audit.c.guild_id == guild_id)
    async with writing(engine) as connection:
        await connection.execute(delete(schema.guilds).where(schema.guilds.c.id == guild_id))


async def kept_of_guild(engine: AsyncEngine, guild_id: int) -> dict[str, int]:
    """Return how many rows there are of a server, by the name of their table."""
    queries, articles = schema.queries, schema.articles
    of_guild: dict[Table, ColumnElement[bool]] = {
        table: table.c.guild_id == guild_id
        for table in schema.metadata.sorted_tables
        if "guild_id" in table.c
    }
    asked = select(queries.c.id).where(of_guild[queries])
    own = select(articles.c.id).where(of_guild[articles])
    for table in (schema.query_hits, schema.feedback):
        of_guild[table] = table.c.query_id.in_(asked)
    for table in (schema.article_versions, schema.passages, schema.sentences):
        of_guild[table] = table.c.article_id.in_(own)
    of_guild[schema.guilds] = schema.guilds.c.id == guild_id
    return await count_rows(engine, of_guild)


async def _purge(engine: AsyncEngine, some: Select[str]) -> int:
    purged = 0
    while True:
        async with engine.connect() as connection:
            ids: Sequence[str] = (await connection.scalars(some)).all()
        if not ids:
            return purged
        # There can be very many of these, so they go first.
        hits = schema.query_hits
        await delete_in_steps(engine, hits, hits.c.article_id.in_(ids))
        async with writing(engine) as connection:
            # Again, since one may have been restored meanwhile.
            due = (await connection.scalars(some.where(schema.articles.c.id.in_(ids)))).all()
            await _delete_articles(connection, due)
        purged += len(due)


async def _delete_articles(connection: AsyncConnection, ids: Sequence[str]) -> None:
    for table in (
        schema.query_hits,
        schema.judgements,
        schema.text_marks,
        schema.hidden_articles,
        schema.sentences,
        schema.passages,
        schema.article_versions,
    ):
        await connection.execute(delete(table).where(table.c.article_id.in_(ids)))
    await connection.execute(delete(schema.articles).where(schema.articles.c.id.in_(ids)))

"""What is gone for good: articles long removed, and all that is kept of a server."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus import schema
from corpus.database import writing

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
    """Delete all that is kept of a server."""
    articles = schema.articles
    await _purge(engine, select(articles.c.id).where(articles.c.guild_id == guild_id).limit(STEP))
    async with writing(engine) as connection:
        for table in (
            schema.queries,
            schema.hidden_articles,
            schema.audit,
            schema.drafts,
            schema.guild_moderator_roles,
            schema.guild_channels,
        ):
            await connection.execute(delete(table).where(table.c.guild_id == guild_id))
        await connection.execute(delete(schema.guilds).where(schema.guilds.c.id == guild_id))


async def _purge(engine: AsyncEngine, some: Select[str]) -> int:
    purged = 0
    while True:
        async with writing(engine) as connection:
            ids: Sequence[str] = (await connection.scalars(some)).all()
            if not ids:
                return purged
            await _delete_articles(connection, ids)
        purged += len(ids)


async def _delete_articles(connection: AsyncConnection, ids: Sequence[str]) -> None:
    for table in (
        schema.query_hits,
        schema.text_marks,
        schema.hidden_articles,
        schema.sentences,
        schema.passages,
        schema.article_versions,
    ):
        await connection.execute(delete(table).where(table.c.article_id.in_(ids)))
    await connection.execute(delete(schema.articles).where(schema.articles.c.id.in_(ids)))

"""A server's finder as its shelf was before a change, made from what the audit trail says."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.article import Article
from corpus.audit import Action
from corpus.library import BATCH_SIZE
from corpus.schema import EVERYWHERE, audit, hidden_articles
from corpus.versions import load_versions, these_versions
from index.finder import Finder


async def finder_before(engine: AsyncEngine, finder: Finder, guild_id: int, since: int) -> Finder:
    """Return a finder like this one of a server, without the changes since this moment.

    Versions that are not stored any more are missing from it.
    """
    async with engine.connect() as connection:
        versions = await _versions_before(connection, guild_id, since)
        known = [(article_id, version) for article_id, version in versions.items() if version]
        articles = await _load(connection, known)
    return await asyncio.to_thread(finder.changed, articles, versions.keys())


async def _versions_before(
    connection: AsyncConnection, guild_id: int, since: int
) -> dict[str, int | None]:
    """Return which version of each article changed since then could be asked about before.

    None: the article could not be asked about on this server.
    """
    changes = (
        select(audit.c.guild_id, audit.c.article_id, audit.c.action, audit.c.version_before)
        .where(audit.c.guild_id.in_([guild_id, EVERYWHERE]), audit.c.moment >= since)
        .order_by(audit.c.id)
    )
    hidden = select(hidden_articles.c.article_id).filter_by(guild_id=guild_id)
    was_hidden = dict.fromkeys(await connection.scalars(hidden), True)
    versions: dict[str, int | None] = {}
    decided: set[str] = set()
    for row in await connection.execute(changes):
        versions.setdefault(row.article_id, row.version_before)
        if row.action in {Action.HIDDEN, Action.UNHIDDEN} and row.article_id not in decided:
            decided.add(row.article_id)
            was_hidden[row.article_id] = row.action == Action.UNHIDDEN
    # Changes of a shared article are no changes where it is hidden.
    return {
        article_id: None if was_hidden.get(article_id) else version
        for article_id, version in versions.items()
    }


async def _load(
    connection: AsyncConnection, versions: Sequence[tuple[str, int]]
) -> tuple[Article, ...]:
    found: list[Article] = []
    for start in range(0, len(versions), BATCH_SIZE):
        some = versions[start : start + BATCH_SIZE]
        found += await load_versions(connection, these_versions(some))
    return tuple(found)

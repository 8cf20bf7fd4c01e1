"""The articles that each server can be asked about, and the changes to them."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.article import Article
from corpus.audit import last_change
from corpus.database import writing
from corpus.draft import Draft
from corpus.errors import DamagedDatabaseError, TitleTakenError
from corpus.schema import EVERYWHERE, article_versions, articles, audit, passages
from corpus.shipped import shipped_articles
from corpus.stepping_aside import owners_with_shipped, step_aside
from corpus.versions import is_visible, load_versions, one_version, versions_in

log = logging.getLogger(__name__)

MAX_CHANGED = 1000
"""The most articles in a partial update; if more have changed, all are loaded again."""

_CHECK_ARTICLES = text(f"PRAGMA integrity_check({articles.name})")

BATCH_SIZE = 20
"""Articles loaded at a time: each batch blocks the event loop for some milliseconds."""


@dataclass(frozen=True, slots=True)
class Update:
    """Articles to load into a server's index: all of them, or those changed since some change."""

    last_change: int
    """The id of the last change that this includes."""
    mark: str
    """Of that change, see `Library.mark`."""
    articles: tuple[Article, ...]
    """New, changed or unhidden articles, the last changed last; every article if `is_full`."""
    removed: frozenset[str]
    """The ids of articles that can no longer be asked about; empty if `is_full`."""
    is_full: bool
    """Whether this replaces everything loaded before."""


class Library:
    """All articles in the database that `engine` is connected to."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def take_in_shipped(self) -> None:
        """Store the articles that ship with Kutip, each only if it is new or changed.

        An article that no longer ships stays, because earlier answers may quote it. On servers that
        had articles of their own before shipped articles stepped aside, these do so now.
        """
        await self.take_in(shipped_articles())
        async with self._engine.connect() as connection:
            owners = await owners_with_shipped(connection)
        if owners:
            async with writing(self._engine) as connection:
                for guild_id in owners:
                    await step_aside(connection, guild_id)

    async def take_in(self, drafts: Iterable[Draft]) -> None:
        """Store drafts as articles of every server, each only if it is new or changed.

        If nothing changed, it writes nothing and needs no write lock. A draft whose title is taken
        by another article is skipped with a warning in the log.
        """
        async with self._engine.connect() as connection:
            stored = await _hashes(connection)
        changed = [draft for draft in drafts if stored.get(draft.id) != draft.sha256]
        if changed:
            # Imported here, because what splits articles is rarely needed at a start.
            from corpus.shelf import Shelf  # noqa: PLC0415

            shelf = Shelf(self._engine, EVERYWHERE)
            for draft in changed:
                try:
                    await shelf.put(draft)
                except TitleTakenError as error:
                    log.warning("Skipped an article that ships with Kutip: %s", error)

    async def version(self, article_id: str, version: int) -> Article | None:
        """Return one version of an article; None if there is none or the article was removed."""
        current = select(articles.c.id).where(
            articles.c.id == article_id, articles.c.removed_at.is_(None)
        )
        async with self._engine.connect() as connection:
            if await connection.scalar(current) is None:
                return None
            found = await load_versions(connection, one_version(article_id, version))
        return found[0] if found else None

    async def last_change(self, guild_id: int) -> int:
        """Return the id of the last change that affects this server, 0 before the first."""
        async with self._engine.connect() as connection:
            return await last_change(connection, guild_id)

    async def passages(self, guild_id: int) -> int:
        """Return how many passages a server can be asked about."""
        counted = (
            select(func.count())
            .select_from(passages)
            .join(
                articles,
                and_(
                    articles.c.id == passages.c.article_id, articles.c.version == passages.c.version
                ),
            )
            .where(is_visible(guild_id))
        )
        async with self._engine.connect() as connection:
            return await connection.scalar(counted) or 0

    async def mark(self, guild_id: int, change: int) -> str:
        """Return what distinguishes a change, and all before it, from others with the same ids.

        Ids are used again where a database is replaced by an older copy, and a server that is
        purged loses its changes. The mark is empty if there is no such change.
        """
        async with self._engine.connect() as connection:
            return await _mark(connection, guild_id, change)

    async def has_own_changes(self, guild_id: int) -> bool:
        """Return True if anything was ever changed on the server's own shelf.

        If not, it has exactly the articles of every server.
        """
        own = select(audit.c.id).where(audit.c.guild_id == guild_id).limit(1)
        async with self._engine.connect() as connection:
            return await connection.scalar(own) is not None

    async def updates(self, guild_id: int, since: int = 0) -> Update:
        """Return the articles that changed for this server after the change `since`; 0: all."""
        changed = (
            select(audit.c.article_id)
            .where(audit.c.guild_id.in_([guild_id, EVERYWHERE]), audit.c.id > since)
            .distinct()
            .limit(MAX_CHANGED + 1)
        )
        async with self._engine.connect() as connection:
            last = await last_change(connection, guild_id)
            ids = frozenset((await connection.scalars(changed)).all()) if since else frozenset()
            is_full = not since or len(ids) > MAX_CHANGED
            if is_full:
                await self._check_indexes(connection)
            found = await _visible(connection, guild_id, None if is_full else ids)
            mark = await _mark(connection, guild_id, last)
        removed = frozenset() if is_full else ids - {article.id for article in found}
        return Update(last, mark, found, removed, is_full)

    async def _check_indexes(self, connection: AsyncConnection) -> None:
        """Raise DamagedDatabaseError if the table of articles and its indexes disagree.

        An article that is missing from an index would silently not be found. On PostgreSQL, which
        has no such check for everyone, that is left to its administrator.
        """
        if self._engine.dialect.name != "sqlite":
            return
        (first, *_) = (await connection.scalars(_CHECK_ARTICLES)).all()
        if first != "ok":
            raise DamagedDatabaseError(self._engine.url.database, first)


async def _mark(connection: AsyncConnection, guild_id: int, change: int) -> str:
    columns = (audit.c.guild_id, audit.c.changed_at, audit.c.article_id, audit.c.action)
    row = (await connection.execute(select(*columns).where(audit.c.id == change))).one_or_none()
    # A server's first own change stays its first until the server is purged.
    own = select(func.min(audit.c.id)).where(
        audit.c.guild_id == guild_id, audit.c.guild_id != EVERYWHERE, audit.c.id <= change
    )
    first = await connection.scalar(own)
    return "" if row is None else " ".join(map(str, (*row, first)))


async def _hashes(connection: AsyncConnection) -> dict[str, str]:
    """Return the SHA-256 of the latest version of each article of every server."""
    rows = await connection.execute(
        select(article_versions.c.article_id, article_versions.c.sha256)
        .join(
            articles,
            and_(
                articles.c.id == article_versions.c.article_id,
                articles.c.version == article_versions.c.version,
            ),
        )
        .where(articles.c.guild_id == EVERYWHERE)
    )
    return dict(rows.all())


async def _visible(
    connection: AsyncConnection, guild_id: int, wanted: frozenset[str] | None
) -> tuple[Article, ...]:
    """Return the articles that a server can be asked about, in the order of their last change."""
    visible = is_visible(guild_id)
    last_changes = (
        select(audit.c.article_id, func.max(audit.c.id))
        .where(audit.c.guild_id.in_([guild_id, EVERYWHERE]))
        .group_by(audit.c.article_id)
    )
    if wanted is not None:
        visible = and_(visible, articles.c.id.in_(wanted))
        last_changes = last_changes.where(audit.c.article_id.in_(wanted))
    changed = dict((await connection.execute(last_changes)).all())
    ids = (await connection.scalars(select(articles.c.id).where(visible))).all()
    found: list[Article] = []
    for start in range(0, len(ids), BATCH_SIZE):
        latest = select(articles.c.id, articles.c.version)
        batch = latest.where(articles.c.id.in_(ids[start : start + BATCH_SIZE]))
        found += await load_versions(connection, versions_in(batch))
    if len(found) < len(ids):
        missing = sorted(set(ids) - {article.id for article in found})
        log.error("Articles that are damaged can't be asked about: %s", ", ".join(missing))
    return tuple(sorted(found, key=lambda article: changed.get(article.id, 0)))

"""The library: what each server can be asked about, and what has changed of it."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.article import Article
from corpus.audit import last_change
from corpus.draft import Draft
from corpus.errors import TitleTakenError
from corpus.schema import EVERYWHERE, article_versions, articles, audit
from corpus.shelf import Shelf
from corpus.shipped import shipped_articles
from corpus.versions import is_visible, load_versions, one_version, versions_in

log = logging.getLogger(__name__)

MOST_CHANGED = 1000
"""Articles; where more have changed, all are loaded again."""

TOGETHER = 20
"""Articles that are loaded in one go: the event loop waits some milliseconds for each go."""


@dataclass(frozen=True, slots=True)
class News:
    """What a server can be asked about, or what has changed of it."""

    change: int
    """The last change that this knows of."""
    articles: tuple[Article, ...]
    """New, changed or shown again, the last changed last; all there are, if this is whole."""
    gone: frozenset[str]
    """The ids of those that can't be asked about any more."""
    whole: bool
    """Whether this tells everything, so that nothing of before is needed."""


class Library:
    """The articles in a database, which the engine must have been opened on."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def take_in_shipped(self) -> None:
        """Take in the articles that ship with Kutip, each only if it is new or changed.

        One that ships no longer stays, in its last version: answers may rest on it.
        """
        await self.take_in(shipped_articles())

    async def take_in(self, drafts: Iterable[Draft]) -> None:
        """Add a version of each article of every server that is new or differs from its latest.

        When nothing changed it writes nothing, and waits for no other writer. A title that another
        article has is left out, with a line in the program's log.
        """
        shelf = Shelf(self._engine, EVERYWHERE)
        async with self._engine.connect() as connection:
            kept = await _hashes(connection)
        for draft in drafts:
            if kept.get(draft.id) != draft.sha256:
                try:
                    await shelf.put(draft)
                except TitleTakenError as error:
                    log.warning("An article that ships with Kutip is left out: %s", error)

    async def version(self, article_id: str, version: int) -> Article | None:
        """Return one version of an article; None if there is none, or the article was removed."""
        kept = select(articles.c.id).where(
            articles.c.id == article_id, articles.c.removed_at.is_(None)
        )
        async with self._engine.connect() as connection:
            if await connection.scalar(kept) is None:
                return None
            found = await load_versions(connection, one_version(article_id, version))
        return found[0] if found else None

    async def last_change(self, guild_id: int) -> int:
        """Return the id of the last change that this server sees, 0 before the first."""
        async with self._engine.connect() as connection:
            return await last_change(connection, guild_id)

    async def has_own(self, guild_id: int) -> bool:
        """Tell whether anything was ever changed on a server's own shelf.

        If not, it sees just what every server sees.
        """
        own = select(audit.c.id).where(audit.c.guild_id == guild_id).limit(1)
        async with self._engine.connect() as connection:
            return await connection.scalar(own) is not None

    async def news(self, guild_id: int, since: int = 0) -> News:
        """Return what has changed for this server since a change; all there is since the first."""
        changed = (
            select(audit.c.article_id)
            .where(audit.c.guild_id.in_([guild_id, EVERYWHERE]), audit.c.id > since)
            .distinct()
            .limit(MOST_CHANGED + 1)
        )
        async with self._engine.connect() as connection:
            change = await last_change(connection, guild_id)
            ids = frozenset((await connection.scalars(changed)).all()) if since else frozenset()
            whole = not since or len(ids) > MOST_CHANGED
            found = await _visible(connection, guild_id, None if whole else ids)
        gone = frozenset() if whole else ids - {article.id for article in found}
        return News(change, found, gone, whole)


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
    connection: AsyncConnection, guild_id: int, among: frozenset[str] | None
) -> tuple[Article, ...]:
    """Return the articles that a server can be asked about, in the order of their last change."""
    visible = is_visible(guild_id)
    places = (
        select(audit.c.article_id, func.max(audit.c.id))
        .where(audit.c.guild_id.in_([guild_id, EVERYWHERE]))
        .group_by(audit.c.article_id)
    )
    if among is not None:
        visible = and_(visible, articles.c.id.in_(among))
        places = places.where(audit.c.article_id.in_(among))
    place = dict((await connection.execute(places)).all())
    ids = (await connection.scalars(select(articles.c.id).where(visible))).all()
    found: list[Article] = []
    for start in range(0, len(ids), TOGETHER):
        latest = select(articles.c.id, articles.c.version)
        some = latest.where(articles.c.id.in_(ids[start : start + TOGETHER]))
        found += await load_versions(connection, versions_in(some))
    return tuple(sorted(found, key=lambda article: place[article.id]))

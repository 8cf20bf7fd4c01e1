"""Read-only views of a server's shelf: lists of articles, their versions, and the audit trail."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.article import Article
from corpus.audit import Change, changes
from corpus.draft import Draft
from corpus.schema import (
    EVERYWHERE,
    article_versions,
    articles,
    hidden_articles,
    passages,
    queries,
    query_hits,
)
from corpus.similarity import title_key
from corpus.versions import load_draft, load_versions, one_version

MIN_SIMILARITY = 60
"""The least similarity of a title to a search, from 0 to 100 (rapidfuzz's WRatio), to match."""


class Sort(StrEnum):
    """How a list of articles is sorted."""

    NEWEST = "newest"
    MOST_ASKED = "most_asked"


@dataclass(frozen=True, slots=True)
class Titled:
    """An article's title and owner, for pickers; cheaper to load than an Entry."""

    id: str
    guild_id: int
    """The server that owns it; EVERYWHERE for an article of every server."""
    title: str
    hidden: bool
    """Whether this server has hidden it."""

    @property
    def shared(self) -> bool:
        """True if it belongs to every server."""
        return self.guild_id == EVERYWHERE


@dataclass(frozen=True, slots=True)
class Entry(Titled):
    """An article in a list, with the metadata of its latest version."""

    source: str
    url: str | None
    language: str
    version: int
    """The number of the latest version."""
    taken_in_at: datetime
    """When the latest version was stored, in UTC."""
    passages: int
    """The number of passages in the latest version."""
    quoted: int
    """How often it was the best hit for a question on this server."""
    removed_at: datetime | None
    """In UTC; None while it is on the shelf."""
    origin: str | None
    """The link or path it was read from, if any."""


@dataclass(frozen=True, slots=True)
class AskedOf:
    """A question for which an article was the best hit."""

    question: str
    """One of the ways it was worded."""
    times: int


Found = TypeVar("Found", Entry, Titled)


@dataclass(frozen=True, slots=True)
class Version:
    """One version in an article's history."""

    number: int
    title: str
    taken_in_at: datetime
    """In UTC."""
    length: int
    """The length of the body in code points."""


class Catalogue:
    """Reads the shelf of one server: its own articles and those of every server."""

    def __init__(self, engine: AsyncEngine, guild_id: int) -> None:
        self._engine = engine
        self._guild_id = guild_id

    async def entries(self, sort: Sort = Sort.NEWEST, search: str = "") -> tuple[Entry, ...]:
        """Return the articles on the shelf, including hidden ones.

        With a search, return only those with similar titles, the most similar first, whatever the
        sort order.
        """
        async with self._engine.connect() as connection:
            found = await self._entries(connection, self._is_on_shelf())
        if search.strip():
            return await asyncio.to_thread(_similar, found, search)
        if sort is Sort.MOST_ASKED:
            return tuple(sorted(found, key=lambda entry: -entry.quoted))
        return found

    async def titles(self, search: str = "", *, removed: bool = False) -> tuple[Titled, ...]:
        """Return the titles on the shelf, newest first, or those similar to a search, best first.

        With `removed`, return the server's own removed articles that can be restored instead.
        """
        async with self._engine.connect() as connection:
            rows = await connection.execute(
                self._latest(
                    articles.c.id,
                    articles.c.guild_id,
                    article_versions.c.title,
                    self._is_hidden(),
                ).where(self._is_removed() if removed else self._is_on_shelf())
            )
            found = await asyncio.to_thread(lambda: tuple(Titled(*row) for row in rows))
        return await asyncio.to_thread(_similar, found, search) if search.strip() else found

    async def named(self, name: str, *, removed: bool = False) -> tuple[Entry, ...]:
        """Return the articles on the shelf with this id or title, newest first.

        With `removed`, return the server's own removed articles that can be restored instead.
        """
        is_named = or_(articles.c.id == name, articles.c.title_key == title_key(name))
        is_listed = self._is_removed() if removed else self._is_on_shelf()
        async with self._engine.connect() as connection:
            return await self._entries(connection, and_(is_named, is_listed))

    async def removed(self) -> tuple[Entry, ...]:
        """Return the server's own removed articles that can be restored, newest first."""
        async with self._engine.connect() as connection:
            return await self._entries(connection, self._is_removed())

    async def entry(self, article_id: str) -> Entry | None:
        """Return one article, removed or not; None if this server has no access to it."""
        async with self._engine.connect() as connection:
            found = await self._entries(connection, articles.c.id == article_id)
        return found[0] if found else None

    async def article(self, article_id: str, version: int | None = None) -> Article | None:
        """Return a version of an article, by default the latest; None if there is none here."""
        entry = await self.entry(article_id)
        if entry is None:
            return None
        async with self._engine.connect() as connection:
            found = await load_versions(
                connection, one_version(article_id, version or entry.version)
            )
        return found[0] if found else None

    async def draft(self, article_id: str) -> Draft | None:
        """Return the latest version as a draft for the next one; None if there is none here."""
        entry = await self.entry(article_id)
        if entry is None:
            return None
        async with self._engine.connect() as connection:
            return await load_draft(connection, article_id, entry.version)

    async def by_origin(self, origin: str) -> Entry | None:
        """Return the server's own article that was read from this link or path, if any."""
        async with self._engine.connect() as connection:
            found = await self._entries(
                connection,
                and_(
                    articles.c.origin == origin,
                    articles.c.guild_id == self._guild_id,
                    articles.c.removed_at.is_(None),
                ),
            )
        return found[0] if found else None

    async def versions(self, article_id: str) -> tuple[Version, ...]:
        """Return an article's versions, newest first; empty if this server has no access to it."""
        if await self.entry(article_id) is None:
            return ()
        kept = article_versions
        async with self._engine.connect() as connection:
            rows = await connection.execute(
                select(kept.c.version, kept.c.title, kept.c.taken_in_at, func.length(kept.c.body))
                .where(kept.c.article_id == article_id)
                .order_by(kept.c.version.desc())
            )
            return tuple(Version(*row) for row in rows)

    async def changes(self, article_id: str | None = None, limit: int = 100) -> tuple[Change, ...]:
        """Return up to `limit` changes to one article or to all, newest first."""
        async with self._engine.connect() as connection:
            return await changes(connection, self._guild_id, article_id, limit)

    async def quoted(self, article_id: str, version: int) -> dict[int, int]:
        """Return how often each passage of a version was the best hit here, by passage number."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(
                select(query_hits.c.passage, func.count())
                .join(queries, queries.c.id == query_hits.c.query_id)
                .where(
                    query_hits.c.article_id == article_id,
                    query_hits.c.version == version,
                    self._was_first_here(),
                )
                .group_by(query_hits.c.passage)
            )
            return dict(rows.all())

    async def most_asked(self, article_id: str, limit: int) -> tuple[AskedOf, ...]:
        """Return the questions for which an article was the best hit here, the most asked first.

        Those that mean the same count as one; there are `limit` at most.
        """
        times = func.count()
        # Old rows have no key.
        same = func.coalesce(queries.c.question_key, queries.c.question)
        async with self._engine.connect() as connection:
            rows = await connection.execute(
                select(func.min(queries.c.question), times)
                .join(query_hits, query_hits.c.query_id == queries.c.id)
                .where(query_hits.c.article_id == article_id, self._was_first_here())
                .group_by(same)
                .order_by(times.desc(), same)
                .limit(limit)
            )
            return tuple(AskedOf(*row) for row in rows)

    def _was_first_here(self) -> ColumnElement[bool]:
        here = queries.c.guild_id == self._guild_id
        if self._guild_id == EVERYWHERE:
            here = queries.c.guild_id.is_(None)
        return and_(query_hits.c.rank == 1, here)

    def _is_on_shelf(self) -> ColumnElement[bool]:
        return articles.c.removed_at.is_(None)

    def _is_removed(self) -> ColumnElement[bool]:
        return and_(articles.c.removed_at.is_not(None), articles.c.guild_id == self._guild_id)

    def _is_hidden(self) -> ColumnElement[bool]:
        hides = select(hidden_articles.c.article_id).filter_by(guild_id=self._guild_id)
        return articles.c.id.in_(hides)

    def _latest(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Select columns of the articles this server has access to, joined to latest versions."""
        kept = article_versions
        is_latest = and_(kept.c.article_id == articles.c.id, kept.c.version == articles.c.version)
        return (
            select(*columns)
            .join_from(articles, kept, is_latest)
            .where(articles.c.guild_id.in_([self._guild_id, EVERYWHERE]))
            .order_by(kept.c.taken_in_at.desc(), articles.c.id)
        )

    async def _entries(
        self, connection: AsyncConnection, condition: ColumnElement[bool]
    ) -> tuple[Entry, ...]:
        latest = article_versions
        counted = (
            select(func.count())
            .where(
                passages.c.article_id == articles.c.id,
                passages.c.version == articles.c.version,
            )
            .scalar_subquery()
        )
        quoted = (
            select(func.count())
            .select_from(query_hits.join(queries, queries.c.id == query_hits.c.query_id))
            .where(query_hits.c.article_id == articles.c.id, self._was_first_here())
            .scalar_subquery()
        )
        # These columns must be in the order of Entry's fields.
        rows = await connection.execute(
            self._latest(
                articles.c.id,
                articles.c.guild_id,
                latest.c.title,
                self._is_hidden(),
                latest.c.source,
                latest.c.url,
                latest.c.language,
                latest.c.version,
                latest.c.taken_in_at,
                counted,
                quoted,
                articles.c.removed_at,
                articles.c.origin,
            ).where(condition)
        )
        return await asyncio.to_thread(lambda: tuple(Entry(*row) for row in rows))


def _similar(entries: Sequence[Found], search: str) -> tuple[Found, ...]:
    """Return the entries with a title similar to the search, the most similar first."""
    titles = {index: title_key(entry.title) for index, entry in enumerate(entries)}
    matches = process.extract(
        title_key(search), titles, scorer=fuzz.WRatio, score_cutoff=MIN_SIMILARITY, limit=None
    )
    return tuple(entries[index] for _, _, index in matches)

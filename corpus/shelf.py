"""The shelf of one server: add, change and remove its articles, recording each change."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.article import Article
from corpus.audit import Action, Step, record
from corpus.database import writing
from corpus.draft import Draft
from corpus.duplicates import check_text, check_title
from corpus.errors import (
    ChangedMeanwhileError,
    NoArticleError,
    NoVersionError,
    ShelfError,
)
from corpus.prepared import Prepared, prepare, prepare_all
from corpus.schema import EVERYWHERE, article_versions, articles, hidden_articles, text_marks
from corpus.similarity import title_key
from corpus.stepping_aside import step_aside
from corpus.versions import load_draft, store_version, title_of


class Shelf:
    """Changes the articles of one server, or with EVERYWHERE those of every server.

    Each change is one transaction, including its entry in the audit trail. If it raises an error,
    nothing has changed. Methods that end in `within` are part of a transaction of the caller, who
    prepares the draft before the database is locked. `by` is the id of the Discord user who makes
    the change, None for the terminal.
    """

    def __init__(self, engine: AsyncEngine, guild_id: int) -> None:
        self._engine = engine
        self._guild_id = guild_id

    async def check(self, draft: Draft) -> Article:
        """Return the article that a draft would become; raise what `add` would raise."""
        prepared = await asyncio.to_thread(prepare, draft)
        async with self._engine.connect() as connection:
            await self._check(connection, prepared)
        return prepared.as_version(1)

    async def add(self, draft: Draft, by: int | None = None) -> Article:
        """Add a new article.

        Raises TitleError, NoPassagesError, TitleTakenError or SameTextError.
        """
        (added,) = await self.add_all([draft], by)
        if isinstance(added, ShelfError):
            raise added
        return added

    async def add_all(
        self, drafts: Sequence[Draft], by: int | None = None
    ) -> list[Article | ShelfError]:
        """Add new articles in one transaction, skipping those that can't be added.

        Returns, for each draft, the article or the error that `add` would raise. Other writers wait
        meanwhile, about 10 ms per article.
        """
        attempts = await asyncio.to_thread(prepare_all, drafts)
        async with writing(self._engine) as connection:
            return [await self._attempt(connection, attempt, by) for attempt in attempts]

    async def add_within(
        self, connection: AsyncConnection, prepared: Prepared, by: int | None = None
    ) -> Article:
        """Add a new article as part of a write transaction.

        Raises TitleTakenError or SameTextError before anything is written.
        """
        await self._check(connection, prepared)
        if self._guild_id != EVERYWHERE:
            await step_aside(connection, self._guild_id)
        await self._store(connection, prepared, None, by)
        return prepared.as_version(1)

    async def revise(self, draft: Draft, base: int, by: int | None = None) -> Article:
        """Store a draft as a new version of its article, made from version `base`.

        If the draft is identical to `base`, nothing changes and that version is returned. Raises
        NoArticleError, ChangedMeanwhileError if there is a later version than `base`, and the
        errors of `add`.
        """
        prepared = await asyncio.to_thread(prepare, draft)
        async with writing(self._engine) as connection:
            return await self.revise_within(connection, prepared, base, by)

    async def revise_within(
        self, connection: AsyncConnection, prepared: Prepared, base: int, by: int | None = None
    ) -> Article:
        """Do the same as part of a write transaction; raise before anything is written."""
        draft = prepared.draft
        await self._own(connection, draft.id, base)
        if await _is_identical(connection, draft, base):
            return prepared.as_version(base)
        await self._check(connection, prepared)
        await self._store(connection, prepared, base, by)
        return prepared.as_version(base + 1)

    async def put(self, draft: Draft) -> None:
        """Store an article that ships with Kutip, as a new article or a new version.

        An article that was removed stays removed. Raises TitleTakenError.
        """
        prepared = await asyncio.to_thread(prepare, draft)
        async with writing(self._engine) as connection:
            stored = await _find(connection, draft.id)
            # Compare again, because another process may have stored it meanwhile.
            if stored is None or not await _is_identical(connection, draft, stored.version):
                await check_title(connection, self._guild_id, draft.id, draft.title)
                await self._store(connection, prepared, stored.version if stored else None, None)

    async def restore_version(
        self, article_id: str, version: int, base: int, by: int | None = None
    ) -> Article:
        """Restore an earlier version as a new version after `base`.

        Raises NoVersionError and the errors of `revise`.
        """
        async with self._engine.connect() as connection:
            await self._own(connection, article_id, base)
            draft = await load_draft(connection, article_id, version)
        if draft is None:
            raise NoVersionError(version)
        return await self.revise(draft, base, by)

    async def set_origin(self, article_id: str, origin: str) -> None:
        """Set the link or path that an article comes from; raise NoArticleError."""
        async with writing(self._engine) as connection:
            await self._own(connection, article_id)
            await connection.execute(
                update(articles).where(articles.c.id == article_id).values(origin=origin)
            )

    async def remove(self, article_id: str, by: int | None = None) -> str:
        """Remove an article and return its title; raise NoArticleError if it isn't on the shelf.

        It can be restored until it is purged.
        """
        async with writing(self._engine) as connection:
            version = (await self._own(connection, article_id)).version
            title = await _set_removed(connection, article_id, version, datetime.now(UTC))
            step = Step(Action.REMOVED, article_id, title, before=version, after=None)
            await record(connection, self._guild_id, by, step)
        return title

    async def restore(self, article_id: str, by: int | None = None) -> str:
        """Put a removed article back and return its title.

        Raises NoArticleError if it is not removed or was purged, TitleTakenError or SameTextError
        if another article has taken its place, and ChangedMeanwhileError if it was restored,
        changed and removed again meanwhile.
        """
        async with self._engine.connect() as connection:
            version = (await self._own(connection, article_id, removed=True)).version
            draft = await load_draft(connection, article_id, version)
        assert draft is not None
        prepared = await asyncio.to_thread(prepare, draft)
        async with writing(self._engine) as connection:
            await self._own(connection, article_id, version, removed=True)
            await self._check(connection, prepared)
            title = await _set_removed(connection, article_id, version, None)
            step = Step(Action.RESTORED, article_id, title, before=None, after=version)
            await record(connection, self._guild_id, by, step)
        return title

    async def hide(self, article_id: str, by: int | None = None) -> str:
        """Hide an article of every server on this one and return its title."""
        return await self._set_hidden(article_id, by, hidden=True)

    async def unhide(self, article_id: str, by: int | None = None) -> str:
        """Show a hidden article of every server here again and return its title."""
        return await self._set_hidden(article_id, by, hidden=False)

    async def _set_hidden(self, article_id: str, by: int | None, *, hidden: bool) -> str:
        key = {"guild_id": self._guild_id, "article_id": article_id}
        async with writing(self._engine) as connection:
            article = await _find(connection, article_id)
            if article is None or article.guild_id != EVERYWHERE or article.removed_at is not None:
                raise NoArticleError
            title = await title_of(connection, article_id, article.version)
            was = await connection.execute(delete(hidden_articles).filter_by(**key))
            if hidden:
                await connection.execute(insert(hidden_articles).values(**key))
            if hidden != bool(was.rowcount):
                version = article.version
                step = (
                    Step(Action.HIDDEN, article_id, title, before=version, after=None)
                    if hidden
                    else Step(Action.UNHIDDEN, article_id, title, before=None, after=version)
                )
                await record(connection, self._guild_id, by, step)
        return title

    async def _own(
        self,
        connection: AsyncConnection,
        article_id: str,
        base: int | None = None,
        *,
        removed: bool = False,
    ) -> Row[Any]:
        """Return an article that this server owns; raise NoArticleError for any other.

        Raises ChangedMeanwhileError if `base` is given and is not its latest version.
        """
        article = await _find(connection, article_id)
        if (
            article is None
            or article.guild_id != self._guild_id
            or (article.removed_at is not None) != removed
        ):
            raise NoArticleError
        if base is not None and article.version != base:
            raise ChangedMeanwhileError(await title_of(connection, article_id, article.version))
        return article

    async def _attempt(
        self, connection: AsyncConnection, attempt: Prepared | ShelfError, by: int | None
    ) -> Article | ShelfError:
        if isinstance(attempt, ShelfError):
            return attempt
        try:
            return await self.add_within(connection, attempt, by)
        except ShelfError as error:
            return error

    async def _check(self, connection: AsyncConnection, prepared: Prepared) -> None:
        draft = prepared.draft
        # The text first: a duplicate text is more informative than a duplicate title.
        await check_text(connection, self._guild_id, draft.id, prepared.marks)
        await check_title(connection, self._guild_id, draft.id, draft.title)

    async def _store(
        self, connection: AsyncConnection, prepared: Prepared, before: int | None, by: int | None
    ) -> None:
        """Store the draft as the version after `before`, or as the first."""
        draft, after = prepared.draft, (before or 0) + 1
        row = {"version": after, "title_key": title_key(draft.title), "origin": draft.origin}
        if before is None:
            row |= {"id": draft.id, "guild_id": self._guild_id}
            await connection.execute(insert(articles).values(row))
        else:
            await connection.execute(update(articles).where(articles.c.id == draft.id).values(row))
            await connection.execute(delete(text_marks).where(text_marks.c.article_id == draft.id))
        await store_version(connection, draft, after, prepared.passages)
        await connection.execute(
            insert(text_marks),
            [
                {"guild_id": self._guild_id, "mark": mark, "article_id": draft.id}
                for mark in prepared.marks
            ],
        )
        action = Action.ADDED if before is None else Action.CHANGED
        step = Step(action, draft.id, draft.title, before=before, after=after)
        await record(connection, self._guild_id, by, step)


async def _find(connection: AsyncConnection, article_id: str) -> Row[Any] | None:
    return (
        await connection.execute(select(articles).where(articles.c.id == article_id))
    ).one_or_none()


async def _is_identical(connection: AsyncConnection, draft: Draft, version: int) -> bool:
    """Return True if the draft has the same content as this version of its article."""
    hashes = select(article_versions.c.sha256).filter_by(article_id=draft.id, version=version)
    return await connection.scalar(hashes) == draft.sha256


async def _set_removed(
    connection: AsyncConnection, article_id: str, version: int, at: datetime | None
) -> str:
    """Set or clear the time at which an article was removed, and return its title."""
    await connection.execute(
        update(articles).where(articles.c.id == article_id).values(removed_at=at)
    )
    return await title_of(connection, article_id, version)

"""The shelf of one server: its articles are put on it, changed and taken off, each with a trail."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.article import Article
from corpus.audit import Action, Step, note
from corpus.database import writing
from corpus.draft import Draft
from corpus.errors import (
    ChangedMeanwhileError,
    NoArticleError,
    NoVersionError,
    ShelfError,
)
from corpus.likeness import title_key
from corpus.prepared import Prepared, prepare, prepare_all
from corpus.schema import EVERYWHERE, article_versions, articles, hidden_articles, text_marks
from corpus.twins import check_text, check_title
from corpus.versions import keep_version, load_draft, title_of


class Shelf:
    """Changes the articles of one server, or with EVERYWHERE those of every server.

    Each change is one transaction: it happens wholly, with its line in the audit, or not at all,
    with a ShelfError. `by` is the Discord user who wants it, None at the terminal.
    """

    def __init__(self, engine: AsyncEngine, guild_id: int) -> None:
        self._engine = engine
        self._guild_id = guild_id

    async def check(self, draft: Draft) -> Article:
        """Return the article that a draft would become; raise what `add` would raise of it."""
        prepared = await asyncio.to_thread(prepare, draft)
        async with self._engine.connect() as connection:
            await self._check(connection, prepared)
        return prepared.as_version(1)

    async def add(self, draft: Draft, by: int | None = None) -> Article:
        """Put a new article on the shelf.

        Raise TitleError, NoPassagesError, TitleTakenError or SameTextError.
        """
        (added,) = await self.add_all([draft], by)
        if isinstance(added, ShelfError):
            raise added
        return added

    async def add_all(
        self, drafts: Sequence[Draft], by: int | None = None
    ) -> list[Article | ShelfError]:
        """Put new articles on the shelf in one transaction, each that can be.

        Return for each the article, or what `add` would raise of it. All that others want to write
        waits meanwhile, about 10 ms an article.
        """
        attempts = await asyncio.to_thread(prepare_all, drafts)
        async with writing(self._engine) as connection:
            return [
                attempt
                if isinstance(attempt, ShelfError)
                else await self._add(connection, attempt, by)
                for attempt in attempts
            ]

    async def revise(self, draft: Draft, base: int, by: int | None = None) -> Article:
        """Give an article a new version, which was made from this base version of it.

        Where nothing differs, nothing is changed, and the version returned is the base. Raise
        NoArticleError, ChangedMeanwhileError when there is a later version than the base, and what
        `add` raises.
        """
        prepared = await asyncio.to_thread(prepare, draft)
        async with writing(self._engine) as connection:
            await self._own(connection, draft.id, base)
            if await _is_kept(connection, draft, base):
                return prepared.as_version(base)
            await self._check(connection, prepared)
            await self._keep(connection, prepared, base, by)
        return prepared.as_version(base + 1)

    async def put(self, draft: Draft) -> None:
        """Take in an article that ships with Kutip: new, or a new version of what is kept.

        One that was taken off the shelf stays off. Raise TitleTakenError.
        """
        prepared = await asyncio.to_thread(prepare, draft)
        async with writing(self._engine) as connection:
            kept = await _find(connection, draft.id)
            # Again, for another process may have been faster.
            if kept is None or not await _is_kept(connection, draft, kept.version):
                await check_title(connection, self._guild_id, draft.id, draft.title)
                await self._keep(connection, prepared, kept.version if kept else None, None)

    async def restore_version(
        self, article_id: str, version: int, base: int, by: int | None = None
    ) -> Article:
        """Make an earlier version the latest again, as a new version after this base.

        Raise NoVersionError, and what `revise` raises.
        """
        async with self._engine.connect() as connection:
            await self._own(connection, article_id, base)
            draft = await load_draft(connection, article_id, version)
        if draft is None:
            raise NoVersionError(version)
        return await self.revise(draft, base, by)

    async def move(self, article_id: str, origin: str) -> None:
        """Note that an article comes from another link or path now; raise NoArticleError."""
        async with writing(self._engine) as connection:
            await self._own(connection, article_id)
            await connection.execute(
                update(articles).where(articles.c.id == article_id).values(origin=origin)
            )

    async def remove(self, article_id: str, by: int | None = None) -> str:
        """Take an article off the shelf, and return its title; NoArticleError if it isn't there.

        It can be put back until it is purged.
        """
        async with writing(self._engine) as connection:
            version = (await self._own(connection, article_id)).version
            title = await _set_removed(connection, article_id, version, datetime.now(UTC))
            step = Step(Action.REMOVED, article_id, title, before=version, after=None)
            await note(connection, self._guild_id, by, step)
        return title

    async def restore(self, article_id: str, by: int | None = None) -> str:
        """Put a removed article back, and return its title.

        Raise NoArticleError when it is not removed, or gone for good; TitleTakenError or
        SameTextError when another has come in its place; ChangedMeanwhileError when it was put
        back, changed and removed again meanwhile.
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
            await note(connection, self._guild_id, by, step)
        return title

    async def hide(self, article_id: str, by: int | None = None) -> str:
        """Hide an article of every server from this one, and return its title."""
        return await self._set_hidden(article_id, by, hidden=True)

    async def unhide(self, article_id: str, by: int | None = None) -> str:
        """Show a hidden article of every server here again, and return its title."""
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
                await note(connection, self._guild_id, by, step)
        return title

    async def _own(
        self,
        connection: AsyncConnection,
        article_id: str,
        base: int | None = None,
        *,
        removed: bool = False,
    ) -> Row[Any]:
        """Return an article of this very shelf; if a base is given, its latest version must be it.

        What belongs to another server is as if it were not there.
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

    async def _add(
        self, connection: AsyncConnection, prepared: Prepared, by: int | None
    ) -> Article | ShelfError:
        try:
            await self._check(connection, prepared)
        except ShelfError as error:
            return error
        await self._keep(connection, prepared, None, by)
        return prepared.as_version(1)

    async def _check(self, connection: AsyncConnection, prepared: Prepared) -> None:
        draft = prepared.draft
        # First the text: that an article has the same says more than that it has the same title.
        await check_text(connection, self._guild_id, draft.id, prepared.marks)
        await check_title(connection, self._guild_id, draft.id, draft.title)

    async def _keep(
        self, connection: AsyncConnection, prepared: Prepared, before: int | None, by: int | None
    ) -> None:
        """Keep the draft as the version after `before`, or as the first."""
        draft, after = prepared.draft, (before or 0) + 1
        row = {"version": after, "title_key": title_key(draft.title), "origin": draft.origin}
        if before is None:
            row |= {"id": draft.id, "guild_id": self._guild_id}
            await connection.execute(insert(articles).values(row))
        else:
            await connection.execute(update(articles).where(articles.c.id == draft.id).values(row))
            await connection.execute(delete(text_marks).where(text_marks.c.article_id == draft.id))
        await keep_version(connection, draft, after, prepared.passages)
        await connection.execute(
            insert(text_marks),
            [
                {"guild_id": self._guild_id, "mark": mark, "article_id": draft.id}
                for mark in prepared.marks
            ],
        )
        action = Action.ADDED if before is None else Action.CHANGED
        step = Step(action, draft.id, draft.title, before=before, after=after)
        await note(connection, self._guild_id, by, step)


async def _find(connection: AsyncConnection, article_id: str) -> Row[Any] | None:
    return (
        await connection.execute(select(articles).where(articles.c.id == article_id))
    ).one_or_none()


async def _is_kept(connection: AsyncConnection, draft: Draft, version: int) -> bool:
    """Tell whether the draft is the very same as this version of its article."""
    hashes = select(article_versions.c.sha256).filter_by(article_id=draft.id, version=version)
    return await connection.scalar(hashes) == draft.sha256


async def _set_removed(
    connection: AsyncConnection, article_id: str, version: int, at: datetime | None
) -> str:
    """Set or unset when an article was removed, and return its title."""
    await connection.execute(
        update(articles).where(articles.c.id == article_id).values(removed_at=at)
    )
    return await title_of(connection, article_id, version)

"""Looks at a followed feed, and notes what is new in it, what has changed, or that it failed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.fetcher import Fetched, Fetcher
from bot.follows import notices
from bot.follows.dropped import note_dropped
from bot.follows.follows import Follow, insert_entries
from bot.follows.notices import NoticeKind
from bot.follows.schedule import LONGEST, NAMED_AFTER, USUAL, after_failure, after_success
from corpus.addresses import LinkError
from corpus.database import writing
from corpus.formats.feeds.errors import FeedError
from corpus.formats.feeds.feed import Entry, Kind
from corpus.schema import article_looks, articles, followed_entries, follows
from corpus.upserts import insert_or

MOST_NEW = 50
"""New articles at one look that are taken in; a feed that has more was probably rebuilt."""


class Visits:
    """Looks at feeds. What a look finds is noted in one transaction."""

    def __init__(self, engine: AsyncEngine, fetcher: Fetcher) -> None:
        self._engine = engine
        self._fetcher = fetcher

    async def visit(self, follow: Follow) -> None:
        """Look at a feed, and note what it has or why it can't be read."""
        try:
            fetched = await self._fetcher.feed(follow.link, follow.etag, follow.last_modified)
        except (LinkError, FeedError) as error:
            await self._failed(follow, error)
        else:
            await self._read(follow, fetched)

    async def _read(self, follow: Follow, fetched: Fetched | None) -> None:
        now = datetime.now(UTC)
        values: dict[str, object] = {"looked_at": now, "failures": 0, "fault": None}
        async with writing(self._engine) as connection:
            if not await _is_followed(connection, follow):
                return
            if fetched is None:
                values["due_at"] = now + _as_before(follow)
            else:
                await _note(connection, follow, fetched.feed.entries, now)
                values |= {
                    "due_at": now + after_success(fetched.feed),
                    "etag": fetched.etag,
                    "last_modified": fetched.last_modified,
                    "title": fetched.feed.title or follow.title,
                }
            if follow.failures >= NAMED_AFTER:
                await notices.add(connection, follow.guild_id, NoticeKind.BACK, follow_id=follow.id)
            await _set(connection, follow, values)

    async def _failed(self, follow: Follow, error: LinkError | FeedError) -> None:
        failures = follow.failures + 1
        values: dict[str, object] = {
            "failures": failures,
            "fault": _fault(error),
            "due_at": datetime.now(UTC) + after_failure(failures, error),
        }
        async with writing(self._engine) as connection:
            if not await _is_followed(connection, follow):
                return
            if failures == NAMED_AFTER:
                await notices.add(
                    connection, follow.guild_id, NoticeKind.FAILING, follow_id=follow.id
                )
            await _set(connection, follow, values)


def _as_before(follow: Follow) -> timedelta:
    """Return how long an unchanged feed is left alone: as long as the last time."""
    if follow.failures:  # That wait was due to them.
        return USUAL[Kind.FEED]
    return min(max(follow.due_at - follow.looked_at, USUAL[Kind.FEED]), LONGEST)


def _fault(error: LinkError | FeedError) -> str:
    """Return what is stored of an error; see `Follow.fault`."""
    if isinstance(error, FeedError):
        return f"feed.{error.reason}"
    return f"link.{error.reason} {error.status or ''}".rstrip()


@dataclass(frozen=True, slots=True)
class _Known:
    """What a feed has listed before."""

    states: dict[str, str]
    """By key."""
    keys: frozenset[str]
    """All by which articles are recognized."""
    rows: Sequence[Row[Any]]


async def _note(
    connection: AsyncConnection, follow: Follow, entries: Sequence[Entry], now: datetime
) -> None:
    """Store what is new, and have the pages looked at of what changed and is on the shelf.

    Forget what the feed dropped long ago.
    """
    known = await _known(connection, follow)
    new: list[Entry] = []
    changed: list[Entry] = []
    for entry in entries:
        if known.keys.isdisjoint(entry.keys):
            new.append(entry)
        elif known.states.get(entry.key, entry.state) != entry.state:
            changed.append(entry)
    await note_dropped(connection, follow, known.rows, entries)
    due = await insert_entries(connection, follow, new, MOST_NEW, now)
    if due < len(new):
        await notices.add(
            connection,
            follow.guild_id,
            NoticeKind.MANY,
            follow_id=follow.id,
            left_out=len(new) - due,
        )
    if changed:
        await _note_states(connection, follow, changed)
        await _look_soon(connection, follow.guild_id, {entry.link for entry in changed}, now)


async def _known(connection: AsyncConnection, follow: Follow) -> _Known:
    columns = followed_entries.c
    wanted = select(columns.key, columns.id_key, columns.text_key).add_columns(
        columns.state, columns.dropped
    )
    rows = (await connection.execute(wanted.where(columns.follow_id == follow.id))).all()
    keys = (key for row in rows for key in (row.key, row.id_key, row.text_key))
    return _Known({row.key: row.state for row in rows}, frozenset(filter(None, keys)), rows)


async def _note_states(
    connection: AsyncConnection, follow: Follow, changed: Iterable[Entry]
) -> None:
    # At once: nobody else can write meanwhile, and a sitemap may say of all its pages that they
    # have changed.
    columns = followed_entries.c
    await connection.execute(
        update(followed_entries)
        .where(columns.follow_id == follow.id, columns.key == bindparam("of_key"))
        .values(state=bindparam("new_state")),
        [{"of_key": entry.key, "new_state": entry.state} for entry in changed],
    )


async def _look_soon(
    connection: AsyncConnection, guild_id: int, links: Collection[str], now: datetime
) -> None:
    """Have the pages of the articles from these links looked at, as far as the shelf has any."""
    columns = articles.c
    linked = select(columns.id, columns.origin).where(
        columns.guild_id == guild_id, columns.origin.is_not(None), columns.removed_at.is_(None)
    )
    rows = (await connection.execute(linked)).all()
    looks = [
        {"article_id": row.id, "guild_id": guild_id, "due_at": now}
        for row in rows
        if row.origin in links
    ]
    if looks:
        look = insert_or(connection, article_looks)
        due = {"due_at": look.excluded.due_at}
        await connection.execute(
            look.on_conflict_do_update(index_elements=["article_id"], set_=due), looks
        )


async def _is_followed(connection: AsyncConnection, follow: Follow) -> bool:
    """Return whether a feed is still followed; it may have been stopped while it was fetched."""
    wanted = select(follows.c.id).where(follows.c.id == follow.id)
    return await connection.scalar(wanted) is not None


async def _set(connection: AsyncConnection, follow: Follow, values: dict[str, object]) -> None:
    await connection.execute(update(follows).where(follows.c.id == follow.id).values(values))

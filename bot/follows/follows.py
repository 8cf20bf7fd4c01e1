"""The feeds that a server follows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.fetcher import Fetched, Fetcher
from bot.errors import UserError
from bot.follows.schedule import LONGEST_ASKED, after_success
from bot.text.escape import escape
from corpus.cleaning import clean_line
from corpus.database import writing
from corpus.formats.feeds.feed import Entry, Feed
from corpus.schema import follow_notices, followed_entries, follows, guilds

MOST_FOLLOWS = 25
"""Feeds that a server may follow; as many as a menu on Discord has options."""
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Follow:
    """A feed that a server follows."""

    id: int
    guild_id: int
    link: str
    title: str
    publish: bool
    """Whether new articles are published without a moderator."""
    followed_by: int | None
    """The Discord user who decided all this; None in the terminal."""
    etag: str | None
    last_modified: str | None
    looked_at: datetime
    """When it was last read."""
    due_at: datetime
    failures: int
    """How often it could not be read since then."""
    fault: str | None
    """Why it could not be read; None if it could. It is `link.` or `feed.` with the value of a
    LinkFault or FeedFault, and after a space the HTTP status, if that was the reason."""

    @classmethod
    def of(cls, row: Row[Any]) -> "Follow":
        """Return the feed of a row."""
        return cls(**{name: getattr(row, name) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed with how far its articles are."""

    follow: Follow
    due: int
    """Articles that are to be fetched."""
    refused: int
    """Articles that could not be fetched or read."""


@dataclass(frozen=True, slots=True)
class Started:
    """What following a feed began with."""

    follow: Follow
    feed: Feed
    due: int
    """How many of its articles are fetched now; the others are those that it had already."""


class Follows:
    """The feeds of one server."""

    def __init__(self, engine: AsyncEngine, fetcher: Fetcher, guild_id: int) -> None:
        self._engine = engine
        self._fetcher = fetcher
        self._guild_id = guild_id

    async def start(self, link: str, by: int | None, *, publish: bool, latest: int) -> Started:
        """Follow the feed at a link; its `latest` articles are taken in at once.

        `by` is a Discord user, None in the terminal. Raise LinkError or FeedError if it can't be
        read, and UserError if it is followed already or there are too many.
        """
        await self._check_room(link)
        fetched = await self._fetcher.feed(link)
        assert fetched is not None  # only a conditional fetch can be unchanged
        now = datetime.now(UTC)
        async with writing(self._engine) as connection:
            await _check(connection, self._guild_id, fetched.link)
            row = await connection.execute(
                insert(follows)
                .values(
                    guild_id=self._guild_id,
                    link=fetched.link,
                    title=_title(fetched),
                    publish=publish,
                    followed_by=by,
                    followed_at=now,
                    etag=fetched.etag,
                    last_modified=fetched.last_modified,
                    looked_at=now,
                    due_at=now + after_success(fetched.feed),
                )
                .returning(follows)
            )
            follow = Follow.of(row.one())
            due = await insert_entries(connection, follow, fetched.feed.entries, latest, now)
        return Started(follow, fetched.feed, due)

    async def listed(self) -> list[Listed]:
        """Return the feeds in the order in which they were followed."""
        status = followed_entries.c.status
        counts = (
            select(
                followed_entries.c.follow_id,
                func.count().filter(status == "due").label("due"),
                func.count().filter(status == "refused").label("refused"),
            )
            .where(followed_entries.c.guild_id == self._guild_id)
            .group_by(followed_entries.c.follow_id)
            .subquery()
        )
        wanted = (
            select(follows, counts.c.due, counts.c.refused)
            .join(counts, counts.c.follow_id == follows.c.id, isouter=True)
            .where(follows.c.guild_id == self._guild_id)
            .order_by(follows.c.id)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(wanted)).all()
        return [Listed(Follow.of(row), row.due or 0, row.refused or 0) for row in rows]

    async def find(self, follow_id: int) -> Follow:
        """Return a feed; raise UserError if it isn't followed (any more)."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(follows).where(self._is(follow_id)))).first()
        if row is None:
            raise _not_followed()
        return Follow.of(row)

    async def refused(self, follow_id: int, most: int) -> list[str]:
        """Return links of articles that could not be fetched or read."""
        wanted = select(followed_entries.c.link).where(
            followed_entries.c.follow_id == follow_id,
            followed_entries.c.guild_id == self._guild_id,
            followed_entries.c.status == "refused",
        )
        async with self._engine.connect() as connection:
            return list(await connection.scalars(wanted.order_by("link").limit(most)))

    async def set_publish(self, follow_id: int, by: int, *, publish: bool) -> Follow:
        """Set whether new articles are published without a moderator; raise as `find` does.

        They are published in the name of the Discord user who decided that.
        """
        values = {"publish": publish, "followed_by": by}
        async with writing(self._engine) as connection:
            await connection.execute(update(follows).where(self._is(follow_id)).values(values))
        return await self.find(follow_id)

    async def stop(self, follow_id: int) -> str:
        """Stop following a feed and return its title; raise as `find` does.

        What it has proposed stays.
        """
        async with writing(self._engine) as connection:
            title: str | None = await connection.scalar(
                select(follows.c.title).where(self._is(follow_id))
            )
            if title is None:
                raise _not_followed()
            await connection.execute(
                delete(followed_entries).where(followed_entries.c.follow_id == follow_id)
            )
            await connection.execute(
                delete(follow_notices).where(
                    follow_notices.c.follow_id == follow_id, follow_notices.c.draft_id.is_(None)
                )
            )
            await connection.execute(delete(follows).where(self._is(follow_id)))
        return title

    async def _check_room(self, link: str) -> None:
        async with self._engine.connect() as connection:
            await _check(connection, self._guild_id, link)

    def _is(self, follow_id: int) -> ColumnElement[bool]:
        return and_(follows.c.id == follow_id, follows.c.guild_id == self._guild_id)


async def due_follows(engine: AsyncEngine, now: datetime) -> list[Follow]:
    """Return the feeds of all servers that are to be fetched, those due longest first."""
    # A time that no interval reaches was set while the clock was ahead.
    ahead = follows.c.due_at > now + LONGEST_ASKED + timedelta(days=1)
    wanted = select(follows).where(
        or_(follows.c.due_at <= now, ahead), has_not_left(follows.c.guild_id)
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(wanted.order_by(follows.c.due_at, follows.c.id))).all()
    return [Follow.of(row) for row in rows]


def has_not_left(guild_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the SQL condition that Kutip has not left the server with this id."""
    return guild_id.not_in(select(guilds.c.id).where(guilds.c.left_at.is_not(None)))


async def insert_entries(
    connection: AsyncConnection,
    follow: Follow,
    entries: Collection[Entry],
    due: int,
    now: datetime,
) -> int:
    """Store articles that a feed lists; return how many, the newest and at most `due`, are due."""
    rows = [
        {
            "follow_id": follow.id,
            "guild_id": follow.guild_id,
            "key": entry.key,
            "id_key": entry.id_key,
            "text_key": entry.text_key,
            "link": entry.link,
            "title": entry.title,
            "published": entry.dated and entry.dated.date().isoformat(),
            "state": entry.state,
            "status": "due" if place < due else "listed",
            # In this order.
            "due_at": now + timedelta(microseconds=place) if place < due else None,
        }
        for place, entry in enumerate(newest_first(entries))
    ]
    if rows:
        await connection.execute(insert(followed_entries), rows)
    return min(due, len(rows))


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries by their dates, those without one last and in the order of the feed."""
    return sorted(entries, key=lambda entry: entry.dated or _EARLIEST, reverse=True)


def _title(fetched: Fetched) -> str:
    return fetched.feed.title or clean_line(fetched.link)


async def _check(connection: AsyncConnection, guild_id: int, link: str) -> None:
    """Raise UserError if a server follows this feed already, or too many."""
    wanted = select(follows.c.link, follows.c.title).where(follows.c.guild_id == guild_id)
    followed = {row.link: row.title for row in await connection.execute(wanted)}
    if link in followed:
        raise UserError("follow.already", title=escape(followed[link]))
    if len(followed) >= MOST_FOLLOWS:
        raise UserError("follow.too_many", count=MOST_FOLLOWS)


def _not_followed() -> UserError:
    return UserError("follow.not_followed")

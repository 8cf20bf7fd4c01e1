"""What a server's moderators are to be shown about feeds and linked articles, once each.

A notice is added in the transaction of what it is about, and claimed before it is sent. One that
was claimed, and of which Discord's answer was lost, is sent again while Discord still recognizes
its nonce; later only if the channel doesn't have it. The drafts that notices propose can be found
until they are decided on.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.database import writing
from corpus.schema import drafts, follow_notices

KEPT = timedelta(days=30)
"""How long notices, and the drafts that they propose, are kept."""
NONCE_KEPT = timedelta(minutes=2)
"""For how long Discord surely recognizes a nonce."""
MOST_OPEN = 20
"""Proposals that wait for a server's moderators; until one is decided on, no more are made."""
AT_ONCE = 5
"""Notices of a server that are sent in one round."""


class NoticeKind(StrEnum):
    """What a notice is about; the values are stored in the database."""

    NEW = "new"
    """A draft of an article that a feed lists."""
    CHANGED = "changed"
    """A draft of an article whose page has changed."""
    GONE = "gone"
    """The page of an article is gone."""
    FAILING = "failing"
    """A feed can't be read any more."""
    BACK = "back"
    """It can be again."""
    MANY = "many"
    """A feed listed so many new articles at once that some were left out."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to show."""

    id: int
    guild_id: int
    kind: NoticeKind
    follow_id: int | None
    article_id: str | None
    draft_id: str | None
    left_out: int | None
    claimed_at: datetime | None
    """Since when it may have been sent; None: it certainly was not."""

    def may_repeat(self, now: datetime) -> bool:
        """Return whether Discord posts it once, even if it was sent before."""
        claimed = self.claimed_at
        return claimed is None or now - NONCE_KEPT <= claimed <= now


async def add(  # noqa: PLR0913 - a column each
    connection: AsyncConnection,
    guild_id: int,
    kind: NoticeKind,
    *,
    follow_id: int | None = None,
    article_id: str | None = None,
    draft_id: str | None = None,
    left_out: int | None = None,
) -> None:
    """Add a notice as part of the transaction of what it is about."""
    await connection.execute(
        insert(follow_notices).values(
            guild_id=guild_id,
            kind=kind,
            follow_id=follow_id,
            article_id=article_id,
            draft_id=draft_id,
            left_out=left_out,
            made_at=datetime.now(UTC),
        )
    )


async def due(engine: AsyncEngine) -> list[Notice]:
    """Return what is to be sent, the oldest first, at most AT_ONCE of each server."""
    unsent = follow_notices.c.sent.is_(False)
    place = func.row_number().over(
        partition_by=follow_notices.c.guild_id, order_by=follow_notices.c.id
    )
    listed = select(follow_notices, place.label("place")).where(unsent).subquery()
    wanted = select(listed).where(listed.c.place <= AT_ONCE).order_by(listed.c.id)
    async with engine.connect() as connection:
        return [_notice(row) for row in await connection.execute(wanted)]


async def claim(engine: AsyncEngine, notice: Notice) -> bool:
    """Note that a notice is about to be sent; return False if it was deleted."""
    now = datetime.now(UTC)
    first = notice.claimed_at if notice.may_repeat(now) else None
    return await _set(engine, notice, claimed_at=first or now)


async def release(engine: AsyncEngine, notice: Notice) -> None:
    """Note that a notice was certainly not sent, so that it is due again."""
    await _set(engine, notice, claimed_at=None)


async def sent(engine: AsyncEngine, notice: Notice) -> None:
    """Note that a notice was sent, or that there is nothing to send any more."""
    await _set(engine, notice, sent=True)


async def open_proposals(connection: AsyncConnection, guild_id: int) -> list[str]:
    """Return the ids of the drafts that are proposed to a server, the oldest first."""
    wanted = (
        select(drafts.c.id)
        .join(follow_notices, follow_notices.c.draft_id == drafts.c.id)
        .where(follow_notices.c.guild_id == guild_id)
        .order_by(follow_notices.c.id)
    )
    return list(await connection.scalars(wanted))


async def open_counts(connection: AsyncConnection) -> dict[int, int]:
    """Return how many drafts are proposed to each server that has any, by its id."""
    wanted = (
        select(follow_notices.c.guild_id, func.count())
        .join(drafts, follow_notices.c.draft_id == drafts.c.id)
        .group_by(follow_notices.c.guild_id)
    )
    return {guild_id: count for guild_id, count in await connection.execute(wanted)}  # noqa: C416


async def is_proposed(connection: AsyncConnection, article_id: str) -> bool:
    """Return whether a change of an article is proposed and not decided on."""
    wanted = (
        select(drafts.c.id)
        .join(follow_notices, follow_notices.c.draft_id == drafts.c.id)
        .where(follow_notices.c.article_id == article_id)
    )
    return await connection.scalar(wanted.limit(1)) is not None


async def purge(engine: AsyncEngine) -> None:
    """Delete the notices older than KEPT, after which their drafts are deleted like all others."""
    async with writing(engine) as connection:
        await connection.execute(
            delete(follow_notices).where(follow_notices.c.made_at < datetime.now(UTC) - KEPT)
        )


async def _set(engine: AsyncEngine, notice: Notice, **values: object) -> bool:
    async with writing(engine) as connection:
        changed = await connection.execute(
            update(follow_notices).where(follow_notices.c.id == notice.id).values(values)
        )
    return bool(changed.rowcount)


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        row.id,
        row.guild_id,
        NoticeKind(row.kind),
        row.follow_id,
        row.article_id,
        row.draft_id,
        row.left_out,
        row.claimed_at,
    )

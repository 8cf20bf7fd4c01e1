"""The audit trail: who changed what on which shelf. Indexes also use it to stay up to date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, and_, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from corpus.moments import next_moment
from corpus.outbox import Batch, changes_of, follow
from corpus.schema import EVERYWHERE, audit


class Action(StrEnum):
    """What was done to an article; the values are stored in the database."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"
    """Put back after a removal. Restoring an old version counts as CHANGED."""
    HIDDEN = "hidden"
    UNHIDDEN = "unhidden"


@dataclass(frozen=True, slots=True)
class Step:
    """One change to one article."""

    action: Action
    article_id: str
    title: str
    """The article's title after the change."""
    before: int | None
    """The version that was searchable before the change; None if there was none."""
    after: int | None
    """The version that is searchable after the change; None if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Step):
    """A step as recorded in the audit trail."""

    id: int
    """Greater than that of every earlier change, on any shelf."""
    guild_id: int
    """The server that owns the shelf; EVERYWHERE for shared articles."""
    changed_at: datetime
    """In UTC."""
    changed_by: int | None
    """The Discord user's id; None for changes from the terminal or by Kutip itself."""


async def record(
    connection: AsyncConnection, guild_id: int, changed_by: int | None, step: Step
) -> None:
    """Record a step in the audit trail and what has to follow it in the outbox.

    Both are part of the transaction of the change itself.
    """
    moment = await next_moment(connection)
    await connection.execute(
        insert(audit).values(
            guild_id=guild_id,
            changed_at=datetime.now(UTC),
            moment=moment,
            changed_by=changed_by,
            action=step.action,
            article_id=step.article_id,
            title=step.title,
            version_before=step.before,
            version_after=step.after,
        )
    )
    await follow(connection, guild_id, moment)


async def last_change(connection: AsyncConnection, guild_id: int) -> int:
    """Return the id of the last change that affects this server, or 0 if there is none."""
    # Two queries, because each reads only the end of an index; one query for both would scan.
    each = [
        func.coalesce(select(func.max(audit.c.id)).filter_by(guild_id=owner).scalar_subquery(), 0)
        for owner in (guild_id, EVERYWHERE)
    ]
    row: Sequence[int] = (await connection.execute(select(*each))).one()
    return max(row)


async def changes(
    connection: AsyncConnection, guild_id: int, article_id: str | None = None, limit: int = 100
) -> tuple[Change, ...]:
    """Return up to `limit` of the latest changes that affect this server, newest first."""
    query = select(audit).where(audit.c.guild_id.in_([guild_id, EVERYWHERE]))
    if article_id is not None:
        query = query.where(audit.c.article_id == article_id)
    rows = await connection.execute(query.order_by(audit.c.id.desc()).limit(limit))
    return tuple(_change(row) for row in rows)


async def changes_in(
    connection: AsyncConnection, batch: Batch, limit: int
) -> tuple[tuple[Change, ...], int]:
    """Return the latest changes of a batch's own server, up to `limit`, and how many there are."""
    own = and_(audit.c.guild_id == batch.guild_id, changes_of(batch))
    latest = select(audit).where(own).order_by(audit.c.id.desc()).limit(limit)
    rows = (await connection.execute(latest)).all()
    count = await connection.scalar(select(func.count()).select_from(audit).where(own)) or 0
    return tuple(_change(row) for row in rows), count


def _change(row: Row[Any]) -> Change:
    return Change(
        Action(row.action),
        row.article_id,
        row.title,
        row.version_before,
        row.version_after,
        id=row.id,
        guild_id=row.guild_id,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
    )

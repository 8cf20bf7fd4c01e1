"""Who changed what on which shelf: the trail that moderators read, and what indexes follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from corpus.schema import EVERYWHERE, audit


class Action(StrEnum):
    """What was done to an article; the values are kept in the database."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"
    """After a removal; an old version restored is a change."""
    HIDDEN = "hidden"
    UNHIDDEN = "unhidden"


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to one article."""

    action: Action
    article_id: str
    title: str
    """The article's, after the change."""
    before: int | None
    """The version that could be asked about before; None when there was none."""
    after: int | None
    """The same after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Step):
    """A step as it was noted."""

    id: int
    """Greater than that of every earlier change, on any shelf."""
    guild_id: int
    """The server whose shelf it was; EVERYWHERE for articles of every server."""
    changed_at: datetime
    """In UTC."""
    changed_by: int | None
    """A Discord user; None when it came from the terminal or from Kutip itself."""


async def note(
    connection: AsyncConnection, guild_id: int, changed_by: int | None, step: Step
) -> None:
    """Note who did what, within the transaction that does it."""
    await connection.execute(
        insert(audit).values(
            guild_id=guild_id,
            changed_at=datetime.now(UTC),
            changed_by=changed_by,
            action=step.action,
            article_id=step.article_id,
            title=step.title,
            version_before=step.before,
            version_after=step.after,
        )
    )


async def last_change(connection: AsyncConnection, guild_id: int) -> int:
    """Return the id of the last change that this server sees, 0 when there is none."""
    # Apart, since each is the end of an index, which the two together are not.
    each = [
        func.coalesce(select(func.max(audit.c.id)).filter_by(guild_id=owner).scalar_subquery(), 0)
        for owner in (guild_id, EVERYWHERE)
    ]
    row: Sequence[int] = (await connection.execute(select(*each))).one()
    return max(row)


async def changes(
    connection: AsyncConnection, guild_id: int, article_id: str | None = None, most: int = 100
) -> tuple[Change, ...]:
    """Return so many of the last changes at most that this server sees, newest first."""
    query = select(audit).where(audit.c.guild_id.in_([guild_id, EVERYWHERE]))
    if article_id is not None:
        query = query.where(audit.c.article_id == article_id)
    rows = await connection.execute(query.order_by(audit.c.id.desc()).limit(most))
    return tuple(
        Change(
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
        for row in rows
    )

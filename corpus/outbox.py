"""The outbox: what still has to follow changes of shelves.

A change adds its entries in its own transaction, and they are deleted once they have been acted on,
so that nothing is forgotten when Kutip stops. Entries that are acted on together are a batch, which
keeps its number: after an interruption it is repeated unchanged, with the same nonce.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.database import writing
from corpus.schema import EVERYWHERE, audit, outbox

MAX_ATTEMPTS = 5
"""After how many failed attempts a batch is given up, unless the failures were temporary."""


class Task(StrEnum):
    """What has to follow a change; the values are stored in the database."""

    SPREAD = "spread"
    """After a change of a shared article: add ASK for each server that it affects."""
    ASK = "ask"
    """Ask the server's questions again."""
    SHOW = "show"
    """Show moderators what that found."""
    POST = "post"
    """Post who changed what in the log channel."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries for one task on one server, acted on together."""

    number: int
    task: Task
    guild_id: int
    """EVERYWHERE: outside servers."""
    since: int
    """The moment of the first change; see `corpus.moments`."""
    until: int
    """The moment of the last one."""
    cut: bool
    """Whether more questions were affected than were asked again."""


async def follow(connection: AsyncConnection, guild_id: int, moment: int) -> None:
    """Add what has to follow a change, as part of its transaction."""
    change = {"guild_id": guild_id, "since": moment, "until": moment}
    tasks = [Task.SPREAD] if guild_id == EVERYWHERE else [Task.ASK, Task.POST]
    await connection.execute(insert(outbox), [{**change, "task": task} for task in tasks])


async def due(
    engine: AsyncEngine, task: Task, wanted: Callable[[int], bool] = lambda _: True
) -> list[Batch]:
    """Return the batches due, the oldest first, of the servers that are `wanted`, given their id.

    The entries that are in no batch yet become one for each server, unless it still has an earlier
    one.
    """
    of_task = outbox.c.task == task
    begun = outbox.c.batch.is_not(None)
    async with engine.connect() as connection:
        found = (
            await connection.execute(select(outbox.c.guild_id, begun).where(of_task).distinct())
        ).all()
    if any(not begun and wanted(guild_id) for guild_id, begun in found):
        async with writing(engine) as connection:
            # Asked only now: a server is held before its change is made, so that no entry found
            # above is of a server that seems free.
            free = {guild_id for guild_id, _ in found if wanted(guild_id)}
            await _begin(connection, and_(of_task, outbox.c.guild_id.in_(free)))
    if not found:
        return []
    async with engine.connect() as connection:
        batches = await _batches(connection, of_task)
    return [batch for batch in batches if wanted(batch.guild_id)]


async def take(engine: AsyncEngine, guild_id: int, article_id: str) -> Batch | None:
    """Return a batch that asks again after the changes of one article; None if that isn't due.

    It includes the shipped articles that Kutip hid along with it.
    """
    by_kutip = and_(audit.c.action == "hidden", audit.c.changed_by.is_(None))
    moments = select(audit.c.moment).where(
        audit.c.guild_id == guild_id, or_(audit.c.article_id == article_id, by_kutip)
    )
    wanted = and_(
        outbox.c.task == Task.ASK,
        outbox.c.guild_id == guild_id,
        outbox.c.batch.is_(None),
        outbox.c.until.in_(moments),
    )
    async with writing(engine) as connection:
        number = await connection.scalar(select(func.max(outbox.c.id)).where(wanted))
        await connection.execute(update(outbox).where(wanted).values(batch=number))
        found = await _batches(connection, outbox.c.batch == number)
    return found[0] if found else None


async def done(engine: AsyncEngine, batch: Batch) -> None:
    """Delete a batch that has been acted on."""
    async with writing(engine) as connection:
        await connection.execute(delete(outbox).where(_is(batch)))


async def spread(engine: AsyncEngine, batch: Batch, guild_ids: Collection[int]) -> None:
    """Replace a SPREAD batch with an ASK entry for each of these servers."""
    changes = {"task": Task.ASK, "since": batch.since, "until": batch.until}
    async with writing(engine) as connection:
        await connection.execute(delete(outbox).where(_is(batch)))
        if guild_ids:
            rows = [{"guild_id": guild_id, **changes} for guild_id in sorted(guild_ids)]
            await connection.execute(insert(outbox), rows)


async def show(engine: AsyncEngine, batch: Batch, until: int, *, cut: bool) -> Batch:
    """Replace an ASK batch with a SHOW batch, until the moment of the last change asked about."""
    shown = replace(batch, task=Task.SHOW, until=until, cut=cut)
    row = {"task": Task.SHOW, "since": shown.since, "until": until, "cut": cut, "attempts": 0}
    last = and_(_is(batch), outbox.c.id == batch.number)
    async with writing(engine) as connection:
        await connection.execute(update(outbox).where(last).values(row))
        await connection.execute(delete(outbox).where(_is(batch)))
    return shown


async def failed(engine: AsyncEngine, batch: Batch) -> bool:
    """Count a failed attempt; after MAX_ATTEMPTS, delete the batch and return True."""
    async with writing(engine) as connection:
        counted = update(outbox).where(_is(batch)).values(attempts=outbox.c.attempts + 1)
        await connection.execute(counted)
        often = outbox.c.attempts >= MAX_ATTEMPTS
        given_up = await connection.execute(delete(outbox).where(_is(batch), often))
    return bool(given_up.rowcount)


async def purge(engine: AsyncEngine, before: datetime) -> int:
    """Delete the entries about changes made before this time; return how many."""
    last = select(func.max(audit.c.moment)).where(audit.c.changed_at < before).scalar_subquery()
    async with writing(engine) as connection:
        gone = await connection.execute(delete(outbox).where(outbox.c.until <= last))
    return gone.rowcount


def changes_of(batch: Batch) -> ColumnElement[bool]:
    """Return the SQL condition that a change in the audit belongs to a batch."""
    changed = audit.alias()
    of_shelf = changed.c.guild_id.in_([batch.guild_id, EVERYWHERE])
    among = changed.c.moment.between(outbox.c.since, outbox.c.until)
    moments = select(changed.c.moment).join_from(outbox, changed, and_(of_shelf, among))
    return and_(
        audit.c.guild_id.in_([batch.guild_id, EVERYWHERE]),
        audit.c.moment.in_(moments.where(_is(batch))),
    )


async def _begin(connection: AsyncConnection, which: ColumnElement[bool]) -> None:
    """Make a batch for each server of the entries that are in none."""
    begun = select(outbox.c.guild_id).where(which, outbox.c.batch.is_not(None))
    unbegun = and_(which, outbox.c.guild_id.not_in(begun), outbox.c.batch.is_(None))
    last = select(outbox.c.guild_id, func.max(outbox.c.id)).where(unbegun)
    for guild_id, number in (await connection.execute(last.group_by(outbox.c.guild_id))).all():
        of_server = and_(which, outbox.c.guild_id == guild_id)
        await connection.execute(update(outbox).where(of_server).values(batch=number))


async def _batches(connection: AsyncConnection, which: ColumnElement[bool]) -> list[Batch]:
    since, until, cut = (
        func.min(outbox.c.since),
        func.max(outbox.c.until),
        func.max(cast(outbox.c.cut, Integer)),  # PostgreSQL compares no booleans
    )
    found = await connection.execute(
        select(outbox.c.batch, outbox.c.task, outbox.c.guild_id, since, until, cut)
        .where(which, outbox.c.batch.is_not(None))
        .group_by(outbox.c.batch, outbox.c.task, outbox.c.guild_id)
        .order_by(outbox.c.batch)
    )
    return [
        Batch(number, Task(task), guild_id, since, until, bool(cut))
        for number, task, guild_id, since, until, cut in found
    ]


def _is(batch: Batch) -> ColumnElement[bool]:
    return and_(outbox.c.batch == batch.number, outbox.c.task == batch.task)

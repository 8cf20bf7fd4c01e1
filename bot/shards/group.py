"""The group of processes that share a bot's shards, in one database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import URL, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import OtherBotError, SettingsError
from bot.shards.leases import LEASE
from corpus.database import writing
from corpus.postgresql import shown
from corpus.schema import shard_group, shard_leases, shard_processes

FORGET = timedelta(days=1)
"""After how long a process that ended without leaving is forgotten."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process that joins the group."""

    name: str
    """Of no other process, not even a former one."""
    version: str
    """Of Kutip."""
    bot_id: int
    secret: str
    """A keyed hash, to compare secrets by."""


async def join(engine: AsyncEngine, process: Process, wanted: int | None, recommended: int) -> int:
    """Join the group of a bot, or found it; return how many shards it has.

    `wanted` is the number of shards that is set, if any, and `recommended` Discord's. The number of
    a group changes only while no other process runs. Raise OtherBotError if another bot uses the
    database, and SettingsError if other processes have another number or another secret.
    """
    async with writing(engine) as connection:
        group = (await connection.execute(select(shard_group))).one_or_none()
        shards = wanted or recommended
        if group is None:
            await connection.execute(
                insert(shard_group).values(
                    id=1, bot_id=process.bot_id, secret=process.secret, shards=shards
                )
            )
        else:
            _check(process, group.bot_id, group.secret, engine.url)
            if shards != group.shards and await _others_run(connection):
                if wanted is not None:
                    raise SettingsError(
                        "KUTIP_SHARDS: other processes run with {running} shards, not {wanted}; "
                        "set the same everywhere, or stop them all to change it.",
                        running=group.shards,
                        wanted=wanted,
                    )
                shards = group.shards
            await connection.execute(update(shard_group).values(shards=shards))
        await _make_leases(connection, shards)
        # At once, so that no process that joins next takes itself to be alone.
        now = func.clock_timestamp()
        await connection.execute(
            insert(shard_processes).values(
                name=process.name, version=process.version, started_at=now, seen_at=now
            )
        )
    return shards


@dataclass(frozen=True, slots=True)
class Member:
    """A process of the group."""

    name: str
    version: str
    seen_at: datetime
    age: timedelta
    """Since its last heartbeat, by the server's clock."""
    shards: tuple[int, ...]
    """Those whose lease it has, in order."""


@dataclass(frozen=True, slots=True)
class Group:
    """The group, as it is now."""

    shards: int
    members: tuple[Member, ...]
    """By name."""
    unheld: tuple[int, ...]
    """The shards that nobody has a valid lease of, in order."""


async def group_of(engine: AsyncEngine) -> Group | None:
    """Return the group that shares a database on PostgreSQL; None if there was never one."""
    async with engine.connect() as connection:
        shards = await connection.scalar(select(shard_group.c.shards))
        if shards is None:
            return None
        now = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
        leases = (
            await connection.execute(select(shard_leases).order_by(shard_leases.c.shard))
        ).all()
        processes = (
            await connection.execute(select(shard_processes).order_by(shard_processes.c.name))
        ).all()
    held = {each.shard for each in leases if each.process and each.expires_at > now}
    members = [
        Member(
            each.name,
            each.version,
            each.seen_at,
            now - each.seen_at,
            tuple(lease.shard for lease in leases if lease.process == each.name),
        )
        for each in processes
    ]
    return Group(shards, tuple(members), tuple(sorted(set(range(shards)) - held)))


def _check(process: Process, bot_id: int, secret: str, url: URL) -> None:
    if process.bot_id != bot_id:
        raise OtherBotError(shown(url), bot_id, process.bot_id, "KUTIP_DATABASE_URL")
    if process.secret != secret:
        raise SettingsError(
            "The secret for users' pseudonyms is not the one of the other processes with this "
            "database: give all of them the same file (KUTIP_SECRET_FILE)."
        )


async def _others_run(connection: AsyncConnection) -> bool:
    lately = shard_processes.c.seen_at > func.clock_timestamp() - literal(LEASE)
    return bool(await connection.scalar(select(func.count()).where(lately)))


async def _make_leases(connection: AsyncConnection, shards: int) -> None:
    """Have a lease for each shard, and none for others."""
    forgotten = shard_processes.c.seen_at < func.clock_timestamp() - literal(FORGET)
    await connection.execute(delete(shard_processes).where(forgotten))
    await connection.execute(delete(shard_leases).where(shard_leases.c.shard >= shards))
    known = set(await connection.scalars(select(shard_leases.c.shard)))
    if missing := [{"shard": shard} for shard in range(shards) if shard not in known]:
        await connection.execute(insert(shard_leases), missing)

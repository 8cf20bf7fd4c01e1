"""The leases of a bot's shards, in PostgreSQL: who runs which, by the server's clock.

A lease is a row with its holder and the time until which nobody else may take it. Its holder renews
it even when that time is over: nobody has taken it then. It is asked for over a connection of its
own, so that nothing else can keep it waiting. A lock that the server holds for a session would not
do: a process that is stopped or cut off keeps it, and a restart of PostgreSQL loses all of them.
"""

import asyncio
import contextlib
import os
import secrets
import socket
import sys
import time
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, delete, extract, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.dml import ReturningUpdate

from corpus.schema import shard_group, shard_leases, shard_processes, shard_turns

LEASE = timedelta(seconds=15)
"""How long after its last renewal others may take a shard."""
SETTLED = LEASE
"""How long the server must have been up, and connected, before a lease that is over is taken."""
STATEMENT_SECONDS = 2
CONNECT_SECONDS = 3
ANSWER_SECONDS = 5
"""How long a whole exchange with the server may take, whatever the network does."""
TURN = timedelta(seconds=5.2)
"""Between two IDENTIFYs of a bucket; Discord wants 5 s, and the network is not even."""
FAILURES = (SQLAlchemyError, OSError, TimeoutError)
"""What is raised while the server can't be used."""
_SETTINGS = f"-c statement_timeout={STATEMENT_SECONDS}s -c lock_timeout=1s -c timezone=UTC"


def boot_seconds() -> float:
    """Return the seconds since the machine was started, also those that it was suspended."""
    if sys.platform == "linux":
        seconds = time.clock_gettime(time.CLOCK_BOOTTIME)
    else:
        seconds = time.monotonic()
    return seconds


@dataclass(frozen=True, slots=True)
class Leasing:
    """That a process shares a bot's shards with others."""

    url: URL
    """Of their database."""
    process: str
    """Its name, which no other process has, not even a former one."""
    wanted: int | None
    """The number of shards that is set; None: Discord's recommendation."""


def process_name() -> str:
    """Return a name for this process, by which people find it, too."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a renewal found."""

    held: frozenset[int]
    """The shards that this process runs."""
    processes: int
    """How many share the shards now, with this one."""
    settings: int
    """Grows with each change of a server's settings."""


class Leases:
    """The leases, as one process of the group sees them; all methods raise FAILURES."""

    def __init__(self, url: URL, name: str) -> None:
        """Take the database's URL, and what the process is called, which has joined the group."""
        own = dict(url.query)
        own["options"] = f"{own.get('options', '')} {_SETTINGS}".strip()
        self._engine = create_async_engine(
            url.set(drivername="postgresql+psycopg", query={}),
            connect_args={
                "application_name": "kutip shards",
                "connect_timeout": CONNECT_SECONDS,
                "tcp_user_timeout": ANSWER_SECONDS * 1000,
                **own,
            },
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
            hide_parameters=True,
        )
        self.name = name
        self._connection: AsyncConnection | None = None
        self._connected_at = 0.0
        self._one_at_a_time = asyncio.Lock()

    async def renew(self) -> Found:
        """Report that this process is alive, and renew its leases."""
        now, mine = func.clock_timestamp(), shard_leases.c.process == self.name
        me = shard_processes.c.name == self.name
        alive = update(shard_processes).where(me).values(seen_at=now)
        renewal = update(shard_leases).where(mine).values(expires_at=now + literal(LEASE))
        seen_lately = shard_processes.c.seen_at > now - literal(LEASE)
        processes = select(func.count()).where(seen_lately).scalar_subquery()
        async with self._connected() as connection:
            await connection.execute(alive)
            held = await connection.scalars(renewal.returning(shard_leases.c.shard))
            found = await connection.execute(select(processes, shard_group.c.settings))
            count, settings = found.one()
        return Found(frozenset(held), count, settings)

    async def take(self, most: int) -> frozenset[int]:
        """Take at most so many shards that nobody runs; return them.

        Those whose lease is over are not taken before the server has been up, and this process
        connected to it, for longer than a lease: their holder may only have been waiting for it.
        """
        async with self._connected() as connection:
            return frozenset(await connection.scalars(self._taking(most)))

    def _taking(self, most: int) -> ReturningUpdate[tuple[int]]:
        now = func.clock_timestamp()
        connected = boot_seconds() - self._connected_at > SETTLED.total_seconds()
        up = now - func.pg_postmaster_start_time() > literal(SETTLED)
        over = and_(shard_leases.c.expires_at < now, up, literal(connected))
        free = (
            select(shard_leases.c.shard)
            .where(or_(shard_leases.c.process.is_(None), over))
            .order_by(shard_leases.c.shard)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return (
            update(shard_leases)
            .where(shard_leases.c.shard.in_(free.scalar_subquery()))
            .values(process=self.name, expires_at=now + literal(LEASE))
            .returning(shard_leases.c.shard)
        )

    async def release(self, shards: Collection[int]) -> None:
        """Let others take some shards at once."""
        ours = and_(shard_leases.c.process == self.name, shard_leases.c.shard.in_(shards))
        async with self._connected() as connection:
            await connection.execute(
                update(shard_leases).where(ours).values(process=None, expires_at=None)
            )

    async def leave(self) -> None:
        """Release all shards, and leave the group."""
        async with self._connected() as connection:
            await connection.execute(
                update(shard_leases)
                .where(shard_leases.c.process == self.name)
                .values(process=None, expires_at=None)
            )
            await connection.execute(
                delete(shard_processes).where(shard_processes.c.name == self.name)
            )

    async def turn(self, bucket: int, within: timedelta) -> float | None:
        """Return in how many seconds a shard of a bucket may identify, which nobody else may then.

        None if that is not within this time; nothing is reserved then.
        """
        now, next_at = func.clock_timestamp(), shard_turns.c.next_at
        first = insert(shard_turns).values(bucket=bucket, next_at=now).on_conflict_do_nothing()
        reserving = (
            update(shard_turns)
            .where(shard_turns.c.bucket == bucket, next_at < now + literal(within))
            .values(next_at=func.greatest(next_at, now) + literal(TURN))
            .returning(extract("epoch", next_at - literal(TURN) - now))
        )
        async with self._connected() as connection:
            await connection.execute(first)
            wait = await connection.scalar(reserving)
        return None if wait is None else max(float(wait), 0.0)

    async def close(self) -> None:
        """Close the connection."""
        await self._disconnect()
        await self._engine.dispose()

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        """Yield the connection, which is made anew after a failure."""
        async with self._one_at_a_time:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    if self._connection is None:
                        self._connection = await self._engine.connect()
                        self._connected_at = boot_seconds()
                    yield self._connection
            except BaseException:  # Also if it is given up: an answer may still be on its way.
                await self._disconnect()
                raise

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(*FAILURES):
                await connection.invalidate()
            with contextlib.suppress(*FAILURES):
                await connection.close()

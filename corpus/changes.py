"""Says cheaply whether what questions are answered from may have changed, in any process."""

import asyncio
import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, LiteralString, Protocol

from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus import postgresql

if TYPE_CHECKING:
    import psycopg

_COUNT: LiteralString = "SELECT number FROM change_count"
PATIENCE = 0.5
"""Seconds to wait for PostgreSQL; without it, questions are answered from what is in memory."""


class _Reading(Protocol):
    async def version(self) -> int | None: ...


class Changes:
    """Reads the number of changes to articles and judgements, which triggers count."""

    def __init__(self, engine: AsyncEngine) -> None:
        is_shared = engine.dialect.name == postgresql.NAME
        self._reading: _Reading = _Shared(engine) if is_shared else _Local(engine)

    async def version(self) -> int | None:
        """Return a number that grows with each change; None if it can't be read right now.

        As long as it is equal, nothing has changed. After None, anything may have.
        """
        return await self._reading.version()


class _Local:
    """Reads the one row of SQLite itself, on a connection of its own.

    That takes some 5 microseconds, or 50 after a commit: a round trip to a thread of the engine's
    takes a hundred times as long. Reading a write-ahead log waits for no writer. All calls must
    come from one thread; the connection is closed with the engine.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        assert engine.url.database is not None
        # Not mode=ro, which would leave the write-ahead log's files behind.
        self._uri = f"{Path(engine.url.database).absolute().as_uri()}?mode=rw"
        self._connection: sqlite3.Connection | None = None
        event.listen(engine.sync_engine, "engine_disposed", self._close)

    async def version(self) -> int | None:
        with contextlib.suppress(sqlite3.Error):
            if self._connection is None:
                self._connection = sqlite3.connect(
                    self._uri, uri=True, timeout=0, isolation_level=None
                )
            # To the end, because a statement under way would keep the log from being truncated.
            ((number,),) = self._connection.execute(_COUNT).fetchall()
            return int(number)
        return None

    def _close(self, _: Engine) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class _Shared:
    """Reads it from PostgreSQL in one round trip, for all questions that came during the last one.

    A question does not take part in the reading that is under way when it comes, which may have
    missed a change that its asker has already seen. It is read on a connection of its own, because
    the pool would make a round trip before each reading to find out whether it is still up.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: psycopg.AsyncConnection | None = None
        self._running: asyncio.Task[int | None] | None = None
        self._next: asyncio.Task[int | None] | None = None
        self._ended = False
        event.listen(engine.sync_engine, "engine_disposed", self._end)

    async def version(self) -> int | None:
        if self._next is None:
            self._next = asyncio.create_task(self._read(self._running), name="changes")
        reading = self._next
        # It ends by itself, once the driver gives up: cancelling it would break off a connection.
        done, _ = await asyncio.wait([reading], timeout=PATIENCE)
        return reading.result() if done else None

    async def _read(self, before: asyncio.Task[int | None] | None) -> int | None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        self._running, self._next = self._next, None
        try:
            if self._connection is None:
                self._connection = await postgresql.own_connection(self._engine)
                if self._ended:  # Meanwhile, so that nothing else would close it.
                    self._close()
                    return None
            cursor = await self._connection.execute(_COUNT)
            found = await cursor.fetchone()
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
            self._close()
            return None
        return None if found is None else int(found[0])

    def _end(self, _: Engine) -> None:
        self._ended = True
        self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.pgconn.finish()  # At once: an engine is disposed of without waiting.
            self._connection = None

"""Says cheaply whether what questions are answered from may have changed, in any process."""

import contextlib
import sqlite3
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.schema import change_count

_COUNT = f"SELECT number FROM {change_count.name}"  # noqa: S608 - a constant


class Changes:
    """Reads the number of changes to articles and judgements, which triggers count.

    It reads the one row itself, on a connection of its own, in some 5 microseconds, or 50 after a
    commit: a round trip to a thread of the engine's takes a hundred times as long. Reading a
    write-ahead log waits for no writer. All calls must come from one thread; the connection is
    closed with the engine.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        assert engine.url.database is not None
        # Not mode=ro, which would leave the write-ahead log's files behind.
        self._uri = f"{Path(engine.url.database).absolute().as_uri()}?mode=rw"
        self._connection: sqlite3.Connection | None = None
        event.listen(engine.sync_engine, "engine_disposed", self._close)

    def version(self) -> int | None:
        """Return a number that grows with each change; None if it can't be read right now.

        As long as it is equal, nothing has changed. After None, anything may have.
        """
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

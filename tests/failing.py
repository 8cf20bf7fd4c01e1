"""A database that fails at one statement, as when it is locked or its disk is full."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine


@contextmanager
def failing_at(engine: AsyncEngine, number: int, words: str = "") -> Iterator[None]:
    """Let the statement with this number, from 1, raise OperationalError instead of running.

    Only those that contain `words` count, and a commit counts as COMMIT.
    """
    count = itertools.count(1)

    def note(statement: str) -> None:
        if words in statement and next(count) == number:
            raise OperationalError(statement, None, Exception("database or disk is full"))

    def execute(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        note(statement)

    def commit(_connection: Connection) -> None:
        note("COMMIT")

    events: dict[str, Callable[..., None]] = {"before_cursor_execute": execute, "commit": commit}
    for name, listener in events.items():
        event.listen(engine.sync_engine, name, listener)
    try:
        yield
    finally:
        for name, listener in events.items():
            event.remove(engine.sync_engine, name, listener)

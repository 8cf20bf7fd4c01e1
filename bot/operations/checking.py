"""Checks the database of a running bot once, while it starts to answer."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from corpus.errors import DamagedDatabaseError
from corpus.integrity import connect
from corpus.sqlite_errors import is_damage, reason_of

log = logging.getLogger(__name__)


@asynccontextmanager
async def checking(database: Path) -> AsyncIterator[asyncio.Task[None]]:
    """Check the database's pages and indexes in the background, and report damage in the log.

    Some damage shows in no other way: an index that lacks a row hides it. With a million
    questions the check takes half a minute; it is interrupted at the end of the block.
    """
    with connect(database, check_same_thread=False) as connection:
        task = asyncio.create_task(asyncio.to_thread(_check, connection, database))
        try:
            yield task
        finally:
            connection.interrupt()
            await task


def _check(connection: sqlite3.Connection, database: Path) -> None:
    try:
        ((first, *_),) = connection.execute("PRAGMA integrity_check(1)").fetchall()
    except sqlite3.Error as error:
        if is_damage(error):
            log.error("%s", DamagedDatabaseError(database, reason_of(error)))  # noqa: TRY400
        return
    if first != "ok":
        log.error("%s", DamagedDatabaseError(database, first))

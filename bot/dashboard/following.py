"""The page's copy of a database on PostgreSQL, which follows it while the page is open."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.unwritten import try_to_take_in
from bot.settings import Settings
from corpus.data_folder import COPY_NAME
from corpus.database import open_database
from corpus.errors import DatabaseUnavailableError
from corpus.only_bot import only_copy
from corpus.sqlite_copy import SqliteCopy, open_copy

log = logging.getLogger(__name__)

EVERY_SECONDS = 1
LATE_SECONDS = 5
"""The age from which on the page warns of it."""


class Following:
    """Follows, and says how old the copy is."""

    def __init__(self, path: Path, copy: SqliteCopy) -> None:
        """Take the copy and its path; both are for `followed` to open."""
        self.path = path
        self._copy = copy
        self._as_of = 0.0
        self._failed = False

    @property
    def age(self) -> float:
        """Return how many seconds ago everything in PostgreSQL was in the copy."""
        return time.monotonic() - self._as_of

    @property
    def is_late(self) -> bool:
        """Return whether changes are seen later than they should be."""
        return self.age > LATE_SECONDS

    async def catch_up(self) -> None:
        """Copy what was changed."""
        now = time.monotonic()
        await self._copy.catch_up()
        self._as_of = now

    async def try_to_catch_up(self) -> None:
        """Do the same; report once if it fails, and once it works again."""
        try:
            await self.catch_up()
        except Exception as error:  # Whatever it is, it may pass.
            if not self._failed:
                reason = str(getattr(error, "orig", error)).strip().partition("\n")[0]
                log.warning("Can't follow PostgreSQL, will retry every second: %s", reason)
            self._failed = True
        else:
            if self._failed:
                log.info("Following PostgreSQL again.")
            self._failed = False

    async def follow(self) -> None:
        """Follow until it is cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await self.try_to_catch_up()


@asynccontextmanager
async def followed(settings: Settings) -> AsyncIterator[Following]:
    """Copy the database on PostgreSQL into the data folder, and follow it in the block."""
    path = settings.data_dir / COPY_NAME
    with only_copy(settings.data_dir):
        async with open_database(settings.database, settings.database_url) as engine:
            await try_to_take_in(engine)
            async with _copied(engine, path) as following:
                task = asyncio.create_task(following.follow())
                try:
                    yield following
                finally:
                    task.cancel()
                    await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def _copied(engine: AsyncEngine, path: Path) -> AsyncIterator[Following]:
    """Open a copy that has caught up; raise DatabaseUnavailableError if it can't be written."""
    async with AsyncExitStack() as stack:
        try:
            copy = await stack.enter_async_context(open_copy(engine, path))
            following = Following(path, copy)
            await following.catch_up()
        except (OSError, sqlite3.Error) as error:
            raise DatabaseUnavailableError(
                "Can't copy the database from PostgreSQL to {path}: {reason}; check that you can "
                "write to the file and its folder, and that the disk has free space.",
                path=path,
                reason=getattr(error, "strerror", None) or error,
            ) from error
        yield following

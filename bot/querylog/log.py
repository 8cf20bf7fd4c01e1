"""The query log: every question and its outcome, written in the background."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import UnwrittenError
from bot.querylog.record import QueryRecord
from bot.querylog.storage import AT_ONCE, find_record, insert_records, set_undelivered
from bot.querylog.unwritten import (
    MAX_RECORDS,
    find_kept,
    keep,
    keep_at_last,
    take_in_file,
    unwritten_files,
)
from corpus.database import database_path, writing
from corpus.database_faults import DatabaseFault, database_fault

log = logging.getLogger(__name__)

GATHER_SECONDS = 0.25
"""How long records are gathered, to be written in one transaction, unless somebody waits for them:
most of what a transaction costs is independent of their number."""
RETRY_SECONDS = (0.2, 1.0, 5.0, 15.0)
"""Pauses between attempts to write while the database is locked, full or otherwise unavailable; the
last one is repeated."""
CLOSING_RETRY_SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""The same while the log is being closed: short at first, as there may be little time."""
WAIT_SECONDS = 10
"""How long callers wait for a record to be written."""
MAX_WAITING = 10_000
"""Queued records, some 10 MB; more are moved to files beside the database (see `unwritten`)."""


class QueryLog:
    """Writes records in the background, in order, and looks them up.

    Records are queued in memory, and written several per transaction. Failed writes are retried,
    see RETRY_SECONDS. What can't be written before the log is closed, and what is too much for
    memory, is kept in files, which the log takes in again. Only a record that the database refuses
    is dropped; that is reported in the program's log, never to the asker.
    """

    def __init__(self, engine: AsyncEngine, retry_seconds: Sequence[float] = RETRY_SECONDS) -> None:
        self.on_record: Callable[[QueryRecord], None] | None = None
        """Called with each record accepted, to count it."""
        self._engine = engine
        self._database = database_path(engine)
        self._retry_seconds = retry_seconds
        self._waiting: dict[str, QueryRecord] = {}
        self._undelivered: set[str] = (
            set()
        )  # Ids of written records that are still marked delivered.
        self._failure: Exception | None = None  # Why the last try to write failed, if it did.
        self._files: list[Path] = []  # With records that waited before, to be taken in first.
        self._news = asyncio.Event()
        self._wanted = asyncio.Event()  # Somebody waits for a record to be written.
        self._progress = asyncio.Event()  # Replaced by another one whenever something was written.
        self._closing = asyncio.Event()
        self._closing_pauses = iter(CLOSING_RETRY_SECONDS)
        self._find_files()
        self._writer = asyncio.create_task(self._write_all(), name="query log")

    def record(self, record: QueryRecord) -> None:
        """Queue a record; never wait for the database."""
        self._waiting[record.id] = record
        self._news.set()
        if self.on_record is not None:
            self.on_record(record)
        if self._writer.done():
            self._keep_waiting()

    def not_delivered(self, query_id: str) -> None:
        """Note that the reply to a question did not arrive; never wait for the database."""
        if query_id in self._waiting:
            self._waiting[query_id] = replace(self._waiting[query_id], delivered=False)
        else:
            self._undelivered.add(query_id)
        self._news.set()
        if self._writer.done():
            self._keep_waiting()

    async def find(self, query_id: str) -> QueryRecord | None:
        """Return the record with this id, written or queued; None if there is none."""
        if query_id in self._waiting:
            return self._waiting[query_id]
        if self._files:
            record = await asyncio.to_thread(find_kept, self._database, query_id)
            if record is not None:
                return record
        async with self._engine.connect() as connection:
            return await find_record(connection, query_id)

    async def find_in(self, query_id: str, guild_id: int | None) -> QueryRecord | None:
        """Return a record of this server (None: outside servers), never one of another server."""
        query = await self.find(query_id)
        return query if query is not None and query.guild_id == guild_id else None

    async def written(self, query_id: str) -> None:
        """Wait until the record with this id is written or dropped.

        Raise UnwrittenError if that takes longer than WAIT_SECONDS.
        """
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._until_written(query_id)
        except TimeoutError:
            fault = self._failure and database_fault(self._failure)
            raise UnwrittenError(f"fault.database.{fault or DatabaseFault.LOCKED}") from None

    async def flush(self) -> None:
        """Wait until every record so far is written or dropped, including those in files.

        Raise UnwrittenError if that takes longer than WAIT_SECONDS.
        """
        self._find_files()
        await self.written(self._last)

    @property
    def waiting(self) -> int:
        """The number of queued records."""
        return len(self._waiting)

    async def close(self, seconds: float) -> int:
        """Write what is waiting, for so many seconds at most, and keep the rest in files.

        Return how many records are lost, because these could not be written either.
        """
        self._closing.set()
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._until_written(self._last)
        finally:  # Also on Ctrl-C, or its connection would outlive the database's engine.
            self._writer.cancel()
            try:
                await asyncio.gather(self._writer, return_exceptions=True)
            finally:  # Even on a second Ctrl-C.
                self._keep_waiting()
                self._progress.set()
        return self.waiting

    @property
    def _last(self) -> str:
        """The id of the last queued record, after which nothing waits; empty if there is none."""
        return next(reversed(self._waiting), "")

    async def _until_written(self, query_id: str) -> None:
        while not self._writer.done() and (
            query_id in self._waiting or self._files or self._undelivered
        ):
            self._wanted.set()
            await self._progress.wait()

    def _find_files(self) -> None:
        """Look for what this process or another one could not write."""
        self._files = unwritten_files(self._database)
        if self._files:
            self._news.set()

    async def _write_all(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            pauses = iter(self._retry_seconds)
            while self._files or self._waiting or self._undelivered:
                if not self._files and self.waiting < AT_ONCE:
                    await _wait_for(self._wanted, GATHER_SECONDS)
                self._wanted.clear()
                try:
                    await self._write_some()
                except Exception as error:  # Whatever it is, it must not stop later records.
                    self._failure = error
                    log.warning(
                        "Could not log %d queries, will retry: %s", self.waiting, _reason(error)
                    )
                    if self.waiting > MAX_WAITING:
                        await self._make_room()
                    await self._pause(next(pauses, self._retry_seconds[-1]))
                else:
                    self._failure = None
                    pauses = iter(self._retry_seconds)
                    self._progress.set()
                    self._progress = asyncio.Event()

    async def _write_some(self) -> None:
        """Take in a file or, if there is none, write the records that have waited longest."""
        if self._files:
            path = self._files[0]
            try:
                await take_in_file(self._engine, path)
            except OSError:
                log.exception("Could not take in %s.", path)
            self._files = [each for each in self._files if each != path]
            return
        records = self._longest_waiting(AT_ONCE)
        # Their records were written before.
        undelivered = list(islice(self._undelivered, AT_ONCE))
        async with writing(self._engine) as connection:
            refused = await insert_records(connection, records)
            await set_undelivered(connection, undelivered)
        self._undelivered.difference_update(undelivered)
        for query_id, refusal in refused.items():
            log.error("Could not log query %s; dropped it: %s", query_id, _reason(refusal))
        self._let_go(records)

    async def _pause(self, seconds: float) -> None:
        """Wait so long before the next try; when closing, there is no time for that."""
        if self._closing.is_set():
            await asyncio.sleep(next(self._closing_pauses, CLOSING_RETRY_SECONDS[-1]))
        else:
            await _wait_for(self._closing, seconds)

    async def _make_room(self) -> None:
        """Move everything that waits to files."""
        try:
            while self._waiting:
                records = self._longest_waiting(MAX_RECORDS)
                await asyncio.to_thread(keep, self._database, records)
                self._let_go(records)
        except OSError as error:
            reason = error.strerror
            log.error("%d queries wait in memory, as no file takes them: %s", self.waiting, reason)  # noqa: TRY400
        self._find_files()

    def _keep_waiting(self) -> None:
        """Keep what waits in files, now that it is not written any more."""
        count = self.waiting
        try:
            while self._waiting:
                records = self._longest_waiting(MAX_RECORDS)
                keep_at_last(self._database, records)
                self._let_go(records)
            if self._undelivered:
                keep_at_last(self._database, [], self._undelivered)
                self._undelivered.clear()
        except OSError as error:
            log.error(  # noqa: TRY400
                "The query log was closed with %d records unwritten, and no file takes them: %s",
                self.waiting,
                error.strerror,
            )
        if kept := count - self.waiting:
            log.warning(
                "%d queries could not be written; files beside %s keep them until the next start.",
                kept,
                self._database,
            )

    def _longest_waiting(self, most: int) -> list[QueryRecord]:
        return list(islice(self._waiting.values(), most))

    def _let_go(self, records: Iterable[QueryRecord]) -> None:
        for record in records:
            if self._waiting.pop(record.id) is not record:
                # It was found to be undelivered while it was being written.
                self._undelivered.add(record.id)


async def _wait_for(event: asyncio.Event, seconds: float) -> None:
    """Wait for the event, for so many seconds at most."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


def _reason(error: Exception) -> str:
    """Return the driver's words for an error; unlike its repr, they never contain a question."""
    cause = error.__cause__ or error
    return f"{type(cause).__name__}: {cause}"

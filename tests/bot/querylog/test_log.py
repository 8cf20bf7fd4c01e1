import asyncio
import errno
import logging
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, delete, event, select, text
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

import bot.querylog.log
from bot.asked import WayIn
from bot.errors import UnwrittenError
from bot.locales import ENGLISH
from bot.querylog.log import QueryLog
from bot.querylog.record import Outcome, QueryRecord, ShownHit
from bot.querylog.storage import AT_ONCE
from bot.querylog.unwritten import take_in, unwritten_files
from corpus.article import Span
from corpus.database import writing
from corpus.library import Library
from corpus.postgresql import WRITING
from corpus.schema import queries
from tests.patience import LONG

pytestmark = pytest.mark.databases("sqlite", "postgresql")

RECORD = QueryRecord(
    id="0" * 32,
    asked_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    guild_id=1,
    channel_id=2,
    way_in=WayIn.SLASH,
    asker="a" * 64,
    locale="id",
    question="Siapa Vipin Narang?",
    question_key="who: narang vipin",
    outcome=Outcome.ANSWERED,
    confidence=0.75,
    milliseconds=1.5,
    hits=(
        ShownHit("strategi-nuklir-korea", 1, 3, Span(10, 90), Span(10, 40), 2.5),
        ShownHit("strategi-nuklir-korea", 1, 4, Span(91, 120), Span(91, 120), 1.5),
    ),
)


@pytest.fixture
async def querylog(engine: AsyncEngine) -> AsyncIterator[QueryLog]:
    """A log that tries again at once."""
    await Library(engine).take_in_shipped()
    querylog = QueryLog(engine, retry_seconds=(0.0, 0.0))
    yield querylog
    await querylog.close(LONG)


def some(count: int, **changed: Any) -> list[QueryRecord]:  # noqa: ANN401
    return [replace(RECORD, id=f"{number:032x}", **changed) for number in range(count)]


def ids(records: Iterable[QueryRecord]) -> list[str]:
    return [record.id for record in records]


async def logged(engine: AsyncEngine) -> Sequence[str]:
    """The ids in the order in which they were written."""
    async with engine.connect() as connection:
        written = select(queries.c.id).order_by(queries.c.moment)
        return (await connection.scalars(written)).all()


class Lock:
    """Another program, which lets nobody else write."""

    def __init__(
        self, connection: sqlite3.Connection | psycopg.Connection[Any], taking: str
    ) -> None:
        self._connection, self._taking = connection, taking

    def take(self) -> None:
        self._connection.execute(self._taking)

    def release(self) -> None:
        self._connection.rollback()


@pytest.fixture
def lock(database_path: Path, database_url: URL | None, engine: AsyncEngine) -> Iterator[Lock]:
    """The write lock, taken until it is released."""
    other: sqlite3.Connection | psycopg.Connection[Any]
    if database_url is None:
        other = sqlite3.connect(database_path, isolation_level=None)
        taking = "BEGIN IMMEDIATE"
    else:
        other = psycopg.connect(database_url.render_as_string(hide_password=False))
        taking = f"SELECT pg_advisory_xact_lock({WRITING})"
    with closing(other):
        lock = Lock(other, taking)
        lock.take()
        yield lock


@pytest.fixture
async def transactions(engine: AsyncEngine) -> list[str]:
    """Grows by each transaction."""
    begun: list[str] = []

    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        writes = "BEGIN IMMEDIATE" in options.values() or "READ COMMITTED" in options.values()
        begun.append("writing" if writes else "reading")

    event.listen(engine.sync_engine, "begin", begin)
    return begun


async def test_a_record_is_found_as_it_was_written(querylog: QueryLog, engine: AsyncEngine) -> None:
    querylog.record(RECORD)
    assert await querylog.close(LONG) == 0

    another = QueryLog(engine)
    assert await another.find(RECORD.id) == RECORD
    await another.close(LONG)


async def test_a_record_is_found_before_it_is_written(querylog: QueryLog) -> None:
    querylog.record(RECORD)

    assert await querylog.find(RECORD.id) is RECORD


async def test_an_unknown_record_is_not_found(querylog: QueryLog) -> None:
    assert await querylog.find("f" * 32) is None


async def test_recording_returns_at_once_and_closing_writes_everything(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    for record in some(50):
        querylog.record(record)

    assert await querylog.close(LONG) == 0
    assert await logged(engine) == ids(some(50))


@pytest.fixture
def failure(caplog: pytest.LogCaptureFixture) -> Iterator[asyncio.Event]:
    """Set once the program's log has told of a write that failed."""
    failed = asyncio.Event()

    def notice(_record: logging.LogRecord) -> bool:
        failed.set()
        return True

    caplog.handler.addFilter(notice)
    yield failed
    caplog.handler.removeFilter(notice)


@pytest.mark.usefixtures("no_patience")
async def test_a_locked_database_is_retried_until_the_record_is_written(
    querylog: QueryLog,
    engine: AsyncEngine,
    lock: Lock,
    failure: asyncio.Event,
    caplog: pytest.LogCaptureFixture,
) -> None:
    querylog.record(RECORD)
    await failure.wait()
    lock.release()

    assert await querylog.close(LONG) == 0
    assert await logged(engine) == [RECORD.id]
    assert ", will retry: " in caplog.text
    assert "database is locked" in caplog.text or "lock timeout" in caplog.text


async def test_what_waits_is_written_in_few_transactions(
    querylog: QueryLog, engine: AsyncEngine, transactions: list[str]
) -> None:
    for record in some(4 * AT_ONCE):
        querylog.record(record)

    assert await querylog.close(LONG) == 0
    assert transactions == 4 * ["writing"]
    assert await logged(engine) == ids(some(4 * AT_ONCE))


async def test_thousands_recorded_at_once_and_closed_at_once_are_all_written(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    for record in some(3000):
        querylog.record(record)

    assert await querylog.close(LONG) == 0
    assert await logged(engine) == ids(some(3000))


async def test_thousands_recorded_at_once_and_closed_without_time_are_all_there_after_a_start(
    engine: AsyncEngine, database_path: Path
) -> None:
    await Library(engine).take_in_shipped()
    querylog = QueryLog(engine)
    for record in some(3000):
        querylog.record(record)
    assert await querylog.close(0) == 0

    assert unwritten_files(database_path)
    next_start = QueryLog(engine)
    await next_start.flush()
    await next_start.close(LONG)
    assert sorted(await logged(engine)) == ids(some(3000))
    assert unwritten_files(database_path) == []


@pytest.mark.usefixtures("no_patience")
async def test_a_database_that_is_locked_for_long_loses_nothing(
    querylog: QueryLog,
    engine: AsyncEngine,
    lock: Lock,
    failure: asyncio.Event,
    caplog: pytest.LogCaptureFixture,
) -> None:
    querylog.record(RECORD)
    for _ in range(10):
        await failure.wait()
        failure.clear()
    lock.release()
    await querylog.written(RECORD.id)

    assert await logged(engine) == [RECORD.id]
    assert not [record for record in caplog.records if record.levelno == logging.ERROR]


@pytest.mark.usefixtures("no_patience")
async def test_what_is_too_much_for_memory_waits_in_files_and_is_found_and_written_in_order(
    querylog: QueryLog,
    engine: AsyncEngine,
    database_path: Path,
    lock: Lock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bot.querylog.log, "MAX_WAITING", 2)
    moved = asyncio.Event()
    find_files = querylog._find_files

    def notice() -> None:
        find_files()
        moved.set()

    monkeypatch.setattr(querylog, "_find_files", notice)
    first, last = some(5)[:3], some(5)[3:]
    for record in first:
        querylog.record(record)
    await moved.wait()
    for record in last:
        querylog.record(record)

    assert querylog.waiting == len(last)
    assert len(unwritten_files(database_path)) == 1
    assert [await querylog.find(record.id) for record in some(5)] == some(5)
    lock.release()
    await querylog.written(first[0].id)
    assert await querylog.close(LONG) == 0
    assert await logged(engine) == ids(some(5))
    assert unwritten_files(database_path) == []


@pytest.mark.usefixtures("no_patience")
async def test_what_no_file_takes_waits_in_memory(
    querylog: QueryLog,
    engine: AsyncEngine,
    lock: Lock,
    failure: asyncio.Event,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(bot.querylog.log, "MAX_WAITING", 2)
    monkeypatch.setattr(bot.querylog.log, "keep", fail)
    for record in some(3):
        querylog.record(record)
    await failure.wait()
    lock.release()

    assert await querylog.close(LONG) == 0
    assert await logged(engine) == ids(some(3))
    assert "3 queries wait in memory, as no file takes them: Read-only file system" in caplog.text


async def full(engine: AsyncEngine) -> Callable[[], None]:
    """Let the database not grow any more, as on a full disk; return what makes space again."""
    async with engine.connect() as connection:
        pages = await connection.scalar(text("PRAGMA page_count"))
    most = [pages]

    def limit(connection: AsyncAdapt_aiosqlite_connection, *_: object) -> None:
        connection.cursor().execute(f"PRAGMA max_page_count = {most[0]}")

    event.listen(engine.sync_engine, "checkout", limit)
    return lambda: most.append(most.pop() * 1000)


LARGE = {"question": "Siapa Vipin Narang? " * 1000}
"""What needs pages of its own."""


@pytest.mark.databases("sqlite")
async def test_a_full_disk_is_retried_until_the_records_are_written(
    querylog: QueryLog,
    engine: AsyncEngine,
    failure: asyncio.Event,
    caplog: pytest.LogCaptureFixture,
) -> None:
    free_space = await full(engine)
    for record in some(100, **LARGE):
        querylog.record(record)
    await failure.wait()
    assert await logged(engine) == []
    free_space()

    assert await querylog.close(LONG) == 0
    assert await logged(engine) == ids(some(100))
    assert "database or disk is full" in caplog.text


@pytest.mark.databases("sqlite")
async def test_what_a_full_disk_refuses_until_the_end_is_taken_in_at_the_next_start(
    engine: AsyncEngine, database_path: Path, failure: asyncio.Event
) -> None:
    await Library(engine).take_in_shipped()
    free_space = await full(engine)
    querylog = QueryLog(engine)
    for record in some(100, **LARGE):
        querylog.record(record)
    await failure.wait()
    assert await querylog.close(0) == 0

    assert await logged(engine) == []
    free_space()
    await take_in(engine)
    assert await logged(engine) == ids(some(100))


@pytest.mark.usefixtures("no_patience")
async def test_what_a_lock_holds_up_until_the_end_is_taken_in_at_the_next_start(
    engine: AsyncEngine, lock: Lock, caplog: pytest.LogCaptureFixture
) -> None:
    querylog = QueryLog(engine)
    for record in some(3, hits=()):
        querylog.record(record)

    assert await querylog.close(0) == 0
    lock.release()
    assert await logged(engine) == []
    next_start = QueryLog(engine)
    assert await next_start.find(some(1)[0].id) == some(1, hits=())[0]
    await next_start.flush()
    assert await next_start.close(LONG) == 0
    assert await logged(engine) == ids(some(3))
    assert "3 queries could not be written; files beside" in caplog.text


async def test_what_is_recorded_after_the_end_is_taken_in_at_the_next_start(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    await querylog.close(LONG)
    querylog.record(RECORD)

    assert querylog.waiting == 0
    await take_in(engine)
    assert await logged(engine) == [RECORD.id]


@pytest.mark.usefixtures("no_patience", "lock")
async def test_what_no_file_takes_at_the_end_is_counted_and_reported_in_one_line(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(bot.querylog.log, "keep_at_last", fail)
    querylog = QueryLog(engine)
    for record in some(3):
        querylog.record(record)

    assert await querylog.close(0) == 3
    (report,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert report.getMessage() == (
        "The query log was closed with 3 records unwritten, and no file takes them: "
        "Read-only file system"
    )


async def test_a_record_that_cant_be_written_is_dropped_and_reported_without_its_question(
    querylog: QueryLog,
    engine: AsyncEngine,
    caplog: pytest.LogCaptureFixture,
) -> None:
    nowhere = ShownHit("no such article", 1, 1, Span(0, 1), Span(0, 1), 1.0)
    records = some(9)
    records[4] = replace(records[4], hits=(nowhere,))
    records[6] = replace(records[6], guild_id=2**64)
    for record in records:
        querylog.record(record)

    assert await querylog.close(LONG) == 0
    assert await logged(engine) == ids(records[:4] + records[5:6] + records[7:])
    reports = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [records[4].id in reports[0].getMessage(), records[6].id in reports[1].getMessage()]
    assert len(reports) == 2
    assert RECORD.question not in caplog.text


async def test_who_waits_for_a_record_waits_for_no_later_one(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    for record in some(2 * AT_ONCE):
        querylog.record(record)
    await querylog.written(some(1)[0].id)

    assert querylog.waiting == AT_ONCE
    assert (await logged(engine))[:AT_ONCE] == ids(some(AT_ONCE))


@pytest.mark.usefixtures("no_patience", "lock")
async def test_who_waits_for_a_record_waits_no_longer_than_the_log_is_open(
    engine: AsyncEngine,
) -> None:
    querylog = QueryLog(engine)
    querylog.record(RECORD)
    waiting = asyncio.create_task(querylog.written(RECORD.id))
    await querylog.close(0)

    await waiting


async def is_delivered(engine: AsyncEngine, query_id: str) -> bool:
    async with engine.connect() as connection:
        wanted = select(queries.c.delivered).where(queries.c.id == query_id)
        return bool((await connection.scalars(wanted)).one())


async def test_a_reply_counts_as_delivered_unless_it_is_noted(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    for record in some(3):
        querylog.record(record)
    querylog.not_delivered(some(3)[1].id)

    assert await querylog.close(LONG) == 0
    assert [await is_delivered(engine, each.id) for each in some(3)] == [True, False, True]


async def test_a_reply_to_a_written_question_can_turn_out_not_to_arrive(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    querylog.record(RECORD)
    await querylog.written(RECORD.id)

    querylog.not_delivered(RECORD.id)

    await querylog.flush()
    assert not await is_delivered(engine, RECORD.id)


async def test_a_reply_can_turn_out_not_to_arrive_while_its_question_is_written(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    def note(_connection: Connection) -> None:
        event.remove(engine.sync_engine, "begin", note)
        querylog.not_delivered(RECORD.id)

    event.listen(engine.sync_engine, "begin", note)
    querylog.record(RECORD)

    assert await querylog.close(LONG) == 0
    assert not await is_delivered(engine, RECORD.id)


@pytest.mark.usefixtures("no_patience")
async def test_a_reply_can_turn_out_not_to_arrive_while_its_question_waits_in_a_file(
    querylog: QueryLog,
    engine: AsyncEngine,
    database_path: Path,
    lock: Lock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bot.querylog.log, "MAX_WAITING", 0)
    moved = asyncio.Event()
    make_room = querylog._make_room

    async def notice() -> None:
        await make_room()
        moved.set()

    monkeypatch.setattr(querylog, "_make_room", notice)
    querylog.record(RECORD)
    await moved.wait()
    assert unwritten_files(database_path)

    querylog.not_delivered(RECORD.id)

    lock.release()
    assert await querylog.close(LONG) == 0
    assert not await is_delivered(engine, RECORD.id)


@pytest.mark.usefixtures("no_patience")
async def test_what_did_not_arrive_is_known_at_the_next_start_if_there_is_no_time_to_write_it(
    engine: AsyncEngine, database_path: Path, lock: Lock
) -> None:
    lock.release()
    await Library(engine).take_in_shipped()
    querylog = QueryLog(engine)
    written, late = some(2)
    querylog.record(written)
    querylog.record(late)
    await querylog.flush()
    lock.take()
    querylog.not_delivered(written.id)
    await querylog.close(0)
    # A reply that is cut off by the end of the program.
    querylog.not_delivered(late.id)
    lock.release()

    await take_in(engine)

    assert [await is_delivered(engine, each.id) for each in (written, late)] == [False, False]
    assert unwritten_files(database_path) == []


async def test_a_deleted_question_does_not_come_back_when_its_reply_did_not_arrive(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    querylog.record(RECORD)
    await querylog.written(RECORD.id)
    async with writing(engine) as connection:
        await connection.execute(delete(queries))

    querylog.not_delivered(RECORD.id)

    assert await querylog.close(LONG) == 0
    assert await logged(engine) == []


@pytest.mark.usefixtures("no_patience")
async def test_nobody_waits_without_end_for_a_locked_log(
    querylog: QueryLog,
    lock: Lock,
    failure: asyncio.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    querylog.record(RECORD)
    await failure.wait()
    monkeypatch.setattr(bot.querylog.log, "WAIT_SECONDS", 0)

    for waiting in (querylog.written(RECORD.id), querylog.flush()):
        with pytest.raises(UnwrittenError) as error:
            await waiting
        assert error.value.sentence(ENGLISH) == ENGLISH("fault.database.locked")
    lock.release()


@pytest.mark.databases("sqlite")
async def test_who_waits_for_the_log_learns_that_the_disk_is_full(
    querylog: QueryLog,
    engine: AsyncEngine,
    failure: asyncio.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    free_space = await full(engine)
    [record] = some(1, **LARGE)
    querylog.record(record)
    await failure.wait()
    monkeypatch.setattr(bot.querylog.log, "WAIT_SECONDS", 0)

    with pytest.raises(UnwrittenError) as error:
        await querylog.flush()

    assert error.value.sentence(ENGLISH) == ENGLISH("fault.database.full")
    free_space()

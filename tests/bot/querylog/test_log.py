import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

import bot.querylog.log
from bot.asked import WayIn
from bot.querylog.log import QueryLog
from bot.querylog.record import Outcome, QueryRecord, ShownHit
from corpus.article import Span
from corpus.library import Library
from corpus.schema import queries
from tests.patience import LONG

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


async def rows(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return (await connection.scalar(select(func.count()).select_from(queries))) or 0


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
    for number in range(50):
        querylog.record(replace(RECORD, id=f"{number:032x}"))

    assert await querylog.close(LONG) == 0
    assert await rows(engine) == 50


@pytest.fixture
def failure(caplog: pytest.LogCaptureFixture) -> asyncio.Event:
    """Set once the program's log has told of a write that failed."""
    failed = asyncio.Event()

    def notice(_record: logging.LogRecord) -> bool:
        failed.set()
        return True

    caplog.handler.addFilter(notice)
    return failed


@pytest.mark.usefixtures("no_patience")
async def test_a_locked_database_is_retried_until_the_record_is_written(
    querylog: QueryLog,
    engine: AsyncEngine,
    failure: asyncio.Event,
    caplog: pytest.LogCaptureFixture,
) -> None:
    other = sqlite3.connect(str(engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    querylog.record(RECORD)
    await failure.wait()
    other.execute("ROLLBACK")
    other.close()

    assert await querylog.close(LONG) == 0
    assert await rows(engine) == 1
    assert ", will retry: " in caplog.text
    assert "database is locked" in caplog.text


async def test_a_database_that_is_locked_for_long_loses_nothing(
    querylog: QueryLog,
    engine: AsyncEngine,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries = 0
    write = QueryLog._write

    async def fail_often(self: QueryLog, record: QueryRecord) -> None:
        nonlocal tries
        tries += 1
        if tries <= 10:
            raise OperationalError("INSERT", {}, Exception("database is locked"))
        await write(self, record)

    monkeypatch.setattr(QueryLog, "_write", fail_often)
    querylog.record(RECORD)
    await querylog.written(RECORD.id)

    assert tries == 11
    assert await rows(engine) == 1
    assert not [record for record in caplog.records if record.levelno == logging.ERROR]


async def test_the_queue_is_limited(
    querylog: QueryLog, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.querylog.log, "MAX_WAITING", 2)
    for number in range(3):
        querylog.record(replace(RECORD, id=f"{number:032}"))

    assert querylog.waiting == 2
    assert await querylog.close(LONG) == 0
    assert await rows(engine) == 2


async def test_a_full_disk_is_retried_until_the_record_is_written(
    querylog: QueryLog, engine: AsyncEngine, failure: asyncio.Event
) -> None:
    """SQLite's own refusal, from a trigger, stands for the disk's."""
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON queries "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )

    querylog.record(RECORD)
    await failure.wait()
    async with engine.begin() as connection:
        await connection.exec_driver_sql("DROP TRIGGER full")

    assert await querylog.close(LONG) == 0
    assert await rows(engine) == 1


async def test_a_record_that_cant_be_written_is_dropped_and_reported_without_its_question(
    querylog: QueryLog,
    engine: AsyncEngine,
    caplog: pytest.LogCaptureFixture,
) -> None:
    nowhere = ShownHit("no such article", 1, 1, Span(0, 1), Span(0, 1), 1.0)
    querylog.record(replace(RECORD, hits=(nowhere,)))
    querylog.record(replace(RECORD, id="1" * 32))

    assert await querylog.close(LONG) == 0
    assert await rows(engine) == 1
    (report,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert RECORD.id in report.getMessage()
    assert RECORD.question not in caplog.text


@pytest.mark.usefixtures("no_patience")
async def test_closing_waits_no_longer_than_it_may_and_reports_the_loss(
    engine: AsyncEngine, database_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    querylog = QueryLog(engine)
    with closing(sqlite3.connect(database_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        querylog.record(RECORD)

        assert await querylog.close(0) == 1
        other.rollback()

    assert "closed with 1 records unwritten" in caplog.text

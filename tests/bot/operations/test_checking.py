import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.operations.checking import checking
from tests.corpus.filled import fill


@pytest.fixture
async def database(database_path: Path) -> Path:
    await fill(database_path)
    return database_path


async def test_a_sound_database_is_not_mentioned(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with checking(database) as task:
        await task

    assert caplog.text == ""


async def test_a_damaged_index_is_reported_in_a_sentence(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema "
            "WHERE name = 'ix_queries_moment') WHERE name = 'ix_queries_asker'"
        )
    async with checking(database) as task:
        await task

    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert record.exc_info is None
    assert "is damaged" in record.getMessage()
    assert "kutip restore FILE --force" in record.getMessage()


async def test_the_end_of_the_bot_waits_for_no_check(database: Path) -> None:
    async with checking(database) as task:
        pass

    assert task.done()

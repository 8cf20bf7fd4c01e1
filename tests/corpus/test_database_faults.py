import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import open_database, writing
from corpus.database_faults import DatabaseFault, database_fault
from corpus.schema import metadata


async def fault_in(engine: AsyncEngine, *statements: str) -> DatabaseFault | None:
    """Run statements as a transaction that writes, and return the fault that ends it."""
    try:
        async with writing(engine) as connection:
            for statement in statements:
                await connection.execute(text(statement))
    except DBAPIError as error:
        return database_fault(error)
    raise AssertionError("no fault")


GROW = "INSERT INTO drafts VALUES ('1', 1, 1, '2026-01-01', zeroblob(1000000))"


@pytest.mark.usefixtures("no_patience")
async def test_a_locked_database(engine: AsyncEngine) -> None:
    other = sqlite3.connect(str(engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert await fault_in(engine) is DatabaseFault.LOCKED
    other.close()


async def test_a_full_disk(engine: AsyncEngine) -> None:
    assert await fault_in(engine, "PRAGMA max_page_count = 1", GROW) is DatabaseFault.FULL


async def test_a_database_that_may_only_be_read(engine: AsyncEngine) -> None:
    assert await fault_in(engine, "PRAGMA query_only = 1", GROW) is DatabaseFault.READ_ONLY


async def test_a_damaged_database(database_path: Path) -> None:
    async with open_database(database_path):
        pass
    pages = bytearray(database_path.read_bytes())
    pages[4096:] = b"\xff" * (len(pages) - 4096)
    database_path.write_bytes(pages)
    other = sqlite3.connect(database_path)

    with pytest.raises(sqlite3.DatabaseError) as error:
        other.execute(f"SELECT * FROM {metadata.tables['queries'].name}")

    assert database_fault(error.value) is DatabaseFault.DAMAGED
    other.close()


async def test_a_database_that_can_not_be_opened(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError) as error:
        sqlite3.connect(tmp_path / "none" / "kutip.db")

    assert database_fault(error.value) is DatabaseFault.UNREADABLE


async def test_a_mistake_is_no_fault_of_the_database(engine: AsyncEngine) -> None:
    assert await fault_in(engine, "SELECT nothing") is None
    assert database_fault(FileNotFoundError(2, "No such file")) is None
    assert database_fault(ValueError("locked")) is None

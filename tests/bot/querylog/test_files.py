from codecs import BOM_UTF8
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.csv import COLUMNS
from bot.querylog.files import MAX_FILES, write_log_files
from bot.querylog.selection import Selection
from corpus.database import writing
from corpus.schema import queries

ALL = Selection()
HEADER = BOM_UTF8 + ",".join(COLUMNS).encode() + b"\r\n"


@pytest.fixture
async def log(engine: AsyncEngine) -> AsyncEngine:
    """A log of 3,000 questions, each about a kilobyte long."""
    row = {
        "asked_at": datetime.now(UTC),
        "way_in": "dm",
        "question": "é" * 400,
        "outcome": "refused",
        "milliseconds": 1.0,
    }
    rows = [{**row, "id": f"{number:032x}"} for number in range(3000)]
    async with writing(engine) as connection:
        await connection.execute(insert(queries), rows)
    return engine


async def test_all_that_fits_is_one_file(log: AsyncEngine, tmp_path: Path) -> None:
    files = await write_log_files(log, ALL, tmp_path, 10_000_000)

    [path] = files.paths
    data = path.read_bytes()
    assert (files.questions, files.complete) == (3000, True)
    assert data.startswith(HEADER)
    assert data.count(b"\r\n") == 3001


async def test_no_file_is_larger_than_it_may_be_and_none_of_the_questions_is_lost(
    log: AsyncEngine, tmp_path: Path
) -> None:
    files = await write_log_files(log, ALL, tmp_path, 300_000 + len(HEADER))

    parts = [path.read_bytes() for path in files.paths]
    assert files.complete
    assert 1 < len(parts) <= MAX_FILES
    assert max(map(len, parts)) <= 300_000 + len(HEADER)
    assert all(part.startswith(HEADER) for part in parts)
    lines = [line for part in parts for line in part.removeprefix(HEADER).split(b"\r\n") if line]
    assert len(lines) == len(set(lines)) == files.questions == 3000


async def test_the_export_stops_at_the_maximum_number_of_files(
    log: AsyncEngine, tmp_path: Path
) -> None:
    files = await write_log_files(log, ALL, tmp_path, 100_000)

    assert not files.complete
    assert len(list(tmp_path.glob("*.csv"))) == len(files.paths) == MAX_FILES


async def test_without_questions_there_is_no_file(engine: AsyncEngine, tmp_path: Path) -> None:
    files = await write_log_files(engine, ALL, tmp_path, 1000)

    assert (files.paths, files.questions, files.complete) == ((), 0, True)
    assert not list(tmp_path.glob("*.csv"))

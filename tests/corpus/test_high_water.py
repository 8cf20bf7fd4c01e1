import stat
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from corpus.high_water import confirm_changes, confirmed_changes, mark_of
from corpus.library import Library
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from tests.corpus.drafts import AYAM


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "kutip.db"


def test_without_a_mark_nothing_is_confirmed(database: Path) -> None:
    assert confirmed_changes(database) == 0


def test_the_mark_is_raised_and_never_lowered(database: Path) -> None:
    for number, expected in ((3, 3), (12, 12), (5, 12)):
        confirm_changes(database, number)
        assert confirmed_changes(database) == expected


@pytest.mark.parametrize("content", [b"", b"12", b"x" * 20, b"\xff" * 20])
def test_a_damaged_mark_confirms_nothing_and_is_replaced(database: Path, content: bytes) -> None:
    mark_of(database).write_bytes(content)
    assert confirmed_changes(database) == 0

    confirm_changes(database, 2)
    assert confirmed_changes(database) == 2


def test_only_the_owner_may_read_the_mark(database: Path) -> None:
    confirm_changes(database, 1)

    assert stat.S_IMODE(mark_of(database).stat().st_mode) == 0o600


async def test_each_change_of_an_article_raises_the_mark(
    engine: AsyncEngine, database_path: Path
) -> None:
    await Library(engine).take_in_shipped()
    before = confirmed_changes(database_path)
    await Shelf(engine, EVERYWHERE).add(AYAM)
    await Shelf(engine, EVERYWHERE).remove(AYAM.id)

    assert confirmed_changes(database_path) == before + 2


async def test_a_change_that_is_not_committed_does_not_raise_the_mark(
    engine: AsyncEngine, database_path: Path
) -> None:
    before = confirmed_changes(database_path)

    async def fail() -> None:
        async with writing(engine) as connection:
            await connection.execute(text("UPDATE change_count SET number = number + 1"))
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert confirmed_changes(database_path) == before


async def test_a_change_stays_committed_where_the_mark_cannot_be_written(
    engine: AsyncEngine, database_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    mark_of(database_path).mkdir()
    async with writing(engine) as connection:
        await connection.execute(text("UPDATE change_count SET number = 7"))

    assert "Could not note 7 changes" in caplog.text
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT number FROM change_count")) == 7

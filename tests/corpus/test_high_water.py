import stat
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import open_database, writing
from corpus.high_water import Reached, confirm, confirmed, is_above, mark_of
from corpus.library import Library
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from tests.corpus.drafts import AYAM


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "kutip.db"


def test_without_a_mark_nothing_is_confirmed(database: Path) -> None:
    assert confirmed(database) == Reached(0, 0)


def test_the_mark_is_what_was_confirmed_last(database: Path) -> None:
    for reached in (Reached(3, 10), Reached(12, 20)):
        confirm(database, reached)
        assert confirmed(database) == reached


@pytest.mark.parametrize(
    ("reached", "is_all", "is_changes"),
    [
        (Reached(3, 10), False, False),
        (Reached(2, 9), False, False),
        (Reached(3, 11), True, False),
        (Reached(4, 11), True, True),
    ],
)
def test_questions_alone_need_not_raise_the_mark(
    database: Path, reached: Reached, is_all: bool, is_changes: bool
) -> None:
    confirm(database, Reached(3, 10))

    assert is_above(database, reached, only_changes=False) is is_all
    assert is_above(database, reached, only_changes=True) is is_changes


@pytest.mark.parametrize("content", [b"", b"12", b"x" * 40, b"\xff" * 40])
def test_a_damaged_mark_confirms_nothing_and_is_replaced(database: Path, content: bytes) -> None:
    mark_of(database).write_bytes(content)
    assert confirmed(database) == Reached(0, 0)

    confirm(database, Reached(2, 2))
    assert confirmed(database) == Reached(2, 2)


def test_only_the_owner_may_read_the_mark(database: Path) -> None:
    confirm(database, Reached(1, 1))

    assert stat.S_IMODE(mark_of(database).stat().st_mode) == 0o600


async def test_each_change_of_an_article_raises_the_mark(
    engine: AsyncEngine, database_path: Path
) -> None:
    await Library(engine).take_in_shipped()
    before = confirmed(database_path)
    await Shelf(engine, EVERYWHERE).add(AYAM)
    await Shelf(engine, EVERYWHERE).remove(AYAM.id)

    assert confirmed(database_path) == Reached(before.changes + 2, before.moment + 2)


async def test_other_writes_raise_the_mark_when_the_database_is_closed(
    database_path: Path,
) -> None:
    async with open_database(database_path) as engine:
        async with writing(engine) as connection:
            await connection.execute(text("UPDATE moments SET number = 5"))
        assert confirmed(database_path).moment == 0
    assert confirmed(database_path).moment == 5


async def test_a_change_that_is_not_committed_does_not_raise_the_mark(
    engine: AsyncEngine, database_path: Path
) -> None:
    before = confirmed(database_path)

    async def fail() -> None:
        async with writing(engine) as connection:
            await connection.execute(text("UPDATE change_count SET number = number + 1"))
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert confirmed(database_path) == before


async def test_a_change_stays_committed_where_the_mark_cannot_be_written(
    engine: AsyncEngine, database_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    mark_of(database_path).unlink(missing_ok=True)
    mark_of(database_path).mkdir()
    async with writing(engine) as connection:
        await connection.execute(text("UPDATE change_count SET number = 7"))

    assert f"Could not write {mark_of(database_path)}" in caplog.text
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT number FROM change_count")) == 7

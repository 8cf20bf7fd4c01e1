import asyncio
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from corpus.database import open_database, writing
from corpus.errors import DatabaseTooNewError, DatabaseUnavailableError, MoveError
from corpus.high_water import confirmed, mark_of
from corpus.moving.tables import Stage
from corpus.moving.to_postgresql import move_to_postgresql
from corpus.moving.to_sqlite import move_to_sqlite
from corpus.postgresql import writing as writing_within
from corpus.schema import outbox, shard_processes
from tests.corpus.backups import files_at_most
from tests.corpus.moving.both import Counting, Unwatched, content, interrupt, moved
from tests.corpus.totals import counted, kept
from tests.postgresql import Server

pytestmark = pytest.mark.databases("postgresql")

UNWATCHED = Unwatched()


@pytest.fixture
async def url(database: Path, database_url: URL) -> URL:
    """A database on PostgreSQL with rows in every table."""
    await move_to_postgresql(database, database_url, UNWATCHED)
    return database_url


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a file may be made, in the data folder of a Kutip that runs on PostgreSQL."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "kutip.secret").write_bytes(b"s" * 32)
    return folder / "kutip.db"


async def test_back_and_forth_all_is_as_it_was(database: Path, url: URL, place: Path) -> None:
    there = await content(place, url)

    rows = await move_to_sqlite(url, place, UNWATCHED)

    before, after = await content(database), await content(place)
    assert moved(after) == moved(before)
    assert rows == sum(map(len, moved(before).values()))
    assert await content(place, url) == there
    with closing(sqlite3.connect(place)) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert kept(file) == counted(file) != {}


async def test_rows_are_moved_a_part_at_a_time_and_counted(
    monkeypatch: pytest.MonkeyPatch, url: URL, place: Path
) -> None:
    for module in ("comparing", "to_sqlite"):
        monkeypatch.setattr(f"corpus.moving.{module}.AT_ONCE", 5)
    counting = Counting()

    rows = await move_to_sqlite(url, place, counting)

    assert counting.steps == counting.totals
    assert counting.totals[Stage.COPYING] == counting.totals[Stage.CHECKING] == rows


async def test_the_file_is_made_as_any_other(migrated: Path, url: URL, place: Path) -> None:
    await move_to_sqlite(url, place, UNWATCHED)

    schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2"
    with closing(sqlite3.connect(migrated)) as new, closing(sqlite3.connect(place)) as file:
        assert file.execute(schema).fetchall() == new.execute(schema).fetchall()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert {path.name for path in place.parent.iterdir()} == {
        "kutip.db",
        "kutip.db.high-water",
        "kutip.secret",
    }


async def test_ids_go_on_after_the_last_that_was_ever_given(url: URL, place: Path) -> None:
    row = {"guild_id": 7, "task": "post", "since": 1, "until": 1}
    async with open_database(place, url) as engine, writing(engine) as connection:
        await connection.execute(insert(outbox).values(row))
        await connection.execute(delete(outbox))
    await move_to_sqlite(url, place, UNWATCHED)

    async with open_database(place) as engine, writing(engine) as connection:
        new = (await connection.execute(insert(outbox).values(row))).inserted_primary_key

    assert new == (1002,)


async def test_a_mark_of_an_earlier_file_is_replaced(url: URL, place: Path) -> None:
    mark_of(place).write_bytes(b"%019d %019d\n" % (10**9, 10**9))

    await move_to_sqlite(url, place, UNWATCHED)

    assert 0 < confirmed(place).moment < 10**9
    async with open_database(place):
        pass


@pytest.mark.parametrize("stage", Stage)
async def test_what_is_interrupted_leaves_nothing(url: URL, place: Path, stage: Stage) -> None:
    with pytest.raises(KeyboardInterrupt):
        await move_to_sqlite(url, place, Unwatched(stage, interrupt))

    assert [path.name for path in place.parent.iterdir()] == ["kutip.secret"]


async def test_a_full_disk_is_reported_and_leaves_nothing(url: URL, place: Path) -> None:
    def fill_up() -> None:
        limit.__enter__()

    limit = files_at_most(300_000)
    try:
        with pytest.raises(MoveError, match="Can't write the database"):
            await move_to_sqlite(url, place, Unwatched(Stage.COPYING, fill_up))
    finally:
        limit.__exit__(None, None, None)

    assert [path.name for path in place.parent.iterdir()] == ["kutip.secret"]


async def test_a_row_that_became_another_on_the_way_is_noticed(
    postgresql: Server, url: URL, place: Path
) -> None:
    # SQLite's column is of numbers, and makes one of what looks like it.
    postgresql.run("ALTER TABLE names ALTER guild_id TYPE text", str(url.database))
    try:
        with pytest.raises(MoveError, match="of the table names is not the same"):
            await move_to_sqlite(url, place, UNWATCHED)
    finally:
        postgresql.run(
            "ALTER TABLE names ALTER guild_id TYPE bigint USING guild_id::bigint", str(url.database)
        )

    assert not place.exists()


async def test_nobody_writes_meanwhile(url: URL, place: Path) -> None:
    refused = []

    async def write() -> None:
        async with open_database(place, url) as engine:
            with pytest.raises(OperationalError, match="lock timeout"):
                async with writing_within(engine, 0.001):
                    pass
        refused.append(True)

    def try_to_write() -> None:
        with ThreadPoolExecutor() as other:
            other.submit(asyncio.run, write()).result()

    await move_to_sqlite(url, place, Unwatched(Stage.CHECKING, try_to_write))
    assert refused


@pytest.mark.parametrize("name", ["kutip.db", "kutip.db-wal"])
async def test_a_file_that_is_there_stays(url: URL, place: Path, name: str) -> None:
    (place.parent / name).write_bytes(b"?")

    with pytest.raises(MoveError, match=f"{name} already exists"):
        await move_to_sqlite(url, place, UNWATCHED)

    assert (place.parent / name).read_bytes() == b"?"


async def test_what_runs_is_not_moved(url: URL, place: Path) -> None:
    seen = text("clock_timestamp()")
    async with open_database(place, url) as engine:
        async with writing(engine) as connection:
            await connection.execute(
                insert(shard_processes).values(
                    name="desa-1", version="0.1.0", started_at=seen, seen_at=seen
                )
            )
        with pytest.raises(MoveError, match=r"Kutip runs with .* \(desa-1\)"):
            await move_to_sqlite(url, place, UNWATCHED)

        async with writing(engine) as connection:
            long_ago = text("clock_timestamp() - interval '61 s'")
            await connection.execute(update(shard_processes).values(seen_at=long_ago))
    await move_to_sqlite(url, place, UNWATCHED)


async def test_where_nothing_is_nothing_is_moved(postgresql: Server, place: Path) -> None:
    new = postgresql.new()

    with pytest.raises(MoveError, match="is empty"):
        await move_to_sqlite(new, place, UNWATCHED)

    assert postgresql.run(
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", str(new.database)
    ) == [(0,)]
    postgresql.drop(new)


@pytest.mark.parametrize(
    ("revision", "error", "sentence"),
    [
        ("0012", MoveError, "is of an earlier Kutip"),
        ("9999", DatabaseTooNewError, "by a newer Kutip"),
    ],
)
async def test_data_of_another_version_is_not_moved_nor_updated(
    postgresql: Server, place: Path, revision: str, error: type[Exception], sentence: str
) -> None:
    new = postgresql.new()
    postgresql.run(
        f"CREATE TABLE alembic_version AS SELECT '{revision}' AS version_num", str(new.database)
    )

    with pytest.raises(error, match=sentence):
        await move_to_sqlite(new, place, UNWATCHED)

    assert postgresql.run("SELECT * FROM alembic_version", str(new.database)) == [(revision,)]
    postgresql.drop(new)


async def test_a_server_that_is_not_there_is_named(database_url: URL, place: Path) -> None:
    with pytest.raises(DatabaseUnavailableError, match='"nowhere" does not exist'):
        await move_to_sqlite(database_url.set(database="nowhere"), place, UNWATCHED)

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.engine import URL

from corpus.database import open_database, writing
from corpus.errors import (
    DamagedDatabaseError,
    DatabaseError,
    DatabaseTooNewError,
    DatabaseUnavailableError,
    LostDataError,
    MoveError,
    UnmovableError,
)
from corpus.library import Library
from corpus.moving.tables import Stage
from corpus.moving.to_postgresql import move_to_postgresql
from corpus.schema import audit, change_count, outbox
from corpus.shelf import Shelf
from tests.corpus.filled import AYAM, GUILD, QUERIES
from tests.corpus.moving.both import (
    LEFT_OUT,
    Counting,
    Unwatched,
    content,
    interrupt,
    is_empty,
    moved,
)
from tests.postgresql import Server

pytestmark = pytest.mark.databases("postgresql")

UNWATCHED = Unwatched()
QUERY = QUERIES[1]
"""One with a hit, a vote and what a change did to its answer."""
KEY_TOO_LONG = random.Random(1).randbytes(9999).hex()
ROWS = {
    "queries": ("id", QUERY, QUERY),
    "feedback": ("query_id", QUERY, f"{QUERY}, {'b' * 64}"),
    "drafts": ("id", "d" * 32, "d" * 32),
}
"""A row of each by a column, and the key that it is named by."""
SCHEMA = (
    "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
    "SELECT tgname, pg_get_triggerdef(oid), tgenabled FROM pg_trigger "
    "WHERE NOT tgisinternal ORDER BY 1, 2",
)


def change(database: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement, values)


async def test_every_row_of_every_table_is_moved(database: Path, database_url: URL) -> None:
    file = database.read_bytes()

    rows = await move_to_postgresql(database, database_url, UNWATCHED)

    assert database.read_bytes() == file
    before, after = await content(database), await content(database, database_url)
    assert moved(after) == moved(before)
    assert all(moved(before).values()), "a table has no row to move; see filled.py"
    assert not any(after[table.name] for table in LEFT_OUT)
    assert rows == sum(map(len, moved(before).values()))


async def test_rows_are_moved_a_part_at_a_time_and_counted(
    monkeypatch: pytest.MonkeyPatch, database: Path, database_url: URL
) -> None:
    for module in ("comparing", "to_postgresql"):
        monkeypatch.setattr(f"corpus.moving.{module}.AT_ONCE", 5)
    counting = Counting()

    rows = await move_to_postgresql(database, database_url, counting)

    assert counting.steps == counting.totals
    assert counting.totals[Stage.COPYING] == counting.totals[Stage.CHECKING] == rows


async def test_a_new_database_is_made_as_any_other(
    postgresql: Server, migrated_url: URL, database: Path
) -> None:
    new = postgresql.new()

    await move_to_postgresql(database, new, UNWATCHED)

    for schema in SCHEMA:
        assert postgresql.run(schema, str(new.database)) == postgresql.run(
            schema, str(migrated_url.database)
        )
    assert postgresql.run(
        "SELECT reltuples FROM pg_class WHERE relname = 'queries'", str(new.database)
    ) == [(len(QUERIES),)]
    postgresql.drop(new)


async def test_ids_go_on_after_the_last_that_was_ever_given(
    database: Path, database_url: URL
) -> None:
    change(database, "UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'outbox'")
    await move_to_postgresql(database, database_url, UNWATCHED)

    async with open_database(database, database_url) as engine:
        await Shelf(engine, GUILD).add(replace(AYAM, id="itik", title="Itik", body="Itik renang."))
        async with engine.connect() as connection:
            ids = list(await connection.scalars(select(audit.c.id).order_by(audit.c.id)))
            entries = set(await connection.scalars(select(outbox.c.id)))

    assert ids[-1] == ids[-2] + 1
    assert 5001 in entries
    assert min(entries) < 5000


@pytest.mark.parametrize(
    ("table", "column", "value", "reason"),
    [
        ("queries", "question", "a\0b", "NUL"),
        ("queries", "locale", b"a\xed\xa0\x80", "text that is not UTF-8"),
        ("queries", "guild_id", 1e30, '"1e+30"'),
        ("queries", "asked_at", "besok", '"besok"'),
        ("queries", "follows", "x" * 33, "too long"),
        ("queries", "delivered", 7, "boolean"),
        ("drafts", "content", "{", "json"),
        ("feedback", "given_at", "2026-13-45", "date/time"),
    ],
)
async def test_a_row_that_postgresql_does_not_take_is_named(
    database: Path, database_url: URL, table: str, column: str, value: object, reason: str
) -> None:
    found_by, row, key = ROWS[table]
    new = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
    change(database, f"UPDATE {table} SET {column} = {new} WHERE {found_by} = ?", value, row)
    file = database.read_bytes()

    with pytest.raises(UnmovableError) as caught:
        await move_to_postgresql(database, database_url, UNWATCHED)

    assert f"row {key} of the table {table} can't be moved" in str(caught.value)
    assert reason in str(caught.value)
    assert await is_empty(database.with_name("other"), database_url)
    assert database.read_bytes() == file


@pytest.mark.parametrize(
    ("table", "column", "value", "row"),
    [
        ("query_hits", "version", 99, "(ayam, 99) is not present"),
        ("feedback", "query_id", "itik", "(itik) is not present"),
        ("queries", "question_key", KEY_TOO_LONG, "index row requires"),
    ],
)
async def test_a_row_that_does_not_fit_the_keys_is_named(
    database: Path, database_url: URL, table: str, column: str, value: object, row: str
) -> None:
    change(database, f"UPDATE {table} SET {column} = ?", value)

    with pytest.raises(UnmovableError, match=f"table {table} can't be moved") as caught:
        await move_to_postgresql(database, database_url, UNWATCHED)

    assert row in str(caught.value)
    assert await is_empty(database, database_url)


async def test_a_row_that_became_another_on_the_way_is_noticed(
    database: Path, database_url: URL
) -> None:
    # SQLite's time stays as it is; PostgreSQL's has a fraction.
    change(database, "UPDATE queries SET asked_at = '2026-01-05 08:30:00' WHERE id = ?", QUERY)

    with pytest.raises(MoveError, match=f"{QUERY} of the table queries is not the same"):
        await move_to_postgresql(database, database_url, UNWATCHED)

    assert await is_empty(database, database_url)


@pytest.mark.parametrize("stage", Stage)
async def test_what_is_interrupted_is_not_moved(
    database: Path, database_url: URL, stage: Stage
) -> None:
    with pytest.raises(KeyboardInterrupt):
        await move_to_postgresql(database, database_url, Unwatched(stage, interrupt))

    assert await is_empty(database, database_url)
    await move_to_postgresql(database, database_url, UNWATCHED)


async def test_nobody_writes_meanwhile(database: Path, database_url: URL) -> None:
    def write() -> None:
        with (
            closing(sqlite3.connect(database, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("DELETE FROM feedback")

    await move_to_postgresql(database, database_url, Unwatched(Stage.CHECKING, write))


@pytest.mark.usefixtures("no_patience")
async def test_a_database_that_is_being_written_is_not_moved(
    database: Path, database_url: URL
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(MoveError, match="is in use; stop Kutip"):
            await move_to_postgresql(database, database_url, UNWATCHED)


async def test_nothing_is_moved_to_where_there_is_data(database: Path, database_url: URL) -> None:
    async with open_database(database, database_url) as engine:
        await Library(engine).take_in_shipped()
    before = await content(database, database_url)

    with pytest.raises(MoveError, match="has data of Kutip already"):
        await move_to_postgresql(database, database_url, UNWATCHED)

    assert await content(database, database_url) == before


async def test_a_database_of_another_version_is_not_moved_to_nor_updated(
    postgresql: Server, database: Path
) -> None:
    new = postgresql.new()
    postgresql.run(
        "CREATE TABLE alembic_version AS SELECT '0012' AS version_num",
        str(new.database),
    )

    with pytest.raises(MoveError, match="has data of Kutip already"):
        await move_to_postgresql(database, new, UNWATCHED)

    assert postgresql.run("SELECT * FROM alembic_version", str(new.database)) == [("0012",)]
    postgresql.drop(new)


@pytest.mark.parametrize(
    ("revision", "error", "sentence"),
    [
        ("0012", MoveError, "is of an earlier Kutip"),
        ("9999", DatabaseTooNewError, "by a newer Kutip"),
    ],
)
async def test_data_of_another_version_is_not_moved(
    database: Path, database_url: URL, revision: str, error: type[Exception], sentence: str
) -> None:
    change(database, "UPDATE alembic_version SET version_num = ?", revision)

    with pytest.raises(error, match=sentence):
        await move_to_postgresql(database, database_url, UNWATCHED)

    assert await is_empty(database.with_name("other"), database_url)


async def test_data_that_is_not_all_there_is_not_moved(database: Path, database_url: URL) -> None:
    async with open_database(database):
        pass
    change(database, "UPDATE moments SET number = number - 1")
    with pytest.raises(LostDataError, match="older than Kutip left it"):
        await move_to_postgresql(database, database_url, UNWATCHED)

    database.unlink()
    with pytest.raises(LostDataError, match="missing or empty"):
        await move_to_postgresql(database, database_url, UNWATCHED)


async def test_where_nothing_is_nothing_is_moved(database_path: Path, database_url: URL) -> None:
    with pytest.raises(MoveError, match="there is no database"):
        await move_to_postgresql(database_path, database_url, UNWATCHED)

    database_path.parent.mkdir()
    database_path.touch()
    with pytest.raises(MoveError, match="is empty"):
        await move_to_postgresql(database_path, database_url, UNWATCHED)


async def test_a_damaged_file_is_named(database: Path, database_url: URL) -> None:
    file = database.read_bytes()
    database.write_bytes(file[:8192] + b"?" * (len(file) - 8192))

    with pytest.raises(DamagedDatabaseError, match="is damaged"):
        await move_to_postgresql(database, database_url, UNWATCHED)


async def test_a_server_that_is_not_there_is_named(database: Path, database_url: URL) -> None:
    nowhere = database_url.set(database="nowhere")

    with pytest.raises(DatabaseUnavailableError, match='"nowhere" does not exist'):
        await move_to_postgresql(database, nowhere, UNWATCHED)


async def test_a_server_that_goes_away_is_reported(
    postgresql: Server, database: Path, database_url: URL
) -> None:
    def end() -> None:
        postgresql.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{database_url.database}'"
        )

    with pytest.raises(DatabaseError, match="can't be used"):
        await move_to_postgresql(database, database_url, Unwatched(Stage.CHECKING, end))

    assert await is_empty(database, database_url)


async def test_the_change_count_is_that_of_the_source_and_grows(
    database: Path, database_url: URL
) -> None:
    change(database, "UPDATE change_count SET number = 700")
    await move_to_postgresql(database, database_url, UNWATCHED)

    async with open_database(database, database_url) as engine:
        async with engine.connect() as connection:
            before = await connection.scalar(select(change_count.c.number))
        async with writing(engine) as connection:
            row = (await connection.execute(select(audit))).mappings().first()
            assert row is not None
            await connection.execute(insert(audit).values({**row, "id": 9000}))
            after = await connection.scalar(select(change_count.c.number))

    assert (before, after) == (700, 701)

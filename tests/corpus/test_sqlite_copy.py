"""A copy has what the database on PostgreSQL has, whatever was done to it in between."""

import sqlite3
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import create_engine, delete, func, insert, select, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus import sqlite_copy
from corpus.database import open_database, writing
from corpus.purge import purge_guild
from corpus.row_changes import FOLLOWED
from corpus.schema import closed_questions, queries, query_hits, row_changes
from corpus.shelf import Shelf
from corpus.sqlite_copy import SqliteCopy, forget_changes, open_copy
from tests.bot.dashboard.log import FERRY, GUILD, fill
from tests.corpus.test_schema import QUERY
from tests.corpus.totals import counted, kept
from tests.postgresql import Server

pytestmark = pytest.mark.databases("postgresql")


@pytest.fixture
async def log(engine: AsyncEngine, database_path: Path, database_url: URL) -> AsyncEngine:
    """A database with rows in most tables."""
    await fill(database_path, database_url)
    return engine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "copy.db"


@pytest.fixture
async def copy(log: AsyncEngine, path: Path) -> AsyncIterator[SqliteCopy]:
    """A copy of it."""
    async with open_copy(log, path) as copy:
        await copy.catch_up()
        yield copy


async def in_source(engine: AsyncEngine) -> dict[str, list[str]]:
    async with engine.connect() as connection:
        return {
            table.name: sorted(map(str, (await connection.execute(select(table))).all()))
            for table in FOLLOWED
        }


def in_copy(path: Path) -> dict[str, list[str]]:
    engine = create_engine(URL.create("sqlite", database=str(path)))
    with engine.connect() as connection:
        found = {
            table.name: sorted(map(str, connection.execute(select(table)).all()))
            for table in FOLLOWED
        }
    engine.dispose()
    return found


async def assert_same(engine: AsyncEngine, path: Path) -> None:
    assert in_copy(path) == await in_source(engine)
    with closing(sqlite3.connect(path)) as connection:
        assert kept(connection) == counted(connection)


def questions(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {question for (question,) in connection.execute("SELECT question FROM queries")}


async def ask(engine: AsyncEngine, question: str) -> None:
    async with writing(engine) as connection:
        row = QUERY | {"id": uuid4().hex, "question": question}
        await connection.execute(insert(queries).values(row))


@contextmanager
def session(server: Server, url: URL) -> Iterator[psycopg.Connection]:
    """A session that keeps to none of Kutip's rules."""
    with psycopg.connect(f"host={server.folder} user=kutip dbname={url.database}") as connection:
        yield connection


def ask_by_hand(connection: psycopg.Connection, question: str) -> None:
    connection.execute(
        "INSERT INTO queries (id, asked_at, way_in, question, outcome, milliseconds) "
        "VALUES (md5(%s), now(), 'terminal', %s, 'refused', 1)",
        (question, question),
    )


async def test_it_has_all_that_the_page_shows(
    copy: SqliteCopy, log: AsyncEngine, path: Path
) -> None:
    found = in_copy(path)

    assert {"queries", "query_hits", "feedback", "answer_changes", "audit"} <= {
        name for name, rows in found.items() if rows
    }
    await assert_same(log, path)


async def test_what_is_added_changed_and_deleted_is_followed(
    copy: SqliteCopy, log: AsyncEngine, path: Path
) -> None:
    async with writing(log) as connection:
        await connection.execute(insert(queries).values(QUERY))
        await connection.execute(
            update(queries).where(queries.c.question == FERRY).values(confidence=0.3)
        )
        await connection.execute(update(query_hits).values(settled=False, chosen=True))
        await connection.execute(delete(queries).where(queries.c.outcome == "error"))
        await connection.execute(delete(closed_questions))
    await Shelf(log, GUILD).remove("ferry")
    await copy.catch_up()
    await assert_same(log, path)

    async with writing(log) as connection:
        await connection.execute(update(queries).values(asked_at=QUERY["asked_at"]))
        await connection.execute(delete(query_hits))
    await copy.catch_up()
    await assert_same(log, path)


async def test_what_is_purged_leaves_it(copy: SqliteCopy, log: AsyncEngine, path: Path) -> None:
    await purge_guild(log, GUILD)
    await copy.catch_up()

    assert FERRY not in questions(path)
    await assert_same(log, path)


async def test_a_row_that_is_committed_late_is_not_missed(
    copy: SqliteCopy, log: AsyncEngine, path: Path, postgresql: Server, database_url: URL
) -> None:
    with session(postgresql, database_url) as slow:
        ask_by_hand(slow, "Terlambat?")
        await ask(log, "Lebih dulu?")
        await copy.catch_up()
        assert "Lebih dulu?" in questions(path)
        assert "Terlambat?" not in questions(path)
        slow.commit()

    await copy.catch_up()
    assert "Terlambat?" in questions(path)
    await assert_same(log, path)


async def test_a_long_transaction_in_another_database_delays_nothing(
    copy: SqliteCopy, log: AsyncEngine, path: Path, postgresql: Server
) -> None:
    with session(postgresql, postgresql.url()) as other:
        other.execute("SELECT pg_current_xact_id()")
        await ask(log, "Sekarang?")
        await copy.catch_up()

    assert "Sekarang?" in questions(path)


async def test_a_table_of_a_newer_kutip_is_passed_over(
    copy: SqliteCopy, log: AsyncEngine, path: Path, postgresql: Server, database_url: URL
) -> None:
    noted = "pg_current_xact_id()::text::bigint, 'later', 'x', now()"
    postgresql.run(f"INSERT INTO row_changes SELECT {noted}", str(database_url.database))
    await ask(log, "Satu?")
    await copy.catch_up()

    assert "Satu?" in questions(path)


async def test_a_step_that_was_interrupted_is_done_again(
    copy: SqliteCopy, log: AsyncEngine, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_copy, "KEYS", 1)
    await ask(log, "Satu?")
    await ask(log, "Dua?")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER fail BEFORE INSERT ON queries WHEN (SELECT count(*) FROM queries WHERE "
            "question IN ('Satu?', 'Dua?')) BEGIN SELECT raise(ABORT, 'disk full'); END"
        )
    with pytest.raises(sqlite3.IntegrityError, match="disk full"):
        await copy.catch_up()
    assert len(questions(path) & {"Satu?", "Dua?"}) == 1

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER fail")
    await copy.catch_up()
    await assert_same(log, path)


async def test_readers_see_what_was_there_until_it_is_made_anew(
    copy: SqliteCopy, log: AsyncEngine, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_copy, "MOST_CHANGES", 0)
    before = in_copy(path)
    await ask(log, "Satu?")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER fail BEFORE INSERT ON wishes BEGIN SELECT raise(ABORT, 'disk full');END"
        )
    with pytest.raises(sqlite3.IntegrityError, match="disk full"):
        await copy.catch_up()
    assert in_copy(path) == before

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER fail")
    await copy.catch_up()
    await assert_same(log, path)


def change_unnoted(server: Server, url: URL) -> None:
    """Change what no trigger notes, so that only a copy made anew has it."""
    server.run(
        "SET session_replication_role = replica; UPDATE queries SET question = 'Diam-diam?'",
        str(url.database),
    )


@pytest.mark.parametrize(
    ("limit", "value"), [("MOST_CHANGES", 1), ("FOLLOWS_FOR", timedelta(seconds=-1))]
)
async def test_what_it_can_follow_no_more_is_copied_anew(
    copy: SqliteCopy,
    log: AsyncEngine,
    path: Path,
    postgresql: Server,
    database_url: URL,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    value: object,
) -> None:
    await ask(log, "Satu?")
    await ask(log, "Dua?")
    change_unnoted(postgresql, database_url)
    monkeypatch.setattr(sqlite_copy, limit, value)
    await copy.catch_up()

    assert questions(path) == {"Diam-diam?"}
    await assert_same(log, path)


async def test_a_database_that_was_restored_is_copied_anew(
    postgresql: Server, database_path: Path, path: Path
) -> None:
    url = postgresql.new()
    async with open_database(database_path, url) as engine, open_copy(engine, path) as copy:
        await ask(engine, "Satu?")
        await copy.catch_up()
        change_unnoted(postgresql, url)
        postgresql.run(
            "CREATE TABLE restored (LIKE row_changes INCLUDING ALL);"
            "DROP TABLE row_changes; ALTER TABLE restored RENAME TO row_changes;"
            # Noted where transactions had greater ids.
            "INSERT INTO row_changes VALUES (4000000000, 'queries', 'x', now())",
            str(url.database),
        )
        await copy.catch_up()
        assert questions(path) == {"Diam-diam?"}
        await ask(engine, "Dua?")
        await copy.catch_up()
        assert questions(path) == {"Diam-diam?", "Dua?"}
    postgresql.drop(url)


async def test_while_postgresql_is_away_it_stays_and_then_it_goes_on(
    copy: SqliteCopy, log: AsyncEngine, path: Path, postgresql: Server
) -> None:
    before = questions(path)
    postgresql.stop()
    try:
        with pytest.raises(DBAPIError):
            await copy.catch_up()
        assert questions(path) == before
    finally:
        postgresql.start()
    await ask(log, "Lagi?")
    await copy.catch_up()

    assert questions(path) == before | {"Lagi?"}


async def test_notes_are_kept_for_a_day(copy: SqliteCopy, log: AsyncEngine) -> None:
    async def noted() -> int | None:
        async with log.connect() as connection:
            count: int | None = await connection.scalar(
                select(func.count()).select_from(row_changes)
            )
            return count

    before = await noted()
    assert await forget_changes(log, datetime.now(UTC) - timedelta(hours=1)) == 0
    assert await noted() == before
    assert await forget_changes(log, datetime.now(UTC) + timedelta(hours=1)) == before
    assert await noted() == 0


async def test_it_is_its_owners_alone_and_gone_afterwards(log: AsyncEngine, path: Path) -> None:
    path.write_text("left by a process that was killed")
    path.with_name("copy.db-wal").write_text("likewise")
    async with open_copy(log, path) as copy:
        await copy.catch_up()
        with closing(sqlite3.connect(path)) as reader:
            reader.execute("SELECT 1 FROM queries")
            files = list(path.parent.glob("copy.db*"))
            assert len(files) == 3
            assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}

    assert list(path.parent.glob("copy.db*")) == []

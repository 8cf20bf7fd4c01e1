"""What is PostgreSQL's alone; what both databases have in common is tested on both."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, insert, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import open_database, writing
from corpus.database_faults import DatabaseFault, database_fault
from corpus.errors import DatabaseError, DatabaseTooNewError, DatabaseUnavailableError
from corpus.postgresql import driver_connection, found_revision, path_of, reading_alone, shown
from corpus.postgresql import writing as writing_alone
from corpus.schema import HEAD, audit, metadata, queries
from tests.corpus.test_schema import QUERY
from tests.patience import LONG
from tests.postgresql import Server

pytestmark = pytest.mark.databases("postgresql")

CHANGE = {
    "guild_id": 7,
    "changed_at": QUERY["asked_at"],
    "action": "added",
    "article_id": "ayam",
    "title": "Ayam",
}


@pytest.fixture
def new(postgresql: Server) -> Iterator[URL]:
    """A database that Kutip was never in."""
    url = postgresql.new()
    yield url
    postgresql.drop(url)


@contextmanager
def proxy(server: Server, backend_pid: bytes) -> Iterator[int]:
    """Pass one connection on as a pooler does, under its own process id; yield the port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        client, _ = listener.accept()
        upstream = socket.socket(socket.AF_UNIX)
        upstream.connect(f"{server.folder}/.s.PGSQL.5432")
        threading.Thread(target=pump, args=(client, upstream), daemon=True).start()
        pump(upstream, client)

    def pump(source: socket.socket, target: socket.socket) -> None:
        # Whoever closes its end first ends the other direction, too.
        with closing(target), suppress(OSError):
            while data := source.recv(65536):
                head, key, rest = data.partition(b"K\0\0\0\x0c")  # BackendKeyData
                target.sendall(head + key + (backend_pid + rest[4:] if key else rest))

    threading.Thread(target=serve, daemon=True).start()
    with closing(listener):
        yield listener.getsockname()[1]


async def refusal(path: Path, url: URL) -> str:
    """Return the sentence with which a database is refused."""
    with pytest.raises(DatabaseUnavailableError) as caught:
        async with open_database(path, url):
            pytest.fail("it was opened")
    return str(caught.value)


async def test_a_new_database_has_the_tables_of_the_schema(new: URL, database_path: Path) -> None:
    assert await found_revision(new, database_path) is None
    async with open_database(database_path, new) as engine, engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )
        collations = text(
            "SELECT DISTINCT collation_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type IN ('text', 'character varying') "
            "AND table_name <> 'alembic_version'"
        )
        assert list(await connection.scalars(collations)) == ["C"]
    assert differences == []
    assert await found_revision(new, database_path) == HEAD


async def test_a_database_of_the_schema_before_notes_changes_as_a_new_one_does(
    postgresql: Server, new: URL, database_path: Path
) -> None:
    made = (
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'note_row' UNION ALL "
        "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname LIKE 'note_row_by_%'"
    )
    async with open_database(database_path, new):
        pass
    of_new = sorted(postgresql.run(made, str(new.database)))
    assert len(of_new) > 20
    postgresql.run(
        "DROP TABLE row_changes; UPDATE alembic_version SET version_num = '0013';"
        "ALTER TABLE followed_entries DROP COLUMN page_key, DROP COLUMN dropped;"
        "ALTER TABLE help_requests DROP COLUMN posted;"
        "DO $$DECLARE f regproc; BEGIN FOR f IN SELECT oid FROM pg_proc WHERE proname LIKE "
        "'note_row_by_%' LOOP EXECUTE format('DROP FUNCTION %s CASCADE', f); END LOOP; END$$",
        str(new.database),
    )
    assert postgresql.run(made, str(new.database)) == []

    async with open_database(database_path, new) as engine, engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )
    assert differences == []
    assert sorted(postgresql.run(made, str(new.database))) == of_new


async def test_a_database_that_an_earlier_version_runs_with_is_not_migrated(
    postgresql: Server, new: URL, database_path: Path
) -> None:
    async with open_database(database_path, new):
        pass
    postgresql.run(
        "UPDATE alembic_version SET version_num = '0013';"
        "INSERT INTO shard_processes (name, version, started_at, seen_at) "
        "VALUES ('mawar-1-ab', '0.1', now(), clock_timestamp() - interval '50 seconds')",
        str(new.database),
    )

    refused = await refusal(database_path, new)

    assert "must update the database" in refused
    assert "mawar-1-ab still runs" in refused
    assert await found_revision(new, database_path) == "0013"

    postgresql.run(
        f"UPDATE alembic_version SET version_num = '{HEAD}'", str(new.database)
    )  # As a process of the same schema finds it.
    async with open_database(database_path, new):
        pass


async def test_processes_that_start_simultaneously_create_one_database(
    new: URL, database_path: Path
) -> None:
    async def start() -> None:
        async with open_database(database_path, new) as engine, writing(engine) as connection:
            await connection.execute(insert(audit).values(CHANGE))

    await asyncio.gather(*(start() for _ in range(4)))

    async with open_database(database_path, new) as engine, engine.connect() as connection:
        assert list(await connection.scalars(select(audit.c.id).order_by(audit.c.id))) == [
            1, 2, 3, 4
        ]  # fmt: skip


async def test_changes_are_committed_in_the_order_of_their_ids(engine: AsyncEngine) -> None:
    """Who asks for what came after the last one would otherwise miss one for good."""
    began = asyncio.Event()

    async def second() -> None:
        began.set()
        async with writing(engine) as connection:
            await connection.execute(insert(audit).values(CHANGE))

    async def last() -> int | None:
        async with engine.connect() as connection:
            number: int | None = await connection.scalar(select(func.max(audit.c.id)))
            return number

    async with writing(engine) as connection:
        await connection.execute(insert(audit).values(CHANGE))
        other = asyncio.create_task(second())
        await began.wait()
        # Round trips, in which the other would get ahead.
        seen = {await last() for _ in range(20)}
    await other

    assert seen == {None}
    assert await last() == 2


async def test_statements_of_a_connection_see_one_snapshot_and_cant_write(
    engine: AsyncEngine,
) -> None:
    count = select(func.count()).select_from(queries)
    async with engine.connect() as connection:
        before = await connection.scalar(count)
        async with writing(engine) as other:
            await other.execute(insert(queries).values(QUERY))
        assert await connection.scalar(count) == before == 0
        with pytest.raises(DBAPIError, match="read-only") as caught:
            await connection.execute(insert(queries).values(QUERY))

    assert database_fault(caught.value) is DatabaseFault.READ_ONLY


async def test_who_reads_alone_sees_one_snapshot_and_nobody_writes_meanwhile(
    engine: AsyncEngine,
) -> None:
    async with reading_alone(engine) as connection:
        for name, value in (
            ("transaction_isolation", "repeatable read"),
            ("transaction_read_only", "on"),
        ):
            assert await connection.scalar(text(f"SHOW {name}")) == value
        driver = await driver_connection(connection)
        assert driver.info.backend_pid == await connection.scalar(select(func.pg_backend_pid()))
        with pytest.raises(OperationalError, match="lock timeout"):
            async with writing_alone(engine, 0.001):
                pass

    # The server lets go of the lock once it has noticed that the connection is closed.
    async with writing_alone(engine, LONG):
        pass


async def test_sessions_are_in_utc_and_wait_for_locks_and_statements_only_so_long(
    engine: AsyncEngine,
) -> None:
    async with writing(engine) as connection:
        for name, value in (
            ("TimeZone", "UTC"),
            ("lock_timeout", "2s"),
            ("statement_timeout", "1min"),
            ("idle_in_transaction_session_timeout", "1min"),
        ):
            assert await connection.scalar(text(f"SHOW {name}")) == value


async def test_who_waits_too_long_to_write_is_told_that_it_is_locked(
    engine: AsyncEngine,
) -> None:
    async with writing(engine):
        with pytest.raises(DBAPIError) as caught:
            async with writing_alone(engine, lock_seconds=0.001):
                pytest.fail("two write at once")

    assert database_fault(caught.value) is DatabaseFault.LOCKED


async def test_an_error_shows_no_value_of_a_row(engine: AsyncEngine) -> None:
    with pytest.raises(IntegrityError) as caught:
        async with writing(engine) as connection:
            await connection.execute(insert(queries).values(QUERY | {"way_in": "telepathy"}))

    assert "Narang" not in f"{caught.value}{caught.value.orig}"
    assert "ck_queries_way_in" in str(caught.value)


async def test_files_beside_it_are_in_the_data_folder(
    engine: AsyncEngine, database_path: Path
) -> None:
    assert path_of(engine) == database_path


def test_a_url_is_shown_without_its_secrets() -> None:
    url = "postgresql://ani:rahasia@db.example:5433/kutip?sslpassword=kunci&sslmode=require"

    assert shown(url) == "postgresql://ani:***@db.example:5433/kutip"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"database": "nowhere"}, 'database "nowhere" does not exist'),
        ({"username": "nobody"}, 'role "nobody" does not exist'),
        ({"query": {"host": "/nowhere"}}, "No such file or directory"),
        ({"host": "127.0.0.1", "port": 1, "query": {}}, "Connection refused"),
    ],
)
async def test_what_cant_be_reached_is_refused_with_the_servers_reason(
    postgresql: Server, database_path: Path, change: dict[str, Any], reason: str
) -> None:
    sentence = await refusal(database_path, postgresql.url().set(password="rahasia", **change))

    assert reason in sentence
    assert "\n" not in sentence
    assert "rahasia" not in sentence


async def test_a_pooler_in_between_is_refused(
    postgresql: Server, new: URL, database_path: Path
) -> None:
    with proxy(postgresql, b"\0\0\0\1") as port:
        url = new.set(host="127.0.0.1", port=port, query={"sslmode": "disable"})
        assert "a pooler such as PgBouncer" in await refusal(database_path, url)


async def test_another_encoding_is_refused(postgresql: Server, database_path: Path) -> None:
    postgresql.run(
        "CREATE DATABASE latin TEMPLATE template0 ENCODING latin1 LC_COLLATE 'C' LC_CTYPE 'C'"
    )

    assert "its encoding is LATIN1" in await refusal(database_path, postgresql.url("latin"))


async def test_a_newer_schema_is_refused_and_stays(
    postgresql: Server, new: URL, database_path: Path
) -> None:
    postgresql.run(
        "CREATE TABLE alembic_version (version_num text); "
        "INSERT INTO alembic_version VALUES ('9999')",
        str(new.database),
    )
    with pytest.raises(DatabaseTooNewError, match="9999"):
        async with open_database(database_path, new):
            pytest.fail("it was opened")

    assert await found_revision(new, database_path) == "9999"


async def test_a_connection_that_broke_is_no_fault_of_the_next_one(
    engine: AsyncEngine, postgresql: Server
) -> None:
    async with engine.connect() as connection:
        await connection.execute(select(1))
    postgresql.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kutip'"
    )

    async with engine.connect() as connection:
        assert await connection.scalar(select(1)) == 1


async def test_a_server_that_stops_meanwhile_ends_a_command_with_a_sentence(
    migrated_url: URL, postgresql: Server, database_path: Path
) -> None:
    async def read_while_it_is_away() -> None:
        async with open_database(database_path, migrated_url) as engine:
            postgresql.stop()
            try:
                async with engine.connect() as connection:
                    await connection.execute(select(1))
            finally:
                postgresql.start()

    with pytest.raises(DatabaseError, match="check that PostgreSQL is running") as caught:
        await read_while_it_is_away()

    cause = caught.value.__cause__
    assert cause is not None
    assert database_fault(cause) is DatabaseFault.AWAY

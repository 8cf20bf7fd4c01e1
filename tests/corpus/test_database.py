import asyncio
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus import migrating, sqlite
from corpus.database import open_database, writing
from corpus.errors import (
    DamagedDatabaseError,
    DatabaseError,
    DatabaseTooNewError,
    DatabaseUnavailableError,
    KutipError,
)
from corpus.schema import HEAD, metadata
from tests.patience import LONG

OPEN = """
import asyncio, sys
from pathlib import Path
from corpus.database import open_database
from tests.patience import be_patient

async def main():
    async with open_database(Path(sys.argv[1])):
        print("opened", "alembic" in sys.modules)

be_patient()
asyncio.run(main())
"""


def start_opening(path: Path) -> subprocess.Popen[str]:
    """Open the database in another process, which prints whether it imported Alembic."""
    command = [sys.executable, "-W", "error", "-c", OPEN, str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def rights(path: Path) -> str:
    return stat.filemode(path.stat().st_mode)


def assert_only_these_threads(before: list[threading.Thread]) -> None:
    """Assert that no other threads are alive, after waiting for those that are about to end."""
    new = [thread for thread in threading.enumerate() if thread not in before]
    for thread in new:
        thread.join(LONG)
    assert not any(thread.is_alive() for thread in new)


async def table_names(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def assert_unavailable(
    path: Path, reason: str, kind: type[DatabaseError] = DatabaseUnavailableError
) -> None:
    with pytest.raises(kind) as caught:
        async with open_database(path):
            pytest.fail("it was opened")
    assert str(path) in str(caught.value)
    assert reason in str(caught.value)
    assert isinstance(caught.value, KutipError)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("busy_timeout", sqlite.BUSY_TIMEOUT_MS),
        ("foreign_keys", 1),
        ("synchronous", 1),
        ("secure_delete", 1),
    ],
)
async def test_every_connection_has_its_pragmas(
    engine: AsyncEngine, pragma: str, value: object
) -> None:
    async with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            assert await connection.scalar(text(f"PRAGMA {pragma}")) == value


async def test_a_new_database_has_every_table(engine: AsyncEngine) -> None:
    assert await table_names(engine) == {*metadata.tables, "alembic_version"}


async def test_only_the_owner_may_read_a_new_database(
    engine: AsyncEngine, database_path: Path
) -> None:
    assert rights(database_path.parent) == "drwx------"
    assert {file.name for file in database_path.parent.iterdir()} > {database_path.name}
    assert {rights(file) for file in database_path.parent.iterdir()} == {"-rw-------"}


async def test_the_permissions_of_an_existing_database_are_not_changed(database_path: Path) -> None:
    async with open_database(database_path):
        pass
    database_path.chmod(0o640)
    async with open_database(database_path):
        assert rights(database_path) == "-rw-r-----"


async def test_written_data_is_there_after_reopening(database_path: Path) -> None:
    async with open_database(database_path) as engine, writing(engine) as connection:
        await connection.execute(text("INSERT INTO articles (id) VALUES ('a')"))
    async with open_database(database_path) as engine, engine.connect() as connection:
        assert await connection.scalar(text("SELECT id FROM articles")) == "a"


async def test_closing_leaves_no_thread_and_no_file_but_the_database(database_path: Path) -> None:
    before = threading.enumerate()
    async with open_database(database_path) as engine, engine.connect(), writing(engine):
        assert len(threading.enumerate()) > len(before)

    assert_only_these_threads(before)
    assert {file.name for file in database_path.parent.iterdir()} <= {
        database_path.name,
        "kutip.db.high-water",
    }


def test_an_up_to_date_database_is_opened_without_alembic(database_path: Path) -> None:
    """Importing Alembic would take longer than everything else."""
    outputs = [start_opening(database_path).communicate() for _ in range(2)]

    assert outputs == [("opened True\n", ""), ("opened False\n", "")]


def test_processes_that_start_simultaneously_create_one_database(database_path: Path) -> None:
    processes = [start_opening(database_path) for _ in range(4)]
    outputs = [process.communicate() for process in processes]

    assert [errors for _, errors in outputs] == [""] * 4
    with sqlite3.connect(database_path) as connection:
        versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()
    assert versions == [(HEAD,)]


async def test_a_write_is_atomic(engine: AsyncEngine) -> None:
    async def add_twice() -> None:
        async with writing(engine) as connection:
            await connection.execute(text("INSERT INTO articles (id) VALUES ('a')"))
            await connection.execute(text("INSERT INTO articles (id) VALUES ('a')"))

    with pytest.raises(IntegrityError):
        await add_twice()

    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM articles")) == 0


async def test_writing_takes_the_write_lock_at_once_and_reading_goes_on(
    engine: AsyncEngine, database_path: Path
) -> None:
    other = sqlite3.connect(database_path, timeout=0, isolation_level=None)
    async with writing(engine):
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM articles").fetchone() == (0,)
    other.execute("BEGIN IMMEDIATE")
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM articles")) == 0
    other.close()


async def test_reads_of_one_connection_see_one_snapshot(engine: AsyncEngine) -> None:
    async with engine.connect() as reader:
        before = await reader.scalar(text("SELECT count(*) FROM articles"))
        async with writing(engine) as writer:
            await writer.execute(text("INSERT INTO articles (id) VALUES ('a')"))
        assert await reader.scalar(text("SELECT count(*) FROM articles")) == before


async def test_a_database_of_a_newer_kutip_is_too_new(database_path: Path) -> None:
    async with open_database(database_path) as engine, writing(engine) as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(
        DatabaseTooNewError, match=r"9999.* update Kutip, or restore an earlier backup"
    ):
        async with open_database(database_path):
            pytest.fail("it was opened")


async def test_a_file_that_is_not_a_database_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, " * 100)

    await assert_unavailable(path, "file is not a database", DamagedDatabaseError)
    assert path.read_text().startswith("Dear reader")


async def test_a_folder_is_unavailable(tmp_path: Path) -> None:
    await assert_unavailable(tmp_path, "Is a directory")


async def test_a_path_through_a_file_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    await assert_unavailable(tmp_path / "file" / "kutip.db", "exists")
    await assert_unavailable(tmp_path / "file" / "folder" / "kutip.db", "Not a directory")


async def test_a_folder_without_write_permission_is_unavailable(own_folder: Path) -> None:
    own_folder.chmod(0o500)
    await assert_unavailable(own_folder / "kutip.db", "Permission denied")
    await assert_unavailable(own_folder / "folder" / "kutip.db", "Permission denied")


async def test_a_file_without_write_permission_is_unavailable(own_folder: Path) -> None:
    path = own_folder / "kutip.db"
    path.touch(0o400)
    await assert_unavailable(path, "Permission denied")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here is always full")
async def test_a_full_disk_is_unavailable() -> None:
    for part in ("disk is full", "that the disk has free space"):
        await assert_unavailable(Path("/dev/full"), part)


@pytest.mark.usefixtures("no_patience")
async def test_a_new_database_that_stays_locked_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN IMMEDIATE")
    await assert_unavailable(path, "database is locked")
    other.close()


async def test_a_migrated_database_is_opened_while_another_writes(database_path: Path) -> None:
    async with (
        open_database(database_path) as engine,
        writing(engine),
        open_database(database_path) as second,
        second.connect() as connection,
    ):
        assert await connection.scalar(text("SELECT count(*) FROM articles")) == 0


async def test_failing_to_open_leaves_no_thread(tmp_path: Path) -> None:
    before = threading.enumerate()
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, " * 100)
    await assert_unavailable(path, "file is not a database", DamagedDatabaseError)

    assert_only_these_threads(before)


async def test_an_error_while_open_is_not_an_error_of_opening(database_path: Path) -> None:
    with pytest.raises(OSError, match="unrelated"):
        async with open_database(database_path):
            raise OSError("unrelated")


async def test_opening_a_database_again_leaves_this_processs_other_connections_their_log(
    database_path: Path,
) -> None:
    async with open_database(database_path):
        pass
    with closing(sqlite3.connect(database_path)) as other:
        other.execute("SELECT * FROM articles").fetchall()
        async with open_database(database_path):
            pass
        elsewhere = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
        elsewhere += "c.execute('SELECT * FROM articles').fetchall(); c.close()"
        await asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", elsewhere, str(database_path)], check=True
        )

        assert database_path.with_name(f"{database_path.name}-wal").exists()
        assert other.execute("SELECT count(*) FROM articles").fetchone() is not None


async def test_a_failing_migration_leaves_the_database_as_it_was(
    database_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_database(database_path) as engine:
        before = await table_names(engine)
    migrations = tmp_path / "migrations"
    shutil.copytree(str(files("corpus") / "migrations"), migrations)
    (migrations / "versions" / "9999_broken.py").write_text(
        "from alembic import op\n"
        f"revision, down_revision = '9999', '{HEAD}'\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half_done (id INTEGER)')\n"
        "    op.execute('CREATE TABLE articles (id INTEGER)')\n"
    )
    with monkeypatch.context() as patch:
        patch.setattr(migrating, "MIGRATIONS", str(migrations))
        for module in (migrating, sqlite):
            patch.setattr(module, "HEAD", "9999")
        await assert_unavailable(
            database_path, "table articles already exists", DamagedDatabaseError
        )

    async with open_database(database_path) as engine:
        assert await table_names(engine) == before

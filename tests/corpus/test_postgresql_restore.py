import asyncio
import os
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert
from sqlalchemy.engine import URL

from corpus.backup import back_up as back_up_data_folder
from corpus.changes import Changes
from corpus.database import open_database, writing
from corpus.errors import (
    BackupError,
    DatabaseTooNewError,
    InvalidBackupError,
    MissingProgramError,
)
from corpus.postgresql import FUNCTIONS
from corpus.postgresql_backup import back_up
from corpus.postgresql_restore import restore
from corpus.restore import restore as restore_to_data_folder
from corpus.schema import audit, metadata
from tests.corpus.backups import SECRET
from tests.corpus.dumps import Programs, contents
from tests.corpus.test_postgresql import CHANGE
from tests.postgresql import Server

pytest_plugins = ["tests.corpus.dump_fixtures"]
pytestmark = [pytest.mark.databases("postgresql"), pytest.mark.usefixtures("replaced")]

OTHER = b"o" * 32
CHANGED = "UPDATE article_versions SET title = 'Lain'"


@pytest.fixture
async def dump(filled: URL, database_path: Path, tmp_path: Path) -> Path:
    """A backup without the secret."""
    await back_up(filled, database_path, tmp_path / "dump", None)
    return tmp_path / "dump"


@pytest.fixture
async def packed(filled: URL, database_path: Path, tmp_path: Path) -> Path:
    """A backup with the secret."""
    await back_up(filled, database_path, tmp_path / "packed", SECRET)
    return tmp_path / "packed"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of the Kutip that restores, which isn't there yet."""
    return tmp_path / "elsewhere"


async def put(source: Path, url: URL, folder: Path, *, force: bool = False) -> Path | None:
    return await restore(source, url, folder / "kutip.db", folder / "kutip.secret", force=force)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_backup_is_restored_to_an_empty_database_row_for_row(
    packed: Path, filled: URL, empty: URL, folder: Path, postgresql: Server
) -> None:
    assert await put(packed, empty, folder) is None

    assert contents(postgresql, empty) == contents(postgresql, filled)
    assert files(folder) == ["kutip.secret"]
    assert (folder / "kutip.secret").read_bytes() == SECRET
    assert stat.filemode((folder / "kutip.secret").stat().st_mode) == "-rw-------"
    assert stat.filemode(folder.stat().st_mode) == "drwx------"


async def test_what_is_restored_has_the_schema_and_counts_on(
    dump: Path, filled: URL, empty: URL, folder: Path
) -> None:
    await put(dump, empty, folder)

    async with open_database(folder / "kutip.db", empty) as engine:
        async with engine.connect() as connection:
            differences = await connection.run_sync(
                lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
            )
        changes = Changes(engine)
        before = await changes.version() or 0
        async with writing(engine) as connection:
            row = await connection.execute(insert(audit).values(CHANGE).returning(audit.c.id))
            assert row.scalar_one() == 2
        assert (await changes.version() or 0) > before
    assert differences == []


async def test_what_kutip_makes_is_what_a_restore_takes_away(
    migrated_url: URL, postgresql: Server
) -> None:
    made = "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    database = str(migrated_url.database)

    assert {name for (name,) in postgresql.run(made, database)} == set(FUNCTIONS)
    assert {name for (name,) in postgresql.run(tables, database)} == {
        *metadata.tables,
        "alembic_version",
    }


async def test_a_database_with_data_is_not_replaced_without_force(
    packed: Path, filled: URL, folder: Path, postgresql: Server
) -> None:
    postgresql.run(CHANGED, str(filled.database))
    before = contents(postgresql, filled)

    with pytest.raises(BackupError, match=rf"{filled.database} already exists; use --force"):
        await put(packed, filled, folder)
    assert contents(postgresql, filled) == before
    assert files(folder) == []


async def test_another_secret_is_not_replaced_without_force(
    packed: Path, empty: URL, folder: Path
) -> None:
    folder.mkdir()
    (folder / "kutip.secret").write_bytes(OTHER)

    with pytest.raises(BackupError, match=r"kutip\.secret already exists; use --force"):
        await put(packed, empty, folder)
    assert (folder / "kutip.secret").read_bytes() == OTHER


async def test_the_same_secret_is_not_written_again(packed: Path, empty: URL, folder: Path) -> None:
    folder.mkdir()
    secret = folder / "kutip.secret"
    secret.write_bytes(SECRET)
    before = secret.stat()

    assert await put(packed, empty, folder) is None
    assert secret.stat() == before


async def test_force_keeps_what_it_replaces_as_a_backup(
    packed: Path, filled: URL, empty: URL, folder: Path, postgresql: Server
) -> None:
    backed_up = contents(postgresql, filled)
    postgresql.run(CHANGED, str(filled.database))
    later = contents(postgresql, filled)
    folder.mkdir()
    (folder / "kutip.secret").write_bytes(OTHER)

    kept = await put(packed, filled, folder, force=True)

    assert kept is not None
    assert kept.parent == folder
    assert contents(postgresql, filled) == backed_up
    assert (folder / "kutip.secret").read_bytes() == SECRET
    assert (kept / "kutip.secret").read_bytes() == OTHER
    assert stat.filemode(kept.stat().st_mode) == "drwx------"
    await put(kept / "kutip.dump", empty, folder)
    assert contents(postgresql, empty) == later


async def test_an_existing_secret_stays_if_the_backup_has_none(
    dump: Path, empty: URL, folder: Path
) -> None:
    folder.mkdir()
    (folder / "kutip.secret").write_bytes(OTHER)

    assert await put(dump, empty, folder) is None
    assert (folder / "kutip.secret").read_bytes() == OTHER


async def test_a_database_in_use_is_never_replaced(
    dump: Path, filled: URL, folder: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.postgresql.LOCK_SECONDS", 0)
    before = contents(postgresql, filled)
    async with open_database(folder / "kutip.db", filled):
        with pytest.raises(BackupError, match="is in use; stop Kutip"):
            await put(dump, filled, folder, force=True)

    assert contents(postgresql, filled) == before
    assert files(folder) == []


@pytest.mark.parametrize(
    "obstacle",
    [
        "CREATE VIEW titles AS SELECT title FROM article_versions",  # Its table can't be dropped.
        "CREATE TABLE pk_feedback (id integer)",  # What comes last can't be made.
    ],
)
async def test_a_restore_that_fails_leaves_everything_as_it_was(
    packed: Path, filled: URL, folder: Path, postgresql: Server, obstacle: str
) -> None:
    folder.mkdir()
    (folder / "kutip.secret").write_bytes(OTHER)
    url = postgresql.new(template=str(filled.database))
    try:
        if "pk_feedback" in obstacle:
            postgresql.run("ALTER TABLE feedback DROP CONSTRAINT pk_feedback", str(url.database))
        postgresql.run(obstacle, str(url.database))
        before = contents(postgresql, url)
        with pytest.raises(BackupError, match=r"Can't restore the backup to postgresql://"):
            await put(packed, url, folder, force=True)

        assert contents(postgresql, url) == before
    finally:
        postgresql.drop(url)
    assert files(folder) == ["kutip.secret"]
    assert (folder / "kutip.secret").read_bytes() == OTHER


async def test_an_interrupted_restore_leaves_everything_as_it_was(
    packed: Path, filled: URL, folder: Path, postgresql: Server, replaced: Programs
) -> None:
    postgresql.run(CHANGED, str(filled.database))
    before = contents(postgresql, filled)
    pipe = replaced.hang("psql", when="--single-transaction")
    restoring = asyncio.create_task(put(packed, filled, folder, force=True))
    pid = int(await asyncio.to_thread(pipe.read_text))
    restoring.cancel()
    with pytest.raises(asyncio.CancelledError):
        await restoring

    assert contents(postgresql, filled) == before
    assert files(folder) == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_nobody_writes_while_a_database_is_replaced(
    packed: Path, filled: URL, folder: Path, postgresql: Server, replaced: Programs
) -> None:
    pipe = replaced.hang("psql", when="--single-transaction")
    restoring = asyncio.create_task(put(packed, filled, folder, force=True))
    await asyncio.to_thread(pipe.read_text)
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    assert postgresql.run(held, str(filled.database)) == [(1,)]
    restoring.cancel()
    with pytest.raises(asyncio.CancelledError):
        await restoring


async def test_a_backup_of_a_newer_kutip_is_too_new(
    filled: URL, empty: URL, database_path: Path, folder: Path, tmp_path: Path, postgresql: Server
) -> None:
    newer = postgresql.new(template=str(filled.database))
    try:
        postgresql.run("UPDATE alembic_version SET version_num = '9999'", str(newer.database))
        await back_up(newer, database_path, tmp_path / "newer", None)
        await back_up(filled, database_path, tmp_path / "dump", None)

        with pytest.raises(DatabaseTooNewError, match=r"newer was written by a newer Kutip.*9999"):
            await put(tmp_path / "newer", empty, folder)
        with pytest.raises(DatabaseTooNewError, match=r"postgresql://.* was written by a newer"):
            await put(tmp_path / "dump", newer, folder, force=True)
    finally:
        postgresql.drop(newer)
    assert files(folder) == []


def pg_dump(server: Server, url: URL, target: Path) -> None:
    place = f"--host={server.folder} --username=kutip {url.database}"
    assert os.system(f"pg_dump --format=custom --file={target} {place}") == 0


async def test_what_pg_dump_itself_writes_is_restored(
    filled: URL, empty: URL, folder: Path, tmp_path: Path, postgresql: Server
) -> None:
    pg_dump(postgresql, filled, tmp_path / "dump")

    await put(tmp_path / "dump", empty, folder)

    assert contents(postgresql, empty) == contents(postgresql, filled)


async def test_a_dump_of_another_program_is_refused(
    empty: URL, folder: Path, tmp_path: Path, postgresql: Server
) -> None:
    postgresql.run("CREATE TABLE articles (id integer)", str(empty.database))
    pg_dump(postgresql, empty, tmp_path / "other")

    with pytest.raises(InvalidBackupError, match="other: it is not a Kutip database"):
        await put(tmp_path / "other", empty, folder)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.99])
async def test_a_truncated_backup_is_refused(
    dump: Path, packed: Path, empty: URL, folder: Path, share: float
) -> None:
    for backup in (dump, packed):
        body = backup.read_bytes()
        backup.write_bytes(body[: int(len(body) * share)])

        with pytest.raises(InvalidBackupError):
            await put(backup, empty, folder)
    assert files(folder) == []


async def test_a_backup_of_a_file_is_not_restored_to_postgresql(
    migrated: Path, empty: URL, folder: Path, tmp_path: Path
) -> None:
    for secret in (None, SECRET):
        name = f"{secret is None}"
        back_up_data_folder(migrated, tmp_path / name, secret)
        with pytest.raises(InvalidBackupError, match="restore it without KUTIP_DATABASE_URL"):
            await put(tmp_path / name, empty, folder)


async def test_a_backup_of_postgresql_is_not_restored_to_a_file(
    dump: Path, packed: Path, folder: Path
) -> None:
    for source in (dump, packed):
        with pytest.raises(InvalidBackupError, match="set KUTIP_DATABASE_URL"):
            restore_to_data_folder(
                source, folder / "kutip.db", folder / "kutip.secret", force=False
            )
    assert files(folder) == []


async def test_a_missing_psql_is_named_with_what_to_install(
    dump: Path, empty: URL, folder: Path, replaced: Programs
) -> None:
    replaced.replace("psql", "echo 'psql (PostgreSQL) 9.6.24'")

    with pytest.raises(MissingProgramError, match="psql is too old"):
        await put(dump, empty, folder)

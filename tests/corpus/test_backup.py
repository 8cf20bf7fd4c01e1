import contextlib
import sqlite3
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.backup import back_up
from corpus.database import writing
from corpus.errors import (
    BackupError,
    DatabaseUnavailableError,
)
from corpus.integrity import checked_revision, connect
from corpus.library import Library
from corpus.schema import HEAD
from tests.corpus.backups import SECRET, files_at_most, titles


def test_a_backup_without_the_secret_is_a_single_intact_database_file(
    database: Path, plain: Path
) -> None:
    assert checked_revision(plain) == HEAD
    assert titles(plain) == titles(database)
    # Opening it created no other file.
    assert {path.name for path in plain.parent.iterdir()} == {"data", "plain"}


def test_a_backup_with_the_secret_holds_both_files_as_in_the_data_folder(packed: Path) -> None:
    with zipfile.ZipFile(packed) as pack:
        assert pack.namelist() == ["kutip.db", "kutip.secret"]
        assert pack.read("kutip.secret") == SECRET


@pytest.mark.parametrize("kind", ["plain", "packed"])
def test_only_its_owner_may_read_a_backup(kind: str, request: pytest.FixtureRequest) -> None:
    backup: Path = request.getfixturevalue(kind)

    assert stat.filemode(backup.stat().st_mode) == "-rw-------"


async def test_a_backup_includes_the_write_ahead_log(
    engine: AsyncEngine, database_path: Path, tmp_path: Path
) -> None:
    await Library(engine).take_in_shipped()
    back_up(database_path, tmp_path / "backup", None)

    assert len(titles(tmp_path / "backup")) == 1


async def test_a_backup_neither_waits_for_nor_includes_an_uncommitted_write(
    engine: AsyncEngine, database_path: Path, tmp_path: Path
) -> None:
    await Library(engine).take_in_shipped()
    before = titles(database_path)
    async with writing(engine) as connection:
        await connection.execute(text("UPDATE article_versions SET title = 'x'"))
        back_up(database_path, tmp_path / "backup", None)

    assert titles(tmp_path / "backup") == before


def test_no_file_is_overwritten(database: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear reader")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("letter", "link"):
        with pytest.raises(BackupError, match=f"{name} already exists"):
            back_up(database, tmp_path / name, SECRET)

    assert (tmp_path / "letter").read_text() == "Dear reader"
    assert not (tmp_path / "nowhere").exists()


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailableError, match="unable to open database file"):
        back_up(tmp_path / "kutip.db", tmp_path / "backup", None)

    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_not_backed_up(database: Path, tmp_path: Path) -> None:
    body = bytearray(database.read_bytes())
    body[8192:-4096] = bytes(len(body) - 8192 - 4096)
    database.write_bytes(body)

    with pytest.raises(DatabaseUnavailableError, match=r"Can't back up .*: .*malformed"):
        back_up(database, tmp_path / "backup", None)
    assert not (tmp_path / "backup").exists()


def test_the_error_names_a_missing_folder(database: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"Can't write the backup .*nowhere/backup: No such file"):
        back_up(database, tmp_path / "nowhere" / "backup", None)


def test_the_error_names_a_path_without_permission(own_database: Path, own_folder: Path) -> None:
    own_folder.chmod(0o500)
    with pytest.raises(BackupError, match=rf"Can't write the backup {own_folder}/new: Permission"):
        back_up(own_database, own_folder / "new", None)
    own_folder.chmod(0o700)
    own_database.parent.chmod(0o000)
    with pytest.raises(
        DatabaseUnavailableError, match=rf"Can't back up the database {own_database}: unable"
    ):
        back_up(own_database, own_folder / "new", None)


@pytest.mark.parametrize("secret", [SECRET, None])
def test_a_backup_that_exceeds_the_file_size_limit_leaves_nothing(
    database: Path, tmp_path: Path, secret: bytes | None
) -> None:
    with (
        files_at_most(20_000),
        pytest.raises(DatabaseUnavailableError, match="nothing was written"),
    ):
        back_up(database, tmp_path / "backup", secret)

    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert checked_revision(database) == HEAD


@pytest.mark.parametrize("secret", [SECRET, None])
def test_a_backup_on_a_full_disk_leaves_nothing(
    database: Path, tmp_path: Path, secret: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextlib.contextmanager
    def full(path: Path) -> Iterator[sqlite3.Connection]:
        with connect(path) as connection:
            # Like a disk with room for this many pages: SQLite itself reports that it is full.
            connection.execute("PRAGMA max_page_count = 4")
            yield connection

    monkeypatch.setattr("corpus.backup.connect", full)
    with pytest.raises(BackupError, match=r"Can't write the backup .*: No space left on device"):
        back_up(database, tmp_path / "backup", secret)

    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@pytest.mark.usefixtures("no_patience")
def test_a_backup_of_a_locked_database_gives_up_and_names_it(
    database: Path, tmp_path: Path
) -> None:
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseUnavailableError, match=r"Can't back up .*: .*locked"):
            back_up(database, tmp_path / "backup", None)

    assert [path.name for path in tmp_path.iterdir()] == ["data"]

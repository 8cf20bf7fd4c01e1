import contextlib
import shutil
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from corpus.atomic_files import move_into_place
from corpus.backup import back_up
from corpus.database import open_database
from corpus.errors import (
    BackupError,
    DatabaseTooNewError,
    InvalidBackupError,
)
from corpus.integrity import checked_revision
from corpus.migrating import MIGRATIONS
from corpus.restore import restore
from corpus.schema import HEAD
from tests.corpus.backups import SECRET, files_at_most, titles

OTHER = b"o" * 32


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The path of another Kutip's database, which doesn't exist yet."""
    return tmp_path / "elsewhere" / "kutip.db"


def put(source: Path, database: Path, *, force: bool = False) -> Path | None:
    return restore(source, database, database.with_name("kutip.secret"), force=force)


def change_title(path: Path, title: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE article_versions SET title = ?", [title])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_backup_is_restored_to_a_new_folder(packed: Path, place: Path) -> None:
    assert put(packed, place) is None

    assert sorted(contents(place.parent)) == ["kutip.db", "kutip.secret"]
    assert checked_revision(place) == HEAD
    assert place.with_name("kutip.secret").read_bytes() == SECRET
    rights = {stat.filemode(path.stat().st_mode) for path in place.parent.iterdir()}
    assert rights == {"-rw-------"}
    assert stat.filemode(place.parent.stat().st_mode) == "drwx------"


def test_an_existing_secret_stays_if_the_backup_has_none(plain: Path, place: Path) -> None:
    place.parent.mkdir()
    place.with_name("kutip.secret").write_bytes(OTHER)
    put(plain, place)

    assert place.with_name("kutip.secret").read_bytes() == OTHER


@pytest.mark.parametrize("name", ["kutip.db", "kutip.secret", "kutip.db-wal"])
def test_existing_files_are_not_replaced_without_force(
    packed: Path, place: Path, name: str
) -> None:
    place.parent.mkdir()
    (place.parent / name).write_bytes(OTHER)

    with pytest.raises(BackupError, match=f"{name} already exists; use --force"):
        put(packed, place)
    assert contents(place.parent) == {name: OTHER}


def test_force_moves_existing_files_aside(
    database: Path, packed: Path, plain: Path, place: Path
) -> None:
    put(plain, place)
    change_title(place, "Lain")
    place.with_name("kutip.secret").write_bytes(OTHER)
    kept = put(packed, place, force=True)

    assert kept is not None
    assert kept.parent == place.parent
    assert titles(kept / "kutip.db") == ["Lain"]
    assert (kept / "kutip.secret").read_bytes() == OTHER
    assert titles(place) == titles(database)
    assert place.with_name("kutip.secret").read_bytes() == SECRET


def test_a_leftover_write_ahead_log_is_not_applied_to_the_restored_database(
    database: Path, plain: Path, place: Path
) -> None:
    put(plain, place)
    with contextlib.closing(sqlite3.connect(place)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE article_versions SET title = 'Lain'")
        other.commit()
        left = contents(place.parent)
    place.unlink()
    for name, content in left.items():
        if name != "kutip.db":
            (place.parent / name).write_bytes(content)
    kept = put(plain, place, force=True)

    assert kept is not None
    assert sorted(contents(kept)) == ["kutip.db-shm", "kutip.db-wal"]
    assert titles(place) == titles(database)


def test_a_damaged_database_can_be_replaced(plain: Path, place: Path) -> None:
    place.parent.mkdir()
    place.write_text("no database, but long enough to be taken for one" * 50)
    kept = put(plain, place, force=True)

    assert kept is not None
    assert (kept / "kutip.db").read_text().startswith("no database")
    assert checked_revision(place) == HEAD


@pytest.mark.parametrize("force", [False, True])
async def test_the_database_of_a_running_kutip_is_never_replaced(
    plain: Path, place: Path, force: bool
) -> None:
    async with open_database(place) as engine:
        with pytest.raises(BackupError):
            put(plain, place, force=force)
        async with engine.connect() as connection:
            assert await connection.scalar(text("SELECT count(*) FROM articles")) == 0
    with pytest.raises(BackupError, match="already exists"):
        put(plain, place)
    assert put(plain, place, force=True) is not None


async def test_the_error_for_a_database_in_use_says_to_stop_other_programs(
    plain: Path, place: Path
) -> None:
    async with open_database(place):
        with pytest.raises(BackupError, match="is in use; stop Kutip"):
            put(plain, place, force=True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Dear reader, " * 1000,
        b"SQLite format 3\0",
        b"SQLite format 3\0" + b"x" * 10_000,
        b"PK\x03\x04" + b"x" * 10_000,
    ],
)
def test_a_file_that_is_not_a_backup_is_refused(tmp_path: Path, place: Path, body: bytes) -> None:
    (tmp_path / "letter").write_bytes(body)

    with pytest.raises(InvalidBackupError, match="letter"):
        put(tmp_path / "letter", place)
    assert not place.exists()


@pytest.mark.parametrize("path", ["nowhere", "data"])
def test_an_unreadable_file_is_refused(
    database: Path, tmp_path: Path, place: Path, path: str
) -> None:
    with pytest.raises(InvalidBackupError, match=rf"Can't read \S*{path}: "):
        put(tmp_path / path, place)


def test_the_error_names_a_path_without_permission(own_database: Path, own_folder: Path) -> None:
    backup = own_folder / "backup"
    back_up(own_database, backup, None)
    own_folder.chmod(0o500)
    with pytest.raises(
        BackupError, match=rf"Can't restore the backup to {own_folder}/new: Permission"
    ):
        put(backup, own_folder / "new" / "kutip.db")
    own_folder.chmod(0o700)
    backup.chmod(0o000)
    with pytest.raises(InvalidBackupError, match=rf"Can't read {backup}: Permission"):
        put(backup, own_folder / "new" / "kutip.db")


def test_other_databases_and_archives_are_refused(tmp_path: Path, place: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE articles (id INTEGER)")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as pack:
        pack.writestr("kutip.txt", "Dear reader")

    with pytest.raises(InvalidBackupError, match="not a Kutip database"):
        put(tmp_path / "other.db", place)
    with pytest.raises(InvalidBackupError, match="not a Kutip backup"):
        put(tmp_path / "other.zip", place)


@pytest.mark.parametrize("kind", ["plain", "packed"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.99])
def test_a_truncated_backup_is_refused(
    place: Path, kind: str, share: float, request: pytest.FixtureRequest
) -> None:
    backup: Path = request.getfixturevalue(kind)
    body = backup.read_bytes()
    backup.write_bytes(body[: int(len(body) * share)])

    with pytest.raises(InvalidBackupError):
        put(backup, place)
    assert list(place.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["kutip.db", "kutip.secret"])
def test_a_corrupted_archive_is_refused(packed: Path, place: Path, name: str) -> None:
    with zipfile.ZipFile(packed) as pack:
        start = pack.getinfo(name).header_offset + 30 + len(name)
    body = bytearray(packed.read_bytes())
    body[start + 1] ^= 0xFF
    packed.write_bytes(body)

    with pytest.raises(InvalidBackupError):
        put(packed, place)


def test_a_backup_of_a_newer_kutip_is_too_new(plain: Path, place: Path) -> None:
    with contextlib.closing(sqlite3.connect(plain)) as backup, backup:
        backup.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatabaseTooNewError, match=rf"{plain} was written by a newer Kutip.*9999"):
        put(plain, place)
    assert not place.exists()


async def test_a_backup_of_an_earlier_kutip_is_migrated_when_it_is_opened(
    tmp_path: Path, place: Path
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    back_up(tmp_path / "old.db", tmp_path / "backup", None)
    put(tmp_path / "backup", place)

    assert checked_revision(place) == "0001"
    async with open_database(place):
        assert checked_revision(place) == HEAD


def test_a_restore_that_does_not_fit_changes_nothing(plain: Path, place: Path) -> None:
    put(plain, place)
    change_title(place, "Lain")
    before = contents(place.parent)
    with files_at_most(20_000), pytest.raises(BackupError, match="File too large"):
        put(plain, place, force=True)

    assert contents(place.parent) == before
    assert titles(place) == ["Lain"]


@pytest.mark.parametrize("size", [0, 31, 33])
def test_an_incomplete_secret_is_refused(
    database: Path, tmp_path: Path, place: Path, size: int
) -> None:
    back_up(database, tmp_path / "backup", b"s" * size)

    with pytest.raises(InvalidBackupError, match="its secret is incomplete"):
        put(tmp_path / "backup", place)
    assert list(place.parent.iterdir()) == []


def test_an_archive_with_a_wrong_directory_is_refused(packed: Path, place: Path) -> None:
    body = bytearray(packed.read_bytes())
    end = body.rindex(b"PK\x05\x06")
    # The offset of its central directory: before the start of the file.
    body[end + 12 : end + 20] = (2**31).to_bytes(4, "little") * 2
    packed.write_bytes(body)

    with pytest.raises(InvalidBackupError):
        put(packed, place)


@pytest.mark.parametrize("damaged", range(0, 40, 3))
def test_an_archive_with_any_wrong_byte_is_refused_or_restored_correctly(
    packed: Path, place: Path, damaged: int
) -> None:
    body = bytearray(packed.read_bytes())
    body[body.rindex(b"PK\x01\x02") + damaged] ^= 0xFF
    packed.write_bytes(body)

    with contextlib.suppress(InvalidBackupError):
        put(packed, place)
        assert place.with_name("kutip.secret").read_bytes() == SECRET


def test_a_write_ahead_log_next_to_the_backup_is_restored_too(
    plain: Path, tmp_path: Path, place: Path
) -> None:
    copy = tmp_path / "copy"
    with contextlib.closing(sqlite3.connect(plain)) as backup:
        backup.execute("PRAGMA journal_mode = WAL")
        backup.execute("UPDATE article_versions SET title = 'Baru'")
        backup.commit()
        for end in ("", "-wal"):
            shutil.copyfile(f"{plain}{end}", f"{copy}{end}")
    put(copy, place)

    assert titles(place) == ["Baru"]
    assert sorted(contents(place.parent)) == ["kutip.db"]
    assert copy.with_name("copy-wal").exists()


@pytest.mark.parametrize("name", ["kutip.db", "kutip.secret"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_an_interrupted_restore_leaves_everything_as_it_was(
    packed: Path,
    place: Path,
    name: str,
    error: BaseException,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(draft: Path, path: Path) -> None:
        move_into_place(draft, path)
        if path.name == name:
            raise error

    put(packed, place)
    change_title(place, "Lain")
    place.with_name("kutip.secret").write_bytes(OTHER)
    before = contents(place.parent)
    monkeypatch.setattr("corpus.restore.move_into_place", stop)
    for folder, wanted in ((place.parent, before), (place.parent / "new", {})):
        with pytest.raises((KeyboardInterrupt, BackupError)):
            put(packed, folder / "kutip.db", force=True)
        assert contents(folder) == wanted
        assert not list(folder.glob("replaced-*"))


def test_the_database_is_locked_while_it_is_replaced(
    plain: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(draft: Path, path: Path) -> None:
        [kept] = place.parent.glob("replaced-*/kutip.db")
        with (
            contextlib.closing(sqlite3.connect(kept, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("SELECT 1 FROM articles")
        move_into_place(draft, path)

    put(plain, place)
    monkeypatch.setattr("corpus.restore.move_into_place", look)
    put(plain, place, force=True)

    assert checked_revision(place) == HEAD

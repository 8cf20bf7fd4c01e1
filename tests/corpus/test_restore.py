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

from corpus.backup import back_up
from corpus.database import MIGRATIONS, open_database
from corpus.errors import (
    BackupError,
    DatabaseTooNewError,
    NoBackupError,
)
from corpus.integrity import revision_of
from corpus.restore import restore
from corpus.schema import HEAD
from corpus.whole_files import finish
from tests.corpus.backups import SECRET, files_at_most, titles

OTHER = b"o" * 32


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The place of another Kutip's database; there is none yet."""
    return tmp_path / "elsewhere" / "kutip.db"


def put(source: Path, database: Path, *, force: bool = False) -> Path | None:
    return restore(source, database, database.with_name("kutip.secret"), force=force)


def change_title(path: Path, title: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE article_versions SET title = ?", [title])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_backup_is_restored_to_a_folder_that_is_new(packed: Path, place: Path) -> None:
    assert put(packed, place) is None

    assert sorted(contents(place.parent)) == ["kutip.db", "kutip.secret"]
    assert revision_of(place) == HEAD
    assert place.with_name("kutip.secret").read_bytes() == SECRET
    rights = {stat.filemode(path.stat().st_mode) for path in place.parent.iterdir()}
    assert rights == {"-rw-------"}
    assert stat.filemode(place.parent.stat().st_mode) == "drwx------"


def test_a_secret_that_was_copied_by_hand_stays_where_the_backup_has_none(
    plain: Path, place: Path
) -> None:
    place.parent.mkdir()
    place.with_name("kutip.secret").write_bytes(OTHER)
    put(plain, place)

    assert place.with_name("kutip.secret").read_bytes() == OTHER


@pytest.mark.parametrize("name", ["kutip.db", "kutip.secret", "kutip.db-wal"])
def test_what_is_there_is_not_replaced_without_force(packed: Path, place: Path, name: str) -> None:
    place.parent.mkdir()
    (place.parent / name).write_bytes(OTHER)

    with pytest.raises(BackupError, match=f"{name} is there already; with --force"):
        put(packed, place)
    assert contents(place.parent) == {name: OTHER}


def test_with_force_what_was_there_is_kept_whole(
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


def test_a_log_that_was_left_of_another_database_is_not_read_into_the_new_one(
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


def test_a_damaged_database_gives_way_to_a_backup(plain: Path, place: Path) -> None:
    place.parent.mkdir()
    place.write_text("no database, but long enough to be taken for one" * 50)
    kept = put(plain, place, force=True)

    assert kept is not None
    assert (kept / "kutip.db").read_text().startswith("no database")
    assert revision_of(place) == HEAD


@pytest.mark.parametrize("force", [False, True])
async def test_the_database_of_a_running_kutip_is_never_replaced(
    plain: Path, place: Path, force: bool
) -> None:
    async with open_database(place) as engine:
        with pytest.raises(BackupError):
            put(plain, place, force=force)
        async with engine.connect() as connection:
            assert await connection.scalar(text("SELECT count(*) FROM articles")) == 0
    with pytest.raises(BackupError, match="is there already"):
        put(plain, place)
    assert put(plain, place, force=True) is not None


async def test_who_has_the_database_open_is_told_to_stop(plain: Path, place: Path) -> None:
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
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, place: Path, body: bytes) -> None:
    (tmp_path / "letter").write_bytes(body)

    with pytest.raises(NoBackupError, match="letter"):
        put(tmp_path / "letter", place)
    assert not place.exists()


@pytest.mark.parametrize("path", ["nowhere", "data"])
def test_what_cant_be_read_is_refused(
    database: Path, tmp_path: Path, place: Path, path: str
) -> None:
    with pytest.raises(NoBackupError, match=f"{path} can't be read"):
        put(tmp_path / path, place)


def test_what_may_not_be_written_or_read_is_named(own_database: Path, own_folder: Path) -> None:
    backup = own_folder / "backup"
    back_up(own_database, backup, None)
    own_folder.chmod(0o500)
    with pytest.raises(BackupError, match=rf"can't be put into {own_folder}/new: Permission"):
        put(backup, own_folder / "new" / "kutip.db")
    own_folder.chmod(0o700)
    backup.chmod(0o000)
    with pytest.raises(NoBackupError, match=rf"{backup} can't be read: Permission"):
        put(backup, own_folder / "new" / "kutip.db")


def test_anothers_database_and_anothers_archive_are_refused(tmp_path: Path, place: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE articles (id INTEGER)")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as pack:
        pack.writestr("kutip.txt", "Dear reader")

    with pytest.raises(NoBackupError, match="not a database of Kutip's"):
        put(tmp_path / "other.db", place)
    with pytest.raises(NoBackupError, match="not a backup of Kutip's"):
        put(tmp_path / "other.zip", place)


@pytest.mark.parametrize("kind", ["plain", "packed"])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.99])
def test_a_part_of_a_backup_is_refused(
    place: Path, kind: str, share: float, request: pytest.FixtureRequest
) -> None:
    backup: Path = request.getfixturevalue(kind)
    body = backup.read_bytes()
    backup.write_bytes(body[: int(len(body) * share)])

    with pytest.raises(NoBackupError):
        put(backup, place)
    assert list(place.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["kutip.db", "kutip.secret"])
def test_an_archive_that_rotted_is_refused(packed: Path, place: Path, name: str) -> None:
    with zipfile.ZipFile(packed) as pack:
        start = pack.getinfo(name).header_offset + 30 + len(name)
    body = bytearray(packed.read_bytes())
    body[start + 1] ^= 0xFF
    packed.write_bytes(body)

    with pytest.raises(NoBackupError):
        put(packed, place)


def test_a_backup_of_a_later_kutip_is_too_new(plain: Path, place: Path) -> None:
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

    assert revision_of(place) == "0001"
    async with open_database(place):
        assert revision_of(place) == HEAD


def test_a_restore_that_does_not_fit_changes_nothing(plain: Path, place: Path) -> None:
    put(plain, place)
    change_title(place, "Lain")
    before = contents(place.parent)
    with files_at_most(20_000), pytest.raises(BackupError, match="File too large"):
        put(plain, place, force=True)

    assert contents(place.parent) == before
    assert titles(place) == ["Lain"]


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_secret_that_is_not_whole_is_refused(
    database: Path, tmp_path: Path, place: Path, size: int
) -> None:
    back_up(database, tmp_path / "backup", b"s" * size)

    with pytest.raises(NoBackupError, match="its secret is not a whole one"):
        put(tmp_path / "backup", place)
    assert list(place.parent.iterdir()) == []


def test_an_archive_whose_list_is_wrong_is_refused(packed: Path, place: Path) -> None:
    body = bytearray(packed.read_bytes())
    end = body.rindex(b"PK\x05\x06")
    # Where its list of files begins: before the file itself does.
    body[end + 12 : end + 20] = (2**31).to_bytes(4, "little") * 2
    packed.write_bytes(body)

    with pytest.raises(NoBackupError):
        put(packed, place)


@pytest.mark.parametrize("damaged", range(0, 40, 3))
def test_an_archive_with_any_wrong_byte_is_refused_or_whole(
    packed: Path, place: Path, damaged: int
) -> None:
    body = bytearray(packed.read_bytes())
    body[body.rindex(b"PK\x01\x02") + damaged] ^= 0xFF
    packed.write_bytes(body)

    with contextlib.suppress(NoBackupError):
        put(packed, place)
        assert place.with_name("kutip.secret").read_bytes() == SECRET


def test_what_is_not_yet_in_the_file_itself_is_restored_too(
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
def test_a_restore_that_is_not_finished_leaves_all_as_it_was(
    packed: Path,
    place: Path,
    name: str,
    error: BaseException,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(draft: Path, path: Path) -> None:
        finish(draft, path)
        if path.name == name:
            raise error

    put(packed, place)
    change_title(place, "Lain")
    place.with_name("kutip.secret").write_bytes(OTHER)
    before = contents(place.parent)
    monkeypatch.setattr("corpus.restore.finish", stop)
    for folder, wanted in ((place.parent, before), (place.parent / "new", {})):
        with pytest.raises((KeyboardInterrupt, BackupError)):
            put(packed, folder / "kutip.db", force=True)
        assert contents(folder) == wanted
        assert not list(folder.glob("replaced-*"))


def test_nobody_gets_at_the_database_while_it_is_replaced(
    plain: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(draft: Path, path: Path) -> None:
        [kept] = place.parent.glob("replaced-*/kutip.db")
        with (
            contextlib.closing(sqlite3.connect(kept, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("SELECT 1 FROM articles")
        finish(draft, path)

    put(plain, place)
    monkeypatch.setattr("corpus.restore.finish", look)
    put(plain, place, force=True)

    assert revision_of(place) == HEAD

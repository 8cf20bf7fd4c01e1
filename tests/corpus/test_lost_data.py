"""A data folder that something was taken from is refused; one where nothing was lost never is."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from corpus.atomic_files import move_into_place
from corpus.data_folder import SECRET_BYTES, SECRET_NAME
from corpus.database import open_database
from corpus.errors import LostDataError
from corpus.high_water import Reached, confirm, confirmed, mark_of
from corpus.library import Library
from corpus.restore import restore
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from corpus.starting_anew import accept_loss
from tests.corpus.drafts import AYAM

KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from corpus.database import open_database
from corpus.library import Library
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from tests.corpus.drafts import AYAM

async def main():
    async with open_database(Path(sys.argv[1])) as engine:
        await Library(engine).take_in_shipped()
        await Shelf(engine, EVERYWHERE).put(AYAM)
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


def kill_after_a_change(path: Path) -> None:
    """Let a process add an article and die, so that the write-ahead log stays."""
    root = Path(__file__).parents[2]
    died = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)],
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert died.returncode == -signal.SIGKILL
    assert wal_of(path).stat().st_size > 0


def wal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


async def titles(path: Path) -> set[str]:
    async with open_database(path) as engine:
        return {article.id for article in (await Library(engine).updates(EVERYWHERE)).articles}


async def assert_refused(path: Path, *words: str) -> None:
    files = {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}
    with pytest.raises(LostDataError) as caught:
        async with open_database(path):
            pytest.fail("it was opened")
    for word in (*words, "kutip restore FILE --force", "kutip run --accept-loss"):
        assert word in str(caught.value)
    kept = {name: path.with_name(name).read_bytes() for name in files if not name.endswith("-shm")}
    assert kept.items() <= files.items()


async def test_a_new_folder_is_no_loss(database_path: Path) -> None:
    async with open_database(database_path):
        pass
    async with open_database(database_path):
        pass


async def test_an_empty_file_alone_is_no_loss(database_path: Path) -> None:
    """A process that was killed at its first start leaves it."""
    database_path.parent.mkdir()
    database_path.touch()
    async with open_database(database_path):
        pass


async def test_a_database_that_a_killed_process_left_is_whole(database_path: Path) -> None:
    kill_after_a_change(database_path)

    assert AYAM.id in await titles(database_path)


@pytest.mark.parametrize("left", [None, b""])
@pytest.mark.parametrize("trace", [SECRET_NAME, "kutip.db.high-water", "kutip.db-wal"])
async def test_a_database_that_is_gone_or_empty_is_refused(
    database_path: Path, left: bytes | None, trace: str
) -> None:
    database_path.parent.mkdir()
    database_path.with_name(trace).write_bytes(b"s" * 32)
    if left is not None:
        database_path.write_bytes(left)

    await assert_refused(database_path, "missing or empty", trace)
    assert database_path.exists() == (left is not None)


async def test_a_log_taken_away_from_a_new_database_is_noticed(database_path: Path) -> None:
    """All of its tables were in the log."""
    kill_after_a_change(database_path)
    wal_of(database_path).unlink()

    await assert_refused(database_path, "missing or empty")


async def test_a_log_with_changes_taken_away_is_noticed(database_path: Path) -> None:
    async with open_database(database_path):
        pass
    kill_after_a_change(database_path)
    wal_of(database_path).unlink()

    await assert_refused(database_path, "older than Kutip left it", "kutip.db-wal")


async def test_an_older_copy_put_in_place_by_hand_is_noticed(
    database_path: Path, tmp_path: Path
) -> None:
    async with open_database(database_path) as engine:
        await Library(engine).take_in_shipped()
    shutil.copy(database_path, tmp_path / "copy")
    async with open_database(database_path) as engine:
        await Shelf(engine, EVERYWHERE).add(AYAM)
    shutil.copy(tmp_path / "copy", database_path)

    await assert_refused(database_path, "the last 1 changes and questions are not in it")


async def test_an_older_backup_is_restored_without_a_complaint(
    database_path: Path, tmp_path: Path
) -> None:
    async with open_database(database_path) as engine:
        await Library(engine).take_in_shipped()
    shutil.copy(database_path, tmp_path / "copy")
    async with open_database(database_path) as engine:
        await Shelf(engine, EVERYWHERE).add(AYAM)
    kept = restore(
        tmp_path / "copy", database_path, database_path.with_name(SECRET_NAME), force=True
    )

    assert AYAM.id not in await titles(database_path)
    assert confirmed(database_path).changes == 1
    assert kept is not None
    assert mark_of(kept / database_path.name).exists()


async def test_a_copy_of_the_whole_folder_is_no_loss(database_path: Path, tmp_path: Path) -> None:
    kill_after_a_change(database_path)
    copy = Path(shutil.copytree(database_path.parent, tmp_path / "copy"))

    assert AYAM.id in await titles(copy / database_path.name)


async def test_an_older_database_is_used_once_its_loss_is_accepted(database_path: Path) -> None:
    async with open_database(database_path):
        pass
    kill_after_a_change(database_path)
    wal_of(database_path).unlink()

    assert accept_loss(database_path) is None
    assert AYAM.id not in await titles(database_path)
    assert await titles(database_path) == set()


async def test_traces_are_moved_aside_when_the_loss_of_all_is_accepted(
    database_path: Path,
) -> None:
    kill_after_a_change(database_path)
    database_path.with_name(SECRET_NAME).write_bytes(b"s" * 32)
    database_path.unlink()
    log = wal_of(database_path).read_bytes()

    aside = accept_loss(database_path)
    assert aside is not None
    assert (aside / "kutip.db-wal").read_bytes() == log
    assert (aside / SECRET_NAME).exists()
    assert await titles(database_path) == set()


async def test_accepting_changes_nothing_where_nothing_is_lost(database_path: Path) -> None:
    kill_after_a_change(database_path)

    assert accept_loss(database_path) is None
    assert AYAM.id in await titles(database_path)


def put_0007(path: Path, changes: int) -> None:
    """Put a database of an earlier Kutip in place, with so many changes."""
    for each in (path, wal_of(path)):
        each.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript((Path(__file__).parent / "schemas/0007.sql").read_text())
        database.execute("UPDATE change_count SET number = ?", (changes,))


async def test_a_backup_that_an_earlier_kutip_restored_is_no_loss(database_path: Path) -> None:
    kill_after_a_change(database_path)
    mark = confirmed(database_path)
    put_0007(database_path, mark.changes)
    # The earlier Kutip numbers no moments, and knows no mark.
    confirm(database_path, Reached(mark.changes, 1000))

    for _ in range(2):
        await titles(database_path)


async def test_a_database_of_an_earlier_kutip_that_lacks_changes_is_refused(
    database_path: Path,
) -> None:
    kill_after_a_change(database_path)
    changes = confirmed(database_path).changes
    put_0007(database_path, changes - 1)

    await assert_refused(database_path, "the last 1 changes and questions")


async def test_a_log_behind_a_link_is_found(database_path: Path, tmp_path: Path) -> None:
    kill_after_a_change(database_path)
    moved = tmp_path / "elsewhere.db"
    database_path.rename(moved)
    wal_of(database_path).rename(wal_of(moved))
    database_path.symlink_to(moved)
    assert AYAM.id in await titles(database_path)
    mark_of(database_path).unlink()
    moved.unlink()
    wal_of(moved).write_bytes(b"x")

    await assert_refused(database_path, "elsewhere.db-wal")


async def test_a_restore_that_is_killed_leaves_no_folder_that_looks_new(
    database_path: Path, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_after_a_change(database_path)
    folder = database_path.parent
    secret = database_path.with_name(SECRET_NAME)
    secret.write_bytes(b"s" * SECRET_BYTES)
    found: list[dict[str, bytes]] = []

    def look(draft: Path, path: Path) -> None:
        found.append({each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()})
        move_into_place(draft, path)

    monkeypatch.setattr("corpus.restore.move_into_place", look)
    restore(packed, database_path, secret, force=True)
    assert database_path.name not in found[0]
    left = database_path.parents[1] / "left"
    left.mkdir()
    for name, content in found[0].items():
        (left / name).write_bytes(content)
    with pytest.raises(LostDataError):
        async with open_database(left / database_path.name):
            pytest.fail("it was opened")

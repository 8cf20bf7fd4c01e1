"""A data folder that something was taken from is refused; one where nothing was lost never is."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.data_folder import SECRET_NAME
from corpus.database import open_database
from corpus.errors import LostDataError
from corpus.high_water import confirmed, mark_of
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

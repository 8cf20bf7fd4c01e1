"""What may happen to the data folder: locked, full, read-only, files taken away, a second bot.

Disks that are full or read-only are file systems in memory, which only root can mount.
"""

import asyncio
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TypeAlias

from corpus.data_folder import DATABASE_NAME, SECRET_NAME
from reliability.invariants import check
from reliability.load import busy
from reliability.process import Bot
from reliability.results import Progress, Row
from reliability.stage import Stage, staged
from reliability.standin import StandIn
from reliability.world import World

LOCKED_SECONDS = 30
FULL_SECONDS = 15
DISK_MEGABYTES = 32
"""With room for the database and the space that Kutip sets aside."""
PIECE = 4096
NEARLY_FULL = 64 * 1024
"""Bytes that are left of a disk that is nearly full."""
MOUNT, UMOUNT = shutil.which("mount"), shutil.which("umount")

Trial: TypeAlias = Callable[[Stage], Awaitable[list[str]]]
"""Does something to the data of a running bot, and returns what was wrong. It runs again then."""


async def _locked(stage: Stage) -> list[str]:
    bot, world = stage.bot, stage.world
    async with busy(world, pause=0.5):
        with closing(sqlite3.connect(bot.database, timeout=30)) as other:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(LOCKED_SECONDS)
            other.rollback()
    return _silences(world)


async def _full(stage: Stage) -> list[str]:
    return await _filled(stage, 0)


async def _nearly_full(stage: Stage) -> list[str]:
    return await _filled(stage, NEARLY_FULL)


async def _filled(stage: Stage, left: int) -> list[str]:
    bot, world = stage.bot, stage.world
    ballast = bot.folder.with_name("ballast")
    async with busy(world, pause=0.5):
        _fill(ballast, left)
        await asyncio.sleep(FULL_SECONDS)
        ballast.unlink()
    return _silences(world)


async def _full_at_a_stop(stage: Stage) -> list[str]:
    """Stop while the disk is full: the query log keeps what it can't write."""
    bot, world = stage.bot, stage.world
    ballast = bot.folder.with_name("ballast")
    async with busy(world, pause=0.5):
        _fill(ballast, 0)
        await asyncio.sleep(FULL_SECONDS)
        await bot.stop()
    ballast.unlink()
    world.silences.clear()
    await bot.start()
    return []


def _fill(ballast: Path, left: int) -> None:
    """Fill the disk up to so many bytes."""
    free = os.statvfs(ballast.parent)
    with suppress(OSError), ballast.open("wb") as file:
        for _ in range((free.f_bavail * free.f_bsize - left) // PIECE + 1):
            file.write(bytes(PIECE))
            file.flush()


async def _second_bot(stage: Stage) -> list[str]:
    bot, world = stage.bot, stage.world
    second = Bot(StandIn(servers=1), bot.folder)
    async with second.discord:
        problems = await _refused(second, "")
    return problems + _silences(world)


def _taken_away(name: str, change: Callable[[Path], None], hint: str) -> Trial:
    """End the bot, change a file, and bring it back once a start was refused.

    The log of SQLite (WAL) is there only after a kill, and has what the database lacks then.
    """

    async def take_away(stage: Stage) -> list[str]:
        bot, world = stage.bot, stage.world
        async with busy(world):
            await asyncio.sleep(3)
            if name.endswith("-wal"):
                bot.kill()
                await bot.ended()
            else:
                await bot.stop()
        world.silences.clear()
        safe = bot.folder.with_name("safe")
        shutil.copytree(bot.folder, safe)
        change(bot.folder / name)
        problems = await _refused(bot, hint)
        shutil.rmtree(bot.folder)
        safe.rename(bot.folder)
        await bot.start()
        return problems

    return take_away


async def _refused(bot: Bot, hint: str) -> list[str]:
    """Return what is wrong with a start that must be refused with a sentence."""
    before = bot.log.stat().st_size if bot.log.exists() else 0
    await bot.launch()
    died = await bot.ends_unless_quiet(bot.folder / "none", 1)
    said = bot.log.read_bytes()[before:].decode()
    if not died:
        await bot.stop()
        return [f"it started nevertheless, and said {said!r}"]
    if bot.process.returncode in {0, 1} or "Traceback" in said or hint not in said:
        return [f"it ended with {bot.process.returncode}, and said {said[-500:]!r}"]
    return []


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _halve(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


RESTORE = "kutip restore"
TRIALS: dict[str, Trial] = {
    f"locked for {LOCKED_SECONDS} s": _locked,
    "two bots on one folder": _second_bot,
    "database deleted": _taken_away(DATABASE_NAME, Path.unlink, RESTORE),
    "database emptied": _taken_away(DATABASE_NAME, _empty, RESTORE),
    "database cut in half": _taken_away(DATABASE_NAME, _halve, RESTORE),
    "WAL deleted": _taken_away(f"{DATABASE_NAME}-wal", Path.unlink, RESTORE),
    "secret deleted": _taken_away(SECRET_NAME, Path.unlink, ""),
    "disk full": _full,
    "disk nearly full": _nearly_full,
    "disk full, and stopped": _full_at_a_stop,
}
ON_A_DISK = frozenset(name for name in TRIALS if name.startswith("disk"))


async def disks(folder: Path, seed: int, progress: Progress) -> list[Row]:
    """Try everything, each with a folder of its own."""
    rows = []
    for name, trial in TRIALS.items():
        place = folder / name.replace(" ", "-").replace(",", "")
        place.mkdir(parents=True)
        if name in ON_A_DISK and (MOUNT is None or os.geteuid() != 0):
            continue
        with _mounted(place) if name in ON_A_DISK else nullcontext():
            rows.append(await _try(name, trial, place, seed))
        progress.tried(rows, name)
    return rows


async def _try(name: str, trial: Trial, place: Path, seed: int) -> Row:
    row = Row(name[0].upper() + name[1:])
    async with staged(place / "data", seed, servers=2, seconds=60) as stage:
        problems = await trial(stage)
        found = await check(stage.world, stage.folder, log_may_lack_rows="WAL" in name)
        found.wrong += problems
        row.note(found)
        row.note_load(stage.world)
    return row


def _silences(world: World) -> list[str]:
    return [f"without a word: {each}" for each in world.silences]


@contextmanager
def _mounted(place: Path) -> Iterator[None]:
    assert MOUNT is not None
    assert UMOUNT is not None
    options = f"size={DISK_MEGABYTES}m"
    subprocess.run([MOUNT, "-t", "tmpfs", "-o", options, "tmpfs", place], check=True)  # noqa: S603
    try:
        yield
    finally:
        subprocess.run([UMOUNT, "--lazy", place], check=True)  # noqa: S603

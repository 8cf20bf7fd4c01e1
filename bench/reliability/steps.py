"""Kills the bot at every step of every write path, as its SQL statements and commits are counted.

For each path the bot is killed before the first step, then, with something new, before the second,
and so on, until the path is through.
"""

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reliability import articles, asking, paths
from reliability.invariants import check
from reliability.ledger import Ledger
from reliability.process import Bot
from reliability.results import Progress, Row
from reliability.stage import Stage, staged
from reliability.standin import NoReplyError, StandIn
from reliability.world import World

MOST_STEPS = 500
SETTLED_SECONDS = 0.5
"""How long the query log has for the questions of the preparation."""
QUIET_SECONDS = 6
"""How long the bot must do nothing after a path, for what follows it, also on a busy machine."""


@dataclass(slots=True)
class Fuse:
    """The file that makes the bot kill itself (launcher.py)."""

    file: Path

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the launcher."""
        return {"KILL_FILE": str(self.file), "NO_TIDYING": "1"}

    def light(self, step: int) -> None:
        """Let it kill itself before a step, counted from 1 on."""
        self.steps.unlink(missing_ok=True)
        self.file.write_text(str(step), encoding="ascii")

    def remove(self) -> None:
        """Count no longer."""
        self.file.unlink(missing_ok=True)

    @property
    def steps(self) -> Path:
        """The file with what was counted."""
        return self.file.with_suffix(".steps")

    def counted(self) -> list[str]:
        """Return the steps so far."""
        return self.steps.read_text("utf-8").splitlines() if self.steps.exists() else []


async def steps(folder: Path, seed: int, names: Sequence[str], progress: Progress) -> list[Row]:
    """Kill the bot at every step of these paths."""
    fuse = Fuse(folder.with_name("fuse"))
    rows: list[Row] = []
    async with staged(folder, seed, servers=1, environment=fuse.environment) as stage:
        for name in names:
            rows.append(Row(f"SIGKILL at every step: {name}"))
            await _every_step(stage, fuse, name, rows, progress)
    return rows


async def _every_step(
    stage: Stage, fuse: Fuse, name: str, rows: list[Row], progress: Progress
) -> None:
    bot, world, row = stage.bot, stage.world, rows[-1]
    [server] = world.servers
    for step in range(1, MOST_STEPS):
        write = await paths.PATHS[name](world, server)
        await asyncio.sleep(SETTLED_SECONDS)
        fuse.light(step)
        try:
            await write()
        except NoReplyError as error:
            if bot.running:
                row.lost.append(f"step {step}: {error}")
        died = await bot.ends_unless_quiet(fuse.steps, QUIET_SECONDS)
        fuse.remove()
        if died:
            await bot.start()
        found = await check(world, bot.folder, log_may_lack_rows=died)
        if not died:
            row.counts["steps"] = step - 1
            row.lost += found.wrong
            return
        row.note(found)
        progress.tried(rows, f"{row.fault}, step {fuse.counted()[-1]}")
        if name == "notify":
            # What was interrupted is due again; the next check finds whether it was done twice.
            await write()
    row.lost.append(f"more than {MOST_STEPS} steps")


async def starts(folder: Path, progress: Progress) -> list[Row]:
    """Kill the bot at every step of its first start, and of one with everything due."""
    rows: list[Row] = []
    for name, prepare in (("the first start", _anew), ("a start with retention due", _age)):
        rows.append(await _every_start(name, folder, prepare, rows, progress))
    return rows


async def _every_start(
    name: str,
    folder: Path,
    prepare: Callable[[World, Bot], Awaitable[None]],
    rows: Sequence[Row],
    progress: Progress,
) -> Row:
    row = Row(f"SIGKILL at every step: {name}")
    fuse = Fuse(folder.with_name("fuse"))
    async with StandIn(servers=1) as discord:
        world = World(discord, Ledger(), random.Random(1))  # noqa: S311
        bot = Bot(discord, folder, KILL_FILE=str(fuse.file))
        for step in range(1, MOST_STEPS):
            await prepare(world, bot)
            fuse.light(step)
            await bot.launch()
            died = await bot.ends_unless_quiet(fuse.steps, QUIET_SECONDS)
            fuse.remove()
            if not died:
                row.counts["steps"] = step - 1
                await bot.stop()
                return row
            await bot.start()
            found = await check(world, folder, log_may_lack_rows=True)
            if not discord.state.commands.listed(with_localizations=False):
                found.wrong.append("Discord has no commands")
            row.note(found)
            progress.tried([*rows, row], f"{row.fault}, step {fuse.counted()[-1]}")
            await bot.stop()
    return row


async def _leave(world: World) -> None:
    """Leave something of each kind that is deleted once it is old."""
    [server] = world.servers
    await world.replied(
        await world.discord.use(server, server.moderator, "server set", log_channel=server.log)
    )
    for _ in range(2):
        await articles.add(world, server)
    await asking.ask(world, server)
    await asking.wish(world, server)
    await articles.remove(world, server)
    await articles.leave_a_draft(world, server)
    for kind in ("draft", "wish"):
        world.ledger.let_expire(kind)


async def _anew(_: World, bot: Bot) -> None:
    for path in bot.folder.glob("*"):
        path.unlink()


async def _age(world: World, bot: Bot) -> None:
    """Leave something, and let everything be old enough for retention."""
    await bot.start()
    await _leave(world)
    await bot.stop()
    with closing(sqlite3.connect(bot.database)) as database:
        for change in (
            "UPDATE queries SET asked_at = '2020-01-01 00:00:00.000000'",
            "UPDATE drafts SET made_at = '2020-01-01 00:00:00.000000'",
            "UPDATE articles SET removed_at = '2020-01-01 00:00:00.000000' "
            "WHERE removed_at IS NOT NULL",
        ):
            database.execute(change)
        database.commit()

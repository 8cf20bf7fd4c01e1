"""Lets all of Discord be gone for some time, and measures when the bot is back."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from reliability import load
from reliability.invariants import check
from reliability.ledger import Ledger
from reliability.load import World, populate
from reliability.paths import PATHS
from reliability.process import Bot
from reliability.results import Row
from reliability.standin import NoReplyError, StandIn

SECONDS = (60, 200, 400)
BACK_SECONDS = 35
"""How long after Discord's return the bot may take."""
PATIENCE = 300


async def outages(
    folder: Path, seconds: Sequence[float], report: Callable[[str], None]
) -> list[Row]:
    """Let Discord be gone for each of these times, for a bot each, all at the same time."""
    rows = [Row(f"Discord gone for {each:g} s") for each in seconds]
    pairs = zip(rows, seconds, strict=True)
    async with asyncio.TaskGroup() as group:
        for row, each in pairs:
            group.create_task(_outage(folder / f"{each:g}", each, row, report))
    return rows


async def _outage(
    folder: Path, seconds: float, row: Row, report: Callable[[str], None]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    async with StandIn(servers=2) as discord:
        world = World(discord, Ledger(), random.Random(seconds))  # noqa: S311
        bot = Bot(discord, folder / "data")
        await bot.start()
        await populate(world, articles=1)
        do = await PATHS["publish"](world, discord.servers[0])
        try:
            async with discord.outage():
                await asyncio.sleep(seconds)
            returned = time.perf_counter()
            problems = []
            # Each on a shard of its own.
            for server in discord.servers:
                shown = await load.by_mention(
                    world, server, server.members[0], load.unanswerable(world.draw)
                )
                try:
                    await shown.until(lambda each: each.text.strip() != "", PATIENCE)
                except NoReplyError as error:
                    problems.append(f"not back: {error}")
            back = time.perf_counter() - returned
            row.counts["seconds until it is back"] = round(back, 1)
            if back > BACK_SECONDS:
                problems.append(f"back after {back:.1f} s")
            if await do() != "published":
                problems.append("the draft can't be published after it")
            found = await check(world, bot.folder, log_may_lack_rows=False)
            found.wrong += problems
            row.note(found)
            report(f"{row.fault}: back after {back:.1f} s; {row}")
        finally:
            bot.kill()
            await bot.ended()

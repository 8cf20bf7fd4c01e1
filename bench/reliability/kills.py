"""Ends the bot at random moments of the mixed load: by SIGKILL, and by SIGTERM."""

import asyncio
from pathlib import Path

from reliability.invariants import check
from reliability.load import busy
from reliability.results import Progress, Row
from reliability.stage import staged

EARLIEST, LATEST = 0.2, 4.0
"""Seconds after the start of the load."""
STOP_SECONDS = 5
"""How long a stop may take."""


async def kills(folder: Path, count: int, seed: int, progress: Progress) -> Row:
    """Kill the bot so many times, and check each time what a restart finds."""
    row = Row(f"SIGKILL at a random moment of the mixed load, seed {seed}")
    async with staged(folder, seed) as stage:
        bot, world = stage.bot, stage.world
        for number in range(1, count + 1):
            async with busy(world):
                await asyncio.sleep(world.draw.uniform(EARLIEST, LATEST))
                bot.kill()
                await bot.ended()
            await bot.start()
            row.note(await check(world, folder, log_may_lack_rows=True))
            row.note_load(world)
            progress.tried([row], f"kill {number} of {count}")
    return row


async def stops(folder: Path, count: int, seed: int, progress: Progress) -> Row:
    """Stop the bot so many times under load, and check that it ends in time and lost no row."""
    row, slowest = Row(f"SIGTERM under load, seed {seed}"), 0.0
    async with staged(folder, seed) as stage:
        bot, world = stage.bot, stage.world
        for number in range(1, count + 1):
            async with busy(world):
                await asyncio.sleep(world.draw.uniform(EARLIEST, LATEST))
                seconds = await bot.stop()
            await bot.start()
            found = await check(world, folder, log_may_lack_rows=False)
            if seconds > STOP_SECONDS:
                found.wrong.append(f"it took {seconds:.1f} s to stop")
            slowest = max(slowest, seconds)
            row.note(found)
            row.note_load(world)
            row.counts["slowest stop, s"] = round(slowest, 2)
            progress.tried([row], f"stop {number} of {count}, {seconds:.1f} s")
    return row

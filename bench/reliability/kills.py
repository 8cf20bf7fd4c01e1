"""Ends the bot at random moments of the mixed load: by SIGKILL, and by SIGTERM."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

from reliability.invariants import check
from reliability.ledger import Ledger
from reliability.load import World, busy, populate
from reliability.process import Bot
from reliability.results import Row
from reliability.standin import StandIn

EARLIEST, LATEST = 0.2, 4.0
"""Seconds after the start of the load."""
STOP_SECONDS = 5
"""How long a stop may take."""


async def kills(folder: Path, count: int, seed: int, report: Callable[[str], None]) -> Row:
    """Kill the bot so many times, and check each time what a restart finds."""
    row = Row("SIGKILL at a random moment of the mixed load")
    async with StandIn() as discord:
        world = World(discord, Ledger(), random.Random(seed))  # noqa: S311
        bot = Bot(discord, folder)
        await bot.start()
        await populate(world)
        try:
            for number in range(1, count + 1):
                async with busy(world):
                    await asyncio.sleep(world.draw.uniform(EARLIEST, LATEST))
                    bot.kill()
                    await bot.ended()
                await bot.start()
                row.note(await check(world, folder, log_may_lack_rows=True))
                row.note_load(world)
                report(f"kill {number}/{count}: {row}")
        finally:
            bot.kill()
            await bot.ended()
    return row


async def stops(folder: Path, count: int, seed: int, report: Callable[[str], None]) -> Row:
    """Stop the bot so many times under load, and check that it ends in time and lost no row."""
    row = Row("SIGTERM under load")
    slowest = 0.0
    async with StandIn() as discord:
        world = World(discord, Ledger(), random.Random(seed))  # noqa: S311
        bot = Bot(discord, folder)
        await bot.start()
        await populate(world)
        try:
            for number in range(1, count + 1):
                async with busy(world):
                    await asyncio.sleep(world.draw.uniform(EARLIEST, LATEST))
                    seconds = await bot.stop()
                await bot.start()
                found = await check(world, folder, log_may_lack_rows=False)
                if seconds > STOP_SECONDS:
                    found.wrong.append(f"it took {seconds:.1f} s to stop")
                row.note(found)
                row.note_load(world)
                slowest = max(slowest, seconds)
                row.counts["slowest stop, seconds"] = round(slowest, 2)
                report(f"stop {number}/{count}, {seconds:.1f} s: {row}")
        finally:
            bot.kill()
            await bot.ended()
    return row

"""Kills the bot at random moments of the mixed load."""

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

EARLIEST, LATEST = 0.2, 3.0
"""Seconds after the start of the load."""


async def random_kills(
    folder: Path, count: int, seed: int, report: Callable[[str], None]
) -> Row:
    """Kill the bot so many times, and check each time what a restart finds."""
    draw = random.Random(seed)  # noqa: S311
    row = Row("SIGKILL at a random moment of the mixed load")
    async with StandIn() as discord:
        world = World(discord, Ledger(), draw)
        bot = Bot(discord, folder)
        await bot.start()
        await populate(world)
        try:
            for number in range(1, count + 1):
                await _kill_once(bot, world, draw.uniform(EARLIEST, LATEST))
                found = await check(world, folder, log_may_lack_rows=True)
                row.note(found)
                report(f"{number}/{count}: {row}")
        finally:
            bot.kill()
            await bot.ended()
    row.counts |= {
        "confirmed": world.ledger.confirmed,
        "questions": world.ledger.asked,
    }
    row.outcomes.update(world.outcomes)
    return row


async def _kill_once(bot: Bot, world: World, seconds: float) -> None:
    """Kill the bot after so many seconds of load, and start it again."""
    async with busy(world):
        await asyncio.sleep(seconds)
        bot.kill()
        await bot.ended()
    await bot.start()

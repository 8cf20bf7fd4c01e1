"""A bot with servers and articles, for faults to be tried on."""

import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from reliability.ledger import Ledger
from reliability.load import populate
from reliability.process import Bot
from reliability.standin import SERVERS, StandIn
from reliability.world import World
from tests.discord.wallclock import WallClock


@dataclass(frozen=True, slots=True)
class Stage:
    """A running bot, the world around it, and the clock on its wall."""

    bot: Bot
    world: World
    clock: WallClock

    @property
    def discord(self) -> StandIn:
        """The Discord that the bot is connected to."""
        return self.world.discord

    @property
    def folder(self) -> Path:
        """The bot's data folder."""
        return self.bot.folder


@asynccontextmanager
async def staged(  # noqa: PLR0913
    folder: Path,
    seed: float,
    *,
    servers: int = SERVERS,
    seconds: float = 30,
    articles: int = 3,
    environment: Mapping[str, str] | None = None,
) -> AsyncIterator[Stage]:
    """Start a bot over a data folder, and end it after the block.

    There are so many servers with so many articles each, and people wait `seconds` for replies.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    clock = WallClock(folder.with_name("clock"))
    async with StandIn(servers) as discord:
        world = World(discord, Ledger(), random.Random(seed), seconds)  # noqa: S311
        bot = Bot(discord, folder, **clock.environment, **(environment or {}))
        await bot.start()
        try:
            await populate(world, articles)
            yield Stage(bot, world, clock)
        finally:
            bot.kill()
            await bot.ended()

"""The mixed load: what people do on several servers, drawn from a seed.

Each action notes in the ledger what it tries and what the bot confirms.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from reliability.articles import add, by_form, change, note_draft, publish, remove, restore
from reliability.asking import ask, export, vote, wish
from reliability.moderating import configure, settle
from reliability.people import Server
from reliability.standin import NoReplyError
from reliability.texts import story
from reliability.world import Action, World

WEIGHTS: dict[Action, int] = {
    ask: 30,
    vote: 15,
    wish: 10,
    add: 15,
    change: 8,
    remove: 5,
    restore: 4,
    settle: 6,
    configure: 5,
    export: 2,
}
"""How often each is done."""
MOST_ARTICLES = 40
"""Articles on a server's shelf; of a full one, another is removed before one is added. What the bot
holds in memory grows with the shelves, and must not grow besides."""


async def populate(world: World, articles: int = 3) -> None:
    """Give each server a log channel and some articles."""
    for server in world.servers:
        await world.replied(
            await world.discord.use(server, server.moderator, "server set", log_channel=server.log)
        )
        for _ in range(articles):
            new = story(world.draw)
            preview = await by_form(world, server, new)
            outcome = await publish(world, preview, note_draft(world, preview), new)
            if outcome != "published":
                # Nothing would be confirmed from here on, and so nothing could be lost.
                raise NoReplyError(f"an article was not published: {outcome}")


async def act(world: World) -> None:
    """Do one thing that is drawn, and count what came of it."""
    [action] = world.draw.choices(list(WEIGHTS), list(WEIGHTS.values()))
    server = world.draw.choice(world.servers)
    if action is add and world.on_shelf(server) >= MOST_ARTICLES:
        await perform(world, remove, server)
    await perform(world, action, server)


async def perform(world: World, action: Action, server: Server) -> None:
    """Do something, and count what came of it."""
    try:
        outcome = await action(world, server)
    except NoReplyError as error:
        outcome = "no reply"
        world.silences.append(f"{action.__name__}: {error}")
    world.outcomes[f"{action.__name__}: {outcome}"] += 1


async def play(world: World, actions: int, people: int = 6) -> None:
    """Let so many people do so many things in all, without pauses."""
    left = iter(range(actions))

    async def one() -> None:
        for _ in left:
            await act(world)

    async with asyncio.TaskGroup() as group:
        for _ in range(people):
            group.create_task(one())


@asynccontextmanager
async def busy(world: World, people: int = 6, pause: float = 0.0) -> AsyncIterator[None]:
    """Let so many people do one thing after the other within the block, to the end of the last.

    Each pauses so many seconds in between.
    """
    leave = asyncio.Event()

    async def one() -> None:
        while not leave.is_set():
            await act(world)
            await asyncio.sleep(pause)

    async with asyncio.TaskGroup() as group:
        for _ in range(people):
            group.create_task(one())
        try:
            yield
        finally:
            leave.set()

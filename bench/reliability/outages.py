"""Lets all of Discord be gone for some time, and measures when the bot is back."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from reliability import asking
from reliability.invariants import check
from reliability.paths import PATHS
from reliability.results import Progress, Row
from reliability.stage import staged
from reliability.standin import NoReplyError
from reliability.texts import unanswerable

SECONDS = (60, 200, 400)
BACK_SECONDS = 35
"""How long after Discord's return the bot may take."""
PATIENCE = 300


async def outages(folder: Path, seconds: Sequence[float], progress: Progress) -> list[Row]:
    """Let Discord be gone for each of these times, for a bot each, all at the same time."""
    rows = [Row(f"Discord gone for {each:g} s") for each in seconds]
    pairs = zip(rows, seconds, strict=True)
    async with asyncio.TaskGroup() as group:
        for row, each in pairs:
            group.create_task(_outage(folder / f"{each:g}", each, row))
    progress.keep(rows)
    return rows


async def _outage(folder: Path, seconds: float, row: Row) -> None:
    async with staged(folder / "data", seconds, servers=2, articles=1) as stage:
        world, problems = stage.world, []
        do = await PATHS["publish"](world, world.servers[0])
        async with stage.discord.outage():
            await asyncio.sleep(seconds)
        returned = time.perf_counter()
        for server in world.servers:  # Each on a shard of its own.
            question = unanswerable(world.draw)
            shown = await asking.by_mention(world, server, server.members[0], question)
            try:
                await shown.until(lambda each: bool(each.text.strip()), PATIENCE)
            except NoReplyError as error:
                problems.append(f"not back: {error}")
        back = time.perf_counter() - returned
        row.counts["s until it is back"] = round(back, 1)
        if back > BACK_SECONDS:
            problems.append(f"back after {back:.1f} s")
        if await do() != "published":
            problems.append("the draft can't be published after it")
        found = await check(world, stage.folder, log_may_lack_rows=False)
        found.wrong += problems
        row.note(found)

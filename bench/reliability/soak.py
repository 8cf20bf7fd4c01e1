"""Plays the mixed load for long, with a fault now and then, and watches what the process holds."""

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from performance.measures import percentile

from reliability.faults import HEARTBEAT_MILLISECONDS, HTTP, SOFT
from reliability.invariants import check
from reliability.load import MOST_ARTICLES, busy, play
from reliability.process import Usage
from reliability.results import Progress, Row
from reliability.stage import Stage, staged
from reliability.world import World
from tests.discord.transcript import Request

SAMPLE_SECONDS = 5
PAUSE_SECONDS = 1
"""How long people do nothing in between."""
FAULT_SECONDS = 20
"""How often something goes wrong."""
BEFORE = 6_000
"""What is done before, without pauses."""
WARM_SHARE = 0.4
"""The share of the time after which memory must not grow any more."""
GROWTH = 0.05
MEGABYTE = 2**20


async def soak(folder: Path, minutes: float, seed: int, progress: Progress) -> Row:
    """Play for so many minutes.

    What the bot holds in memory grows with the shelves, with the questions that it asks again after
    a change, and with the gaps between blocks that come and go. So the shelves are full from the
    start, and as much has happened as in twenty minutes.
    """
    row = Row(f"{minutes:g} minutes of mixed load and faults")
    async with staged(folder, seed, seconds=60, articles=MOST_ARTICLES) as stage:
        await play(stage.world, BEFORE)
        stage.discord.gateway.heartbeat_interval = HEARTBEAT_MILLISECONDS
        async with busy(stage.world, pause=PAUSE_SECONDS):
            samples = await _watch(stage, 60 * minutes, row, progress)
        found = await check(stage.world, folder, log_may_lack_rows=False)
        found.wrong += [f"without a word: {each}" for each in stage.world.silences]
        found.wrong += _growth(samples)
        row.note(found)
        row.note_load(stage.world)
        row.counts |= _figures(samples, stage.world)
    return row


async def _watch(stage: Stage, seconds: float, row: Row, progress: Progress) -> list[Usage]:
    """Return what the process held, every SAMPLE_SECONDS; let something go wrong now and then."""
    draw = random.Random(seconds)  # noqa: S311
    samples = []
    started = last_fault = time.perf_counter()
    with ExitStack() as planned:
        while time.perf_counter() - started < seconds:
            await asyncio.sleep(SAMPLE_SECONDS)
            samples.append(stage.bot.usage())
            if time.perf_counter() - last_fault < FAULT_SECONDS:
                continue
            last_fault = time.perf_counter()
            planned.close()
            name = draw.choice([*HTTP, *SOFT])
            if name in HTTP:
                planned.enter_context(stage.discord.faults.plan(_some, HTTP[name], times=2))
            else:
                await SOFT[name](stage)
            progress.tried([row], f"{last_fault - started:.0f} s, {samples[-1]}; then {name}")
    return samples


def _some(request: Request) -> bool:
    """Return whether a request meets a fault that is planned: all but those for the gateway."""
    return request.method != "GET"


def _growth(samples: Sequence[Usage]) -> list[str]:
    """Return what grew after the warm-up by more than it may."""
    warm, late = _halves(samples)
    wrong = []
    if late.resident > warm.resident * (1 + GROWTH):
        wrong.append(
            f"memory grew from {warm.resident / MEGABYTE:.1f} to {late.resident / MEGABYTE:.1f} MB"
        )
    # Connections and database threads come and go with the load.
    if late.descriptors > warm.descriptors + 10:
        wrong.append(f"descriptors grew from {warm.descriptors} to {late.descriptors}")
    if late.threads > warm.threads + 5:
        wrong.append(f"threads grew from {warm.threads} to {late.threads}")
    return wrong


def _halves(samples: Sequence[Usage]) -> tuple[Usage, Usage]:
    """Return the medians of what was held right after the warm-up and at the end."""
    warmed = samples[int(len(samples) * WARM_SHARE) :]
    fifth = max(1, len(warmed) // 5)
    return _median(warmed[:fifth]), _median(warmed[-fifth:])


def _median(samples: Sequence[Usage]) -> Usage:
    middle = [
        sorted(getattr(each, name) for each in samples)[len(samples) // 2]
        for name in ("resident", "descriptors", "threads")
    ]
    return Usage(*middle)


def _figures(samples: Sequence[Usage], world: World) -> dict[str, float]:
    warm, late = _halves(samples)
    delays = [1000 * each for each in world.delays]
    return {
        "MB after the warm-up": round(warm.resident / MEGABYTE, 1),
        "MB at the end": round(late.resident / MEGABYTE, 1),
        "descriptors after the warm-up": warm.descriptors,
        "descriptors at the end": late.descriptors,
        "threads after the warm-up": warm.threads,
        "threads at the end": late.threads,
        **{f"reply p{share}, ms": round(percentile(delays, share / 100)) for share in (50, 95, 99)},
    }

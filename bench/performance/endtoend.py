"""Measures questions from Discord to the reply, by a bot in a process of its own (standin.py).

Each load is put on one build after the other, so that they share what else the machine does.
"""

import asyncio
import signal
import sqlite3
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from sys import executable
from typing import Any

import psycopg
from generated_texts import articles, questions

from performance.builds import Build
from performance.measures import Row, cpu_of, percentile
from performance.processes import cpu_of_command, environment
from performance.sizes import store
from performance.standin import StandIn, Timed
from performance.texts import Text, write_texts
from tests.discord.wire import TOKEN, gateway_url, rest_url

GUILDS = tuple(10**18 + 2 * number for number in range(10))
"""The ids of the servers."""
QUIET, BUSY = GUILDS[:2]
PASSAGES = 200
AT_ONCE = 32
"""How many questions are under way while the throughput is measured."""
ASKED = 600
BUSY_ASKED = 300
BURST = 1_000
PAUSE = 0.1
"""Seconds between two questions of the quiet server."""
QUIET_ASKED = 30
DIFFERENT = 1_000
"""Questions generated for each server, before they come again."""
SECONDS = 120
"""How long a reply is waited for."""
DISCORD_WAITS = 3_000
"""Milliseconds after which Discord gives up an interaction that is not acknowledged."""


@dataclass(slots=True)
class Bot:
    """A build that runs against a stand-in."""

    build: Build
    folder: Path
    discord: StandIn
    process: Process
    asked: dict[int, Iterator[str]]
    """Questions by server, without end."""
    row: Row = field(default_factory=dict)
    answered: int = 0
    """Replies with an answer or a refusal, which the query log must have."""

    async def ask(self, guild_id: int) -> Timed:
        """Ask the next question."""
        timed = await self.discord.ask(guild_id, next(self.asked[guild_id]), SECONDS)
        self.answered += timed.answered
        return timed

    @property
    def gaps(self) -> Path:
        """Where the launcher writes the gaps of the event loop."""
        return self.folder / "gaps.txt"

    def worst_gap(self, since: float) -> float:
        """Return the longest gap since then, in milliseconds."""
        if not self.gaps.exists():
            return 0.0
        lines = [line.split() for line in self.gaps.read_text("ascii").splitlines()]
        return 1000 * max((float(gap) for when, gap in lines if float(when) > since), default=0.0)


async def measure_end_to_end(
    builds: Sequence[Build], folder: Path, report: Callable[[str], None]
) -> dict[str, Row]:
    """Return the figures of each build."""
    report("storing")
    texts = {guild_id: list(articles(PASSAGES, guild_id)) for guild_id in GUILDS}
    write_texts((text for each in texts.values() for text in each), folder / "texts.jsonl")
    await asyncio.to_thread(store, folder / "texts.jsonl", builds, folder)
    for build in builds:
        if build.database:
            cpu_of_command(build.source, folder / build.name, ("move", "--to", build.database))
    async with AsyncExitStack() as stack:
        bots = [
            await stack.enter_async_context(_running(build, folder / build.name, _asked(texts)))
            for build in builds
        ]
        for name, load in (
            ("first questions", _first),
            ("throughput", _throughput),
            ("one busy server", _busy),
            ("burst and stop", _burst_and_stop),
        ):
            for bot in bots:
                report(f"{name}, {bot.build.name}")
                await load(bot)
        return {bot.build.name: bot.row for bot in bots}


@asynccontextmanager
async def _running(
    build: Build, folder: Path, asked: dict[int, Iterator[str]]
) -> AsyncIterator[Bot]:
    """Run a bot until the end of the block, ready for questions."""
    async with StandIn(GUILDS) as discord:
        bot = Bot(build, folder, discord, await _start(build, folder, discord), asked)
        try:
            yield bot
        finally:
            if bot.process.returncode is None:
                bot.process.kill()
                await bot.process.wait()


async def _start(build: Build, folder: Path, discord: StandIn) -> Process:
    process = await asyncio.create_subprocess_exec(
        *(executable, "-m", "performance.launcher"),
        *(rest_url(discord.port), gateway_url(discord.port), str(folder / "gaps.txt"), "run"),
        cwd=folder,
        env=environment(build.source)
        | {"KUTIP_DATA_DIR": str(folder), "KUTIP_LOG_LEVEL": "error", "DISCORD_TOKEN": TOKEN}
        # An earlier build may not know of it.
        | ({"KUTIP_DATABASE_URL": build.database} if build.database else {}),
        stdin=DEVNULL,
        stdout=DEVNULL,
    )
    await discord.ready()
    return process


def _asked(texts: dict[int, list[Text]]) -> dict[int, Iterator[str]]:
    return {
        guild_id: cycle(questions(each, DIFFERENT, seed=guild_id % 1_000))
        for guild_id, each in texts.items()
    }


async def _first(bot: Bot) -> None:
    """Ask each server for the first time, one after the other."""
    replies = [await bot.ask(guild_id) for guild_id in GUILDS]
    bot.row["first_reply"] = percentile([each.replying for each in replies], 0.5)


async def _throughput(bot: Bot) -> None:
    """Keep AT_ONCE questions under way, over all servers."""
    left = [GUILDS[number % len(GUILDS)] for number in range(ASKED)]
    replies: list[Timed] = []

    async def one_after_the_other() -> None:
        while left:
            replies.append(await bot.ask(left.pop()))

    started, cpu, before = time.perf_counter(), cpu_of(bot.process.pid), _transactions(bot.build)
    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    seconds = time.perf_counter() - started
    for key, count in _transactions(bot.build).items():
        bot.row[key] = (count - before[key]) / ASKED
    delays = [each.replying for each in replies]
    bot.row |= {
        "per_second": ASKED / seconds,
        "reply_p50": percentile(delays, 0.5),
        "reply_p99": percentile(delays, 0.99),
        "question_cpu": 1000 * (cpu_of(bot.process.pid) - cpu) / ASKED,
        "gap": bot.worst_gap(started),
    }


async def _busy(bot: Bot) -> None:
    """Ask one server every PAUSE seconds, alone and then beside one that asks all at once."""
    alone = [await _after(PAUSE, bot.ask(QUIET)) for _ in range(QUIET_ASKED)]
    started = time.perf_counter()
    busy = asyncio.gather(*(bot.ask(BUSY) for _ in range(BUSY_ASKED)))
    quiet: list[asyncio.Task[Timed]] = []
    while not busy.done() or len(quiet) < QUIET_ASKED:
        quiet.append(asyncio.create_task(bot.ask(QUIET)))
        await asyncio.sleep(PAUSE)
    replies, beside = await busy, await asyncio.gather(*quiet)
    bot.row |= {
        "quiet_alone_p95": percentile([each.replying for each in alone], 0.95),
        "quiet_p95": percentile([each.replying for each in beside], 0.95),
        "busy_answered": sum(each.answered for each in replies),
        "busy_gap": bot.worst_gap(started),
    }


async def _after(seconds: float, asking: Awaitable[Timed]) -> Timed:
    await asyncio.sleep(seconds)
    return await asking


async def _burst_and_stop(bot: Bot) -> None:
    """Stop the bot as soon as it has replied to a burst, while its log may lag behind."""
    await _burst(bot)
    await _stop(bot)


async def _burst(bot: Bot) -> None:
    """Ask BURST questions at once, over all servers."""
    used: list[tuple[float, float]] = []

    async def sample() -> None:
        while True:
            used.append((time.perf_counter(), cpu_of(bot.process.pid)))
            await asyncio.sleep(0.02)

    started, cpu = time.perf_counter(), cpu_of(bot.process.pid)
    sampling = asyncio.create_task(sample())
    replies = await asyncio.gather(*(bot.ask(GUILDS[n % len(GUILDS)]) for n in range(BURST)))
    used.append((time.perf_counter(), cpu_of(bot.process.pid)))
    sampling.cancel()
    known = [each.acknowledged for each in replies if each.acknowledged is not None]
    bot.row |= {
        "burst_acknowledged": percentile([each.acknowledging for each in replies], 1.0),
        "burst_acknowledged_cpu": next(each for when, each in used if when >= max(known)) - cpu,
        "burst_late": sum(each.acknowledging > DISCORD_WAITS for each in replies),
        "burst_answered": sum(each.answered for each in replies),
        "burst_busy": sum(each.replied is not None and not each.answered for each in replies),
        "burst_silent": sum(each.replied is None for each in replies),
        "burst_reply_p99": percentile([each.replying for each in replies], 0.99),
        "burst_gap": bot.worst_gap(started),
    }


async def _stop(bot: Bot) -> None:
    """Stop the bot as a service is, and count the questions that its log has lost.

    What it keeps elsewhere is taken in at its next start.
    """
    started = time.perf_counter()
    bot.process.send_signal(signal.SIGTERM)
    await bot.process.wait()
    bot.row["stop_seconds"] = time.perf_counter() - started
    if _logged(bot) < bot.answered:
        again = await _start(bot.build, bot.folder, bot.discord)
        again.send_signal(signal.SIGTERM)
        await again.wait()
    bot.row["asked_in_all"] = bot.answered
    bot.row["rows_lost"] = max(0, bot.answered - _logged(bot))


def _logged(bot: Bot) -> int:
    """Return how many questions the query log has."""
    counting = "SELECT count(*) FROM queries"
    if bot.build.database:
        [(count,)] = _read(bot.build, counting)
    else:
        with closing(sqlite3.connect(bot.folder / "kutip.db")) as database:
            [(count,)] = database.execute(counting)
    return int(count)


def _transactions(build: Build) -> dict[str, int]:
    """Return how many transactions PostgreSQL has had; nothing on SQLite.

    One that writes takes a number; one that reads is one round trip.
    """
    if not build.database:
        return {}
    [(written, all_of_them)] = _read(
        build,
        "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint, xact_commit "
        "FROM pg_stat_database WHERE datname = current_database()",
    )
    return {"written": written, "read": all_of_them - written}


def _read(build: Build, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(build.database) as connection:
        return connection.execute(query.encode()).fetchall()

"""Every fault of the wire during everything that people do."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from reliability import load
from reliability.invariants import check
from reliability.ledger import Ledger
from reliability.load import World, populate
from reliability.paths import PATHS, Do
from reliability.people import Server
from reliability.process import Bot
from reliability.results import Row
from reliability.standin import NoReplyError, StandIn
from tests.discord import faults
from tests.discord.transcript import Request
from tests.discord.wallclock import WallClock

DURING = (
    "idle",
    "question by a command",
    "question by a mention",
    "publish what is wished for",
    "vote and reason",
    "form",
    "notify",
    "shutdown",
)
"""What is under way when something goes wrong."""
RETURN_SECONDS = 60
"""How long the bot has to be back after a fault."""
STOP_SECONDS = 5
MIDST_SECONDS = 0.05
"""How long after somebody did something the gateway fails."""
LATE_SECONDS = 0.3
"""How much later the bot's requests are handled meanwhile, so that it is in the midst of it."""
HEARTBEAT_MILLISECONDS = 2_000

Disturb: TypeAlias = Callable[[StandIn, WallClock], Awaitable[None]]

HTTP: dict[str, faults.Fault] = {
    "connection cut before a request": faults.cut_before,
    "connection cut before an answer": faults.cut_after,
    "connection cut within an answer's head": faults.cut_within(20),
    "connection cut before the last byte of an answer": faults.cut_within(-1),
    "503, not handled": faults.fails(503),
    "502, though handled": faults.fails(502, handled=True),
    "500, not handled": faults.fails(500),
    "429 of a bucket": faults.too_many(0.5, "user"),
    "429, shared": faults.too_many(0.5, "shared"),
    "429, global": faults.too_many(0.5, "global"),
    "an answer that is no JSON": faults.garbled,
    "handled 2 s later": faults.slow(2),
}
NUMBERS = (1, 2, 3)
"""Which of the bot's requests meet the fault."""


async def _cut(discord: StandIn, _clock: WallClock) -> None:
    discord.gateway.cut()


async def _cut_within(discord: StandIn, _clock: WallClock) -> None:
    discord.gateway.cut_within(1)


async def _cut_next_event(discord: StandIn, _clock: WallClock) -> None:
    discord.gateway.cut_next_event(20)


async def _reconnect(discord: StandIn, _clock: WallClock) -> None:
    await discord.gateway.reconnect()


async def _invalidate(discord: StandIn, _clock: WallClock) -> None:
    await discord.gateway.invalidate(resumable=True)


async def _forget(discord: StandIn, _clock: WallClock) -> None:
    await discord.gateway.invalidate(resumable=False)


async def _no_heartbeats(discord: StandIn, _clock: WallClock) -> None:
    """Acknowledge none, until discord.py connects again."""
    with discord.gateway.unacknowledging():
        await discord.arrivals.next_connection(RETURN_SECONDS)


async def _mute(discord: StandIn, _clock: WallClock) -> None:
    with discord.gateway.muted():
        await asyncio.sleep(1)
    discord.gateway.cut()


async def _malformed(discord: StandIn, _clock: WallClock) -> None:
    await discord.gateway.send_text('{"op": 0, "t": "MESSAGE_CREATE", "s": 1, "d": {')


async def _unknown_event(discord: StandIn, _clock: WallClock) -> None:
    await discord.gateway.send_text('{"op": 0, "t": "NEVER_HEARD_OF", "s": null, "d": {}}')


async def _refuse(discord: StandIn, _clock: WallClock) -> None:
    with discord.gateway.refusing(503):
        discord.gateway.cut()
        await asyncio.sleep(3)


async def _outage(discord: StandIn, _clock: WallClock) -> None:
    async with discord.outage():
        await asyncio.sleep(5)


def _close(code: int) -> Disturb:
    async def close(discord: StandIn, _clock: WallClock) -> None:
        await discord.gateway.close(code)

    return close


def _jump(seconds: float) -> Disturb:
    async def jump(_discord: StandIn, clock: WallClock) -> None:
        clock.jump(seconds)

    return jump


GATEWAY: dict[str, Disturb] = {
    "gateway cut": _cut,
    "gateway cut within a frame": _cut_within,
    "gateway cut within the next event": _cut_next_event,
    "op 7, reconnect": _reconnect,
    "op 9, resumable": _invalidate,
    "op 9, not resumable": _forget,
    "heartbeats not acknowledged": _no_heartbeats,
    "gateway silent, then cut": _mute,
    "malformed text": _malformed,
    "an event that is not known": _unknown_event,
    "gateway refuses connections for 3 s": _refuse,
    "everything gone for 5 s": _outage,
    **{
        f"closed with {code}": _close(code)
        for code in (1000, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009)
    },
    "clock an hour forward": _jump(3600),
    "clock an hour back": _jump(-3600),
    "clock two days forward": _jump(2 * 86400),
    "clock two days back": _jump(-2 * 86400),
}


SOFT = {name: each for name, each in GATEWAY.items() if "clock" not in name}
"""Those that a long run may have again and again."""


async def matrix(
    folder: Path, seed: int, wanted: str, report: Callable[[str], None]
) -> list[Row]:
    """Try every fault whose name contains `wanted` during everything; return a row for each."""
    clock = WallClock(folder.with_name("clock"))
    rows = []
    async with StandIn(servers=1) as discord:
        discord.gateway.heartbeat_interval = HEARTBEAT_MILLISECONDS
        world = World(discord, Ledger(), random.Random(seed), seconds=25)  # noqa: S311
        bot = Bot(discord, folder, **clock.environment)
        await bot.start()
        await populate(world)
        try:
            for name in (*HTTP, *GATEWAY):
                if wanted in name:
                    row = Row(name)
                    rows.append(row)
                    for during in DURING:
                        await _try(bot, world, clock, row, during)
                        report(f"{name}, during {during}: {row}")
        finally:
            bot.kill()
            await bot.ended()
    return rows


async def _try(bot: Bot, world: World, clock: WallClock, row: Row, during: str) -> None:
    """Try a fault during something: once for each of several requests, if it meets requests."""
    for number in NUMBERS if row.fault in HTTP and during != "idle" else NUMBERS[:1]:
        if not bot.running:
            await bot.start()
        [server] = world.servers
        prepare = PATHS.get("publish" if during == "shutdown" else during)
        do = _nothing if prepare is None else await prepare(world, server)
        outcome, problems = "", []
        try:
            if row.fault in HTTP:
                outcome = await _with_http(world, HTTP[row.fault], number, bot, during, do)
            else:
                outcome = await _with_gateway(
                    world, GATEWAY[row.fault], clock, bot, during, do
                )
        except NoReplyError as error:
            if during != "shutdown":
                problems.append(f"without a word: {error}")
        if during == "shutdown":
            problems += await _stopped(bot)
        else:
            problems += await _is_back(bot, world, server)
        row.outcomes[f"{during}: {outcome}"] += 1
        found = await check(world, bot.folder, log_may_lack_rows=False)
        found.wrong = [f"during {during}, request {number}: {each}" for each in problems + found.wrong]
        row.note(found)


async def _nothing() -> str:
    await asyncio.sleep(0)
    return "idle"


async def _with_http(
    world: World, fault: faults.Fault, number: int, bot: Bot, during: str, do: Do
) -> str:
    seen = 0

    def nth(_request: Request) -> bool:
        nonlocal seen
        seen += 1
        return seen == number

    with world.discord.faults.plan(nth, fault, times=1):
        if during != "shutdown":
            return await do()
        doing = asyncio.create_task(do())
        await asyncio.sleep(MIDST_SECONDS)
        bot.terminate()
        return await doing


async def _with_gateway(
    world: World, disturb: Disturb, clock: WallClock, bot: Bot, during: str, do: Do
) -> str:
    with world.discord.faults.plan(lambda _: True, faults.slow(LATE_SECONDS)):
        doing = asyncio.create_task(do())
        await asyncio.sleep(MIDST_SECONDS)
        await disturb(world.discord, clock)
        if during == "shutdown":
            bot.terminate()
        return await doing


async def _stopped(bot: Bot) -> list[str]:
    """Return what is wrong with the end of a bot that was stopped; start it again."""
    seconds = await bot.stopped()
    problems = [] if seconds <= STOP_SECONDS else [f"it took {seconds:.1f} s to stop"]
    await bot.start()
    return problems


async def _is_back(bot: Bot, world: World, server: Server) -> list[str]:
    """Return what is wrong with a bot that should be connected."""
    problems = []
    if not bot.running:
        problems.append(f"the bot has ended with {bot.process.returncode}")
        await bot.start()
    for way in (load.by_command, load.by_mention):
        shown = await way(world, server, server.members[0], load.unanswerable(world.draw))
        try:
            await shown.until(lambda each: each.text.strip() != "", RETURN_SECONDS)
        except NoReplyError as error:
            problems.append(f"not back: {error}")
    if not world.discord.state.commands.listed(with_localizations=False):
        problems.append("Discord has no commands")
    return problems

"""Every fault of the wire during everything that people do."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from bot.articles.drafts import KEPT
from reliability import asking
from reliability.invariants import check
from reliability.paths import PATHS, Do
from reliability.results import Progress, Row
from reliability.stage import Stage, staged
from reliability.standin import NoReplyError
from reliability.texts import unanswerable
from tests.discord import faults
from tests.discord.connection import CloseCode
from tests.discord.transcript import Request

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
PATIENCE = 25
"""Seconds that people wait."""
RETURN_SECONDS = 60
"""How long the bot has to be back after a fault."""
UNHEARD_SECONDS = 180
"""How long discord.py may take to notice that its heartbeats are not acknowledged."""
STOP_SECONDS = 5
MIDST_SECONDS = 0.05
"""How long after somebody did something the bot is stopped."""
LATE_SECONDS = 0.3
"""How much later the bot's requests are handled meanwhile, so that it is in the midst of it."""
HEARTBEAT_MILLISECONDS = 2_000

Disturb: TypeAlias = Callable[[Stage], Awaitable[None]]

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


async def _cut(stage: Stage) -> None:
    stage.discord.gateway.cut()


async def _cut_within(stage: Stage) -> None:
    stage.discord.gateway.cut_within(1)


async def _cut_next_event(stage: Stage) -> None:
    stage.discord.gateway.cut_next_event(20)


async def _reconnect(stage: Stage) -> None:
    await stage.discord.gateway.reconnect()


async def _invalidate(stage: Stage) -> None:
    await stage.discord.gateway.invalidate(resumable=True)


async def _forget(stage: Stage) -> None:
    await _with_new_sessions(stage, stage.discord.gateway.invalidate(resumable=False))


async def _with_new_sessions(stage: Stage, disturbed: Awaitable[None]) -> None:
    """End the sessions and wait for new ones: until then Discord has nowhere to send events."""
    stage.discord.arrivals.forget()
    await disturbed
    await stage.discord.ready(RETURN_SECONDS)


async def _no_heartbeats(stage: Stage) -> None:
    """Acknowledge none, until discord.py connects again."""
    with stage.discord.gateway.unacknowledging():
        await stage.discord.arrivals.next_connection(UNHEARD_SECONDS)


async def _mute(stage: Stage) -> None:
    with stage.discord.gateway.muted():
        await asyncio.sleep(1)
    stage.discord.gateway.cut()


async def _malformed(stage: Stage) -> None:
    await stage.discord.gateway.send_text('{"op": 0, "t": "MESSAGE_CREATE", "s": 1, "d": {')


async def _unknown_event(stage: Stage) -> None:
    await stage.discord.gateway.send_text('{"op": 0, "t": "NEVER_HEARD_OF", "s": null, "d": {}}')


async def _refuse(stage: Stage) -> None:
    with stage.discord.gateway.refusing(503):
        stage.discord.gateway.cut()
        await asyncio.sleep(3)


async def _outage(stage: Stage) -> None:
    async with stage.discord.outage():
        await asyncio.sleep(5)


def _close(code: int) -> Disturb:
    async def close(stage: Stage) -> None:
        closed = stage.discord.gateway.close(code)
        await (_with_new_sessions(stage, closed) if code in ENDS_SESSION else closed)

    return close


def _jump(seconds: float) -> Disturb:
    async def jump(stage: Stage) -> None:
        stage.clock.jump(seconds)
        if seconds > KEPT.total_seconds():
            stage.world.ledger.let_expire("draft")

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


ENDS_SESSION = {CloseCode.INVALID_SEQUENCE, CloseCode.SESSION_TIMED_OUT}
UNREACHABLE = {"everything gone for 5 s"}
"""Faults for which Discord itself shows people that the bot did not respond within 3 s."""
SOFT: dict[str, Disturb] = {
    name: GATEWAY[name]
    for name in (
        "gateway cut",
        "gateway cut within a frame",
        "gateway cut within the next event",
        "op 7, reconnect",
        "op 9, resumable",
        "gateway silent, then cut",
        "malformed text",
        "an event that is not known",
        "gateway refuses connections for 3 s",
        "closed with 1000",
        "closed with 4000",
        "closed with 4008",
    )
}
"""Those after which Discord sends again what was missed, so that people notice nothing."""


async def matrix(folder: Path, seed: int, wanted: str, progress: Progress) -> list[Row]:
    """Try every fault whose name contains `wanted` during everything; return a row for each."""
    rows: list[Row] = []
    async with staged(folder, seed, servers=1, seconds=PATIENCE) as stage:
        stage.discord.gateway.heartbeat_interval = HEARTBEAT_MILLISECONDS
        for name in (*HTTP, *GATEWAY):
            if wanted in name:
                rows.append(Row(name))
                for during in DURING:
                    await _try(stage, rows[-1], during)
                    progress.tried(rows, f"{name}, during {during}")
    return rows


async def _try(stage: Stage, row: Row, during: str) -> None:
    """Try a fault during something: once for each of several requests, if it meets requests."""
    [server] = stage.world.servers
    for number in NUMBERS if row.fault in HTTP and during != "idle" else NUMBERS[:1]:
        prepare = PATHS.get("publish" if during == "shutdown" else during)
        do = _nothing if prepare is None else await prepare(stage.world, server)
        outcome, problems = "", []
        try:
            if row.fault in HTTP:
                outcome = await _with_http(stage, HTTP[row.fault], number, during, do)
            else:
                outcome = await _with_gateway(stage, GATEWAY[row.fault], during, do)
        except NoReplyError as error:
            if during != "shutdown" and row.fault not in UNREACHABLE:
                problems.append(f"without a word: {error}")
        problems += await (_stopped if during == "shutdown" else _is_back)(stage)
        row.outcomes[f"{during}: {outcome}"] = row.outcomes.get(f"{during}: {outcome}", 0) + 1
        found = await check(stage.world, stage.folder, log_may_lack_rows=False)
        found.wrong = [
            f"during {during}, request {number}: {each}" for each in problems + found.wrong
        ]
        row.note(found)


async def _nothing() -> str:
    await asyncio.sleep(0)
    return "idle"


async def _with_http(stage: Stage, fault: faults.Fault, number: int, during: str, do: Do) -> str:
    """Let the request with this number, counted from 1, meet a fault."""
    seen = 0

    def nth(_request: Request) -> bool:
        nonlocal seen
        seen += 1
        return seen == number

    with stage.discord.faults.plan(nth, fault, times=1):
        if during != "shutdown":
            return await do()
        doing = asyncio.create_task(do())
        await asyncio.sleep(MIDST_SECONDS)
        stage.bot.terminate()
        return await doing


async def _with_gateway(stage: Stage, disturb: Disturb, during: str, do: Do) -> str:
    """Disturb the gateway once somebody has done something, and before it is answered."""
    begun = asyncio.Event()

    def first(_request: Request) -> bool:
        begun.set()
        return True

    with stage.discord.faults.plan(first, faults.slow(LATE_SECONDS)):
        doing = asyncio.create_task(do())
        answering = asyncio.create_task(begun.wait())
        await asyncio.wait({doing, answering}, return_when=asyncio.FIRST_COMPLETED)
        answering.cancel()
        await disturb(stage)
        if during == "shutdown":
            stage.bot.terminate()
        return await doing


async def _stopped(stage: Stage) -> list[str]:
    """Return what is wrong with the end of a bot that was stopped; start it again."""
    seconds = await stage.bot.stopped()
    await stage.bot.start()
    return [] if seconds <= STOP_SECONDS else [f"it took {seconds:.1f} s to stop"]


async def _is_back(stage: Stage) -> list[str]:
    """Return what is wrong with a bot that should be connected."""
    problems = []
    if not stage.bot.running:
        problems.append(f"the bot has ended with {stage.bot.process.returncode}")
        await stage.bot.start()
    [server] = stage.world.servers
    for way in (asking.by_command, asking.by_mention):
        question = unanswerable(stage.world.draw)
        shown = await way(stage.world, server, server.members[0], question)
        try:
            await shown.until(lambda each: bool(each.text.strip()), RETURN_SECONDS)
        except NoReplyError as error:
            problems.append(f"not back: {error}")
    if not stage.discord.state.commands.listed(with_localizations=False):
        problems.append("Discord has no commands")
    return problems

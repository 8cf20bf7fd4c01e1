"""Runs the Discord client until a signal, then shuts it down gracefully, and in time."""

import asyncio
import atexit
import contextlib
import logging
import os
import sys
import threading

from bot.discord.client import KutipClient
from bot.discord.gateway import use_lasting_connections
from bot.discord.login import explaining_login
from bot.discord.retries import Retries
from bot.operations.supervisor import State, notify
from bot.stop_signals import set_by_signals

log = logging.getLogger(__name__)

FINISH_SECONDS = 1.5
"""How long to wait at shutdown for replies under way, and then for their records."""
CLOSE_SECONDS = 0.5
"""Timeout for ending the recurring tasks and closing the connection."""
STOP_SECONDS = 4.5
"""When to end the process at the latest, after a signal: a thread that computes can't be stopped,
and Python would wait for it. Everything that must be stored is stored by then."""
SWITCH_SECONDS = 0.0005
"""How long a thread of Python code keeps the event loop from running: a tenth of Python's default
(docs/decisions/0001-answering-off-the-loop.md)."""
TEMPORARY_FAILURE = 75
"""The exit status that asks for a restart: EX_TEMPFAIL of sysexits(3), which Windows lacks."""


async def serve(client: KutipClient, token: str) -> None:
    """Run the client until SIGTERM or SIGINT, then let replies under way finish.

    Raise TokenRefusedError or DiscordUnreachableError if it can't log in, and DeafError if Discord
    can be reached but sends nothing.

    After a signal and a DeafError the process ends within STOP_SECONDS, whatever holds it up.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    use_lasting_connections()
    stop = set_by_signals()
    running = asyncio.create_task(_run(client, token), name="Discord")
    stopping = asyncio.create_task(stop.wait(), name="signals")
    watching = asyncio.create_task(
        client.hearing.watch(lambda: notify(State.ALIVE)), name="watching the connection"
    )
    ways_to_end = {running, stopping, watching}
    await asyncio.wait(ways_to_end, return_when=asyncio.FIRST_COMPLETED)
    notify(State.STOPPING)
    if not running.done():
        _end_in_time(0 if stop.is_set() else TEMPORARY_FAILURE)
        await _finish(client)
    for task in ways_to_end:
        task.cancel()
    await asyncio.wait(ways_to_end, timeout=CLOSE_SECONDS)
    for task in ways_to_end:
        if task.done() and not task.cancelled():
            await task  # To raise its error.


async def _finish(client: KutipClient) -> None:
    """Let replies under way and their records finish, and disconnect."""
    log.info("Stopping: finishing the replies under way.")
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(FINISH_SECONDS):
            await client.finish(FINISH_SECONDS)
            await client.parts.querylog.flush()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CLOSE_SECONDS):
            await client.close()


def _end_in_time(status: int) -> None:
    """End this process in STOP_SECONDS, even if something holds up its end."""

    def end() -> None:
        log.warning("Ended without waiting for what is still running.")
        os._exit(status)

    timer = threading.Timer(STOP_SECONDS, end)
    timer.daemon = True
    timer.start()


def end_at_once() -> None:
    """Let Python end without freeing its memory piece by piece, which can take seconds."""
    atexit.register(os._exit, 0)


async def _run(client: KutipClient, token: str) -> None:
    with explaining_login():
        async with client:
            await client.login(token)
            Retries(may_act=client.may_act).install(client.http)
            await client.connect()

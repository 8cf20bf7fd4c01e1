"""Runs Kutip against a stand-in: `python -m performance.launcher REST GATEWAY GAPS [ARGUMENT ...]`.

REST and GATEWAY are the addresses of the stand-in. Into the file GAPS it writes a line for each
time that the event loop was late by more than LATE seconds: when, by time.perf_counter, and by how
many seconds.
"""

import asyncio
import functools
import sys
import time
from pathlib import Path

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

import bot.__main__
from bot.discord import service
from bot.discord.client import KutipClient

TICK = 0.002
LATE = 0.002


async def watch(path: Path) -> None:
    """Write down each gap of the running event loop, until it is cancelled."""
    with path.open("a", encoding="ascii", buffering=1) as gaps:
        before = time.perf_counter()
        while True:
            await asyncio.sleep(TICK)
            now = time.perf_counter()
            if now - before - TICK > LATE:
                gaps.write(f"{now} {now - before - TICK}\n")
            before = now


def main() -> None:
    """Run a command of Kutip, with the watch beside the bot."""
    rest, gateway, gaps = sys.argv[1:4]
    sys.argv[:4] = ["kutip"]
    Route.BASE = rest
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    serve = service.serve

    @functools.wraps(serve)
    async def watched(client: KutipClient, token: str) -> None:
        watching = asyncio.create_task(watch(Path(gaps)), name="gaps")
        await serve(client, token)
        watching.cancel()

    service.serve = watched
    bot.__main__.main()


if __name__ == "__main__":
    main()

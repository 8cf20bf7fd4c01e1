"""The stand-in on an event loop of its own, for commands that run one themselves."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

from tests.discord.wire import WireDiscord
from tests.patience import LONG


@contextmanager
def discord_in_a_thread() -> Iterator[int]:
    """Run the stand-in within the block; yield its port."""
    opened: SimpleQueue[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = SimpleQueue()

    async def serve() -> None:
        async with WireDiscord() as wire:
            stop = asyncio.Event()
            opened.put((wire.port, asyncio.get_running_loop(), stop))
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    port, loop, stop = opened.get(timeout=LONG)
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()

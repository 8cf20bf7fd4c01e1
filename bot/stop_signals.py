"""The signals that stop a program: SIGTERM, Ctrl-C and, on Windows, Ctrl-Break."""

import asyncio
import signal
import sys
from types import FrameType

if sys.platform == "win32":
    STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGBREAK)
else:
    STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def set_by_signals() -> asyncio.Event:
    """Return an event of the running loop that a stop signal sets, from now on.

    Call it in the main thread.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def handle(_signal: int, _frame: FrameType | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(stop.set)

    for number in STOP_SIGNALS:
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # The loop of Windows, which a signal wakes all the same.
            signal.signal(number, handle)
    return stop

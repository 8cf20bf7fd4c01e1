"""How a process that runs for long gets its memory from the system, and gives it back."""

import asyncio
import ctypes
import platform
from functools import cache

_M_ARENA_MAX = -8
"""See mallopt(3)."""
ARENAS = 1
"""Where threads get their memory from. By default it is eight for each core, and each keeps what it
once had: after half an hour under load, half of what 16 arenas held was free. Python's lock lets
one thread at a time ask for memory anyway."""
EVERY_SECONDS = 60
"""How often memory is given back."""


def share_arenas() -> None:
    """Let all threads share ARENAS, where the C library is glibc."""
    if library := _glibc():
        library.mallopt(_M_ARENA_MAX, ARENAS)


async def give_back() -> None:
    """Give free pages back to the system, where the C library is glibc.

    By itself it does so only above the last block in use: under load, a fifth of an arena was free
    in between. Takes 2 to 40 ms, in a thread, during which others may wait for memory; see
    malloc_trim(3).
    """
    if library := _glibc():
        await asyncio.to_thread(library.malloc_trim, 0)


@cache
def _glibc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if platform.libc_ver()[0] == "glibc" else None

"""How a process that runs for long gets its memory from the system."""

import ctypes
import platform

_M_ARENA_MAX = -8
"""See mallopt(3)."""
ARENAS = 2
"""Where threads get their memory from. By default it is eight for each core, and each keeps what it
once had: after half an hour under load, half of what 16 arenas held was free."""


def share_arenas() -> None:
    """Let all threads that are started from now on share ARENAS, where the C library is glibc."""
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, ARENAS)

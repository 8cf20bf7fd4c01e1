"""Reports the program's state to systemd, if that started it: sd_notify(3)."""

import logging
import os
import socket
from enum import Enum

log = logging.getLogger(__name__)

_UNIX: int | None = getattr(socket, "AF_UNIX", None)  # Windows' Python lacks it.


class State(Enum):
    """What systemd can be notified of."""

    READY = "READY=1"
    """The start is complete."""
    ALIVE = "WATCHDOG=1"
    """All is well; due within WatchdogSec= of the last time."""
    STOPPING = "STOPPING=1"


def notify(state: State) -> None:
    """Report a state on the socket that the environment names; do nothing if it names none."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address or _UNIX is None:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # In Linux's abstract namespace, see unix(7).
    try:
        with socket.socket(_UNIX, socket.SOCK_DGRAM) as connection:
            connection.setblocking(False)
            connection.sendto(state.value.encode(), address)
    except OSError as error:
        log.warning("Could not notify systemd of %s: %s", state.name, error)

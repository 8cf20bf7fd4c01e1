"""Where the page listens: on this machine, or elsewhere for those with a password."""

import ipaddress
import socket

from bot.errors import SettingsError
from corpus.errors import KutipError

WAITING = 32
"""Connections that may wait to be accepted; a browser opens six at once."""


class AddressError(KutipError):
    """The page can't listen at an address; names it and the reason."""


def listen(host: str, port: int, *, has_password: bool) -> socket.socket:
    """Return a socket that listens on a host, a name or an address; port 0 is any free one.

    Raises SettingsError if other machines could read it without a password; AddressError if there
    is no such host, or the port is taken or not for this user.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        if not has_password and not ipaddress.ip_address(address[0]).is_loopback:
            raise SettingsError(
                f"On {host} other machines could read the page: set KUTIP_REVIEW_PASSWORD, or "
                "leave --host away and let them in over SSH."
            )
        return socket.create_server(address[:2], family=family, backlog=WAITING)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AddressError(
            f"The page can't listen on {host}, port {port} ({reason}); give "
            "another --port or --host, or stop what listens there."
        ) from error


def link(host: str, listener: socket.socket) -> str:
    """Return what to open in a browser."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"

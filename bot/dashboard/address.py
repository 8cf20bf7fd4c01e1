"""The page's listening address: this machine or, with a password, any."""

import ipaddress
import socket

from bot.errors import SettingsError
from corpus.errors import KutipError

WAITING = 32
"""Backlog of connections; a browser opens six at once."""


class AddressError(KutipError):
    """The page can't listen at an address; names it and the reason."""


def listen(host: str, port: int, *, has_password: bool) -> socket.socket:
    """Return a socket that listens on a host name or address; port 0 is any free port.

    Raise SettingsError if other machines could read the page without a password, and AddressError
    if there is no such host, or the port is in use or not permitted.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        if not has_password and not ipaddress.ip_address(address[0]).is_loopback:
            raise SettingsError(
                "On {host}, other machines could read the page: set KUTIP_REVIEW_PASSWORD, or omit "
                "--host and use an SSH tunnel.",
                host=host,
            )
        return socket.create_server(address[:2], family=family, backlog=WAITING)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AddressError(
            "Can't listen on {host}, port {port} ({reason}); choose another --port or --host, or "
            "stop the program that listens there.",
            host=host,
            port=port,
            reason=reason,
        ) from error


def link(host: str, listener: socket.socket) -> str:
    """Return the URL of the page."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"

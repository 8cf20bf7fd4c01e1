"""The password of the page; guesses are slowed down for each address that they come from.

Logged-in people send no password, and a wrong one delays nobody at another address: with one limit
for all, anybody could keep the owner out by guessing.
"""

import asyncio
import base64
import ipaddress
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

USER = "kutip"
"""The user name to log in with."""
PAUSE = 1.0
"""Seconds from a wrong guess until the next from its address is checked: at most 86,400 a day."""
MOST_WAITING = 10
"""Guesses from an address that may wait for their turn; more are refused."""
MOST_IN_ALL = 100
"""Guesses from all addresses together that may wait. A proxy on this machine may pass on an address
that its client made up; this bounds the guesses a second even then."""
MOST_ADDRESSES = 10_000
"""Addresses whose last guesses are remembered."""
NETWORK_BITS = 64
"""The prefix of IPv6 addresses that count as one: a network usually has all addresses in it."""


class TooManyGuessesError(Exception):
    """More guesses from an address than can wait."""


@dataclass(slots=True)
class _Line:
    """The guesses from one address."""

    one_by_one: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Password:
    """Checks the password, one guess at a time from each address."""

    def __init__(self, password: str) -> None:
        self._right = _joined(USER, password)
        self._lines: OrderedDict[str, _Line] = OrderedDict()
        self._waiting = 0

    async def matches(self, user: str, password: str, address: str) -> bool:
        """Whether these are the user name and password; False only after a pause.

        Raise TooManyGuessesError if too many wait already, from this address or in all.
        """
        line = self._line(_network(address))
        if line.waiting >= MOST_WAITING or self._waiting >= MOST_IN_ALL:
            raise TooManyGuessesError
        line.waiting += 1
        self._waiting += 1
        try:
            async with line.one_by_one:
                if secrets.compare_digest(_joined(user, password), self._right):
                    return True
                await asyncio.sleep(PAUSE)
                return False
        finally:
            line.waiting -= 1
            self._waiting -= 1

    async def matches_basic(self, header: str, address: str) -> bool:
        """Check an `Authorization` header with HTTP Basic credentials (RFC 7617), in UTF-8.

        Raise TooManyGuessesError like `matches`.
        """
        scheme, _, given = header.partition(" ")
        try:
            user, colon, password = base64.b64decode(given, validate=True).decode().partition(":")
        except ValueError:
            return False
        if scheme.lower() != "basic" or not colon:
            return False
        return await self.matches(user, password, address)

    def _line(self, network: str) -> _Line:
        line = self._lines.setdefault(network, _Line())
        self._lines.move_to_end(network)
        while len(self._lines) > MOST_ADDRESSES:  # Guesses that wait in it still have it.
            self._lines.popitem(last=False)
        return line


def _network(address: str) -> str:
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is None:
        return str(ipaddress.ip_network((ip, NETWORK_BITS), strict=False))
    return str(getattr(ip, "ipv4_mapped", None) or ip)


def _joined(user: str, password: str) -> bytes:
    return f"{user}:{password}".encode("utf-8", "surrogatepass")

"""The password of the page; guesses are slowed down, by the address that they come from.

Whoever is logged in needs no password, and a wrong one keeps nobody at another address waiting: a
lock for all would let anybody's guesses keep the owner out.
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
"""Seconds for which no other guess from an address is checked after a wrong one: at most 86,400 per
day."""
MOST_WAITING = 10
"""Guesses from an address that wait for their turn; more are not taken."""
MOST_IN_ALL = 100
"""Guesses from all addresses together that are under way. A proxy on this machine may pass on an
address that its client made up; no more than so many guesses a second are checked even then."""
MOST_ADDRESSES = 10_000
"""Addresses whose last guesses are remembered."""
NETWORK_BITS = 64
"""Of an IPv6 address that are counted as one: whoever has one address has all with these bits."""


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
        while len(self._lines) > MOST_ADDRESSES:  # Whoever waits in the oldest keeps it.
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

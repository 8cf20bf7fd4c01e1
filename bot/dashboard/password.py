"""Whether somebody knows the password of the page, asked one after the other."""

import asyncio
import base64
import secrets

USER = "kutip"
"""Who logs in with the password."""
PAUSE = 1.0
"""Seconds after a wrong one, in which no other is looked at: so 86,400 can be tried in a day."""


class Password:
    """Knows the password, and lets nobody try many."""

    def __init__(self, password: str) -> None:
        self._right = _joined(USER, password)
        self._one_by_one = asyncio.Lock()

    async def matches(self, user: str, password: str) -> bool:
        """Tell whether these are the user and the password, if not, after a pause."""
        async with self._one_by_one:
            if secrets.compare_digest(_joined(user, password), self._right):
                return True
            await asyncio.sleep(PAUSE)
            return False

    async def matches_basic(self, header: str) -> bool:
        """Tell the same of a header `Authorization` of HTTP basic (RFC 7617), in UTF-8."""
        scheme, _, given = header.partition(" ")
        try:
            user, colon, password = base64.b64decode(given, validate=True).decode().partition(":")
        except ValueError:
            return False
        return scheme.lower() == "basic" and bool(colon) and await self.matches(user, password)


def _joined(user: str, password: str) -> bytes:
    return f"{user}:{password}".encode("utf-8", "surrogatepass")

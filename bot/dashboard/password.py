"""The password of the page, with rate-limited guesses."""

import asyncio
import base64
import secrets

USER = "kutip"
"""The user name to log in with."""
PAUSE = 1.0
"""Seconds for which no other guess is checked after a wrong one: at most 86,400 per day."""


class Password:
    """Checks the password, one guess at a time."""

    def __init__(self, password: str) -> None:
        self._right = _joined(USER, password)
        self._one_by_one = asyncio.Lock()

    async def matches(self, user: str, password: str) -> bool:
        """Whether these are the user name and password; False only after a pause."""
        async with self._one_by_one:
            if secrets.compare_digest(_joined(user, password), self._right):
                return True
            await asyncio.sleep(PAUSE)
            return False

    async def matches_basic(self, header: str) -> bool:
        """Check an `Authorization` header with HTTP Basic credentials (RFC 7617), in UTF-8."""
        scheme, _, given = header.partition(" ")
        try:
            user, colon, password = base64.b64decode(given, validate=True).decode().partition(":")
        except ValueError:
            return False
        return scheme.lower() == "basic" and bool(colon) and await self.matches(user, password)


def _joined(user: str, password: str) -> bytes:
    return f"{user}:{password}".encode("utf-8", "surrogatepass")

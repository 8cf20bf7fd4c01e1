"""Which pages a site lets programs fetch by themselves, by its robots.txt. See RFC 9309."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from corpus.addresses import LinkError, LinkFault
from corpus.web import Web

AGENT = "Kutip"
"""The name by which a robots.txt may address Kutip."""
LARGEST = 500 * 2**10
"""Bytes of a robots.txt; RFC 9309, section 2.5, wants that many read."""
KEPT_SECONDS = 24 * 3600
"""How long a robots.txt counts; likewise section 2.4."""
MOST_SITES = 1000
"""Sites of which it is kept in memory."""


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    rules: RobotFileParser | None
    """None: everything may be fetched."""


class Robots:
    """The rules of sites, fetched when they are needed."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._kept: dict[str, _Kept] = {}

    async def allows(self, link: str) -> bool:
        """Return whether a page may be fetched without a person asking for it.

        Raise LinkError if the site can't say so at the moment.
        """
        split = urlsplit(link)
        site = urlunsplit((split.scheme, split.netloc, "", "", ""))
        now = asyncio.get_running_loop().time()
        kept = self._kept.get(site)
        if kept is None or kept.until <= now:
            kept = _Kept(now + KEPT_SECONDS, await self._rules(site))
            while len(self._kept) >= MOST_SITES:
                self._kept.pop(next(iter(self._kept)))
            self._kept[site] = kept
        return kept.rules is None or kept.rules.can_fetch(AGENT, link)

    async def _rules(self, site: str) -> RobotFileParser | None:
        try:
            page = await self._web.fetch(f"{site}/robots.txt", largest=LARGEST)
        except LinkError as error:
            if error.reason in _WAIT:
                raise
            return None
        assert page is not None  # only a conditional fetch can be unchanged
        rules = RobotFileParser()
        rules.parse(page.data.decode("utf-8", "replace").splitlines())
        return rules


_WAIT = frozenset(
    {
        *(LinkFault.UNKNOWN_HOST, LinkFault.UNREACHABLE, LinkFault.TIMEOUT, LinkFault.BROKEN),
        *(LinkFault.SERVER_ERROR, LinkFault.PRIVATE_ADDRESS),
    }
)
"""After these, the page can't be fetched either, or must not be: RFC 9309, section 2.3.1.4."""

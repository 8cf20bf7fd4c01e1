"""Fetches feeds, and pages that no person asked for, politely."""

import asyncio
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from corpus.addresses import LinkError, LinkFault
from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.feed import LARGEST_FEED, MOST_ENTRIES, Entry, Feed, Kind
from corpus.reader import Reader
from corpus.robots import Robots
from corpus.web import FEED_TYPES, Web

PACE_SECONDS = 5.0
"""Seconds between two requests to the same host."""
MOST_HOSTS = 1000
"""Hosts of which the last request is remembered."""
_FAULTS = {
    LinkFault.WRONG_TYPE: FeedFault.NO_FEED,
    LinkFault.TOO_LARGE: FeedFault.TOO_LARGE,
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed as it was fetched."""

    link: str
    """Of the feed itself: not of a page that declares it."""
    feed: Feed
    etag: str | None = None
    """The header of its response, for the next request; likewise `last_modified`."""
    last_modified: str | None = None


class NotWelcomeError(LinkError):
    """A site doesn't want programs to fetch a page."""

    def __init__(self) -> None:
        super().__init__(LinkFault.FORBIDDEN)


class Fetcher:
    """Fetches with a pause between requests to the same host, and only what robots.txt allows."""

    def __init__(self, reader: Reader, web: Web, pace_seconds: float = PACE_SECONDS) -> None:
        self._reader = reader
        self._web = web
        self._robots = Robots(web)
        self._pace = pace_seconds
        self._next: dict[str, float] = {}

    async def feed(
        self, link: str, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | None:
        """Return the feed or sitemap at a link, or the first that the page there declares.

        None if it has not changed since these headers. Raise LinkError or FeedError.
        """
        fetched = await self._fetch(link, etag, last_modified)
        if fetched is None:
            return None
        if fetched.feed.kind is Kind.PAGE:
            page = fetched.feed
            # At once, as a browser would: a person may be waiting.
            fetched = await self._fetch(page.others[0], waits=False)
            assert fetched is not None  # only a conditional fetch can be unchanged
            if fetched.feed.kind is Kind.PAGE:
                raise FeedError(FeedFault.NO_FEED)
            title = fetched.feed.title or page.title
            fetched = replace(fetched, feed=replace(fetched.feed, title=title))
        if fetched.feed.kind is Kind.SITEMAPS:
            # Without headers: a sitemap of it may change when the index itself doesn't.
            fetched = Fetched(fetched.link, await self._sitemaps(fetched.feed))
        if not fetched.feed.entries and fetched.feed.without_link:
            raise FeedError(FeedFault.NO_LINKS)
        return fetched

    async def await_turn(self, link: str) -> None:
        """Wait until a page may be fetched.

        Raise NotWelcomeError if it must not be, LinkError if its site can't say so at the moment.
        """
        await self._pause(link)
        if not await self._robots.allows(link):
            raise NotWelcomeError

    async def _fetch(
        self,
        link: str,
        etag: str | None = None,
        last_modified: str | None = None,
        *,
        waits: bool = True,
    ) -> Fetched | None:
        if waits:
            await self._pause(link)
        try:
            page = await self._web.fetch(
                link, etag, last_modified, types=FEED_TYPES, largest=LARGEST_FEED
            )
        except LinkError as error:
            if error.reason in _FAULTS:
                raise FeedError(_FAULTS[error.reason]) from None
            raise
        if page is None:
            return None
        feed = await self._reader.read_feed(page.data, page.url, page.media_type)
        return Fetched(link, feed, page.etag, page.last_modified)

    async def _sitemaps(self, index: Feed) -> Feed:
        """Return the sitemaps of an index as one; raise only if none of them can be read."""
        entries: dict[str, Entry] = {}
        fault: LinkError | FeedError = FeedError(FeedFault.NO_FEED)
        read = 0
        for link in index.others:
            try:
                fetched = await self._fetch(link)
            except (LinkError, FeedError) as error:
                fault = error
                continue
            assert fetched is not None  # only a conditional fetch can be unchanged
            read += 1
            for entry in fetched.feed.entries:
                entries.setdefault(entry.key, entry)
        if not read:
            raise fault
        listed = tuple(entries.values())
        beyond = len(listed[MOST_ENTRIES:])
        return Feed(Kind.SITEMAP, index.title, listed[:MOST_ENTRIES], beyond=beyond)

    async def _pause(self, link: str) -> None:
        host = urlsplit(link).hostname or ""
        loop = asyncio.get_running_loop()
        turn = max(self._next.pop(host, 0.0), loop.time())
        while len(self._next) >= MOST_HOSTS:
            self._next.pop(next(iter(self._next)))
        self._next[host] = turn + self._pace
        await asyncio.sleep(turn - loop.time())

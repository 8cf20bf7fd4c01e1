"""Find the feeds that a web page declares. See HTML Living Standard, link type `alternate`."""

import re

from lxml import html  # type: ignore[import-untyped]

from corpus.formats.feeds.entries import absolute, one_line
from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.feed import Feed, Kind

TYPES = ("application/atom+xml", "application/rss+xml", "application/feed+json")
MOST_FEEDS = 5
_COMMENTS = re.compile(r"comment|komentar", re.IGNORECASE)


def read_declared(data: bytes, url: str) -> Feed:
    """Return the feeds of a page, those of comments last; raise FeedError if it declares none."""
    # Addresses are ASCII, and so are the names of all that is looked for.
    page = html.document_fromstring(data.decode("utf-8", "replace").encode() or b"<p>")
    base = absolute(url, next(iter(page.xpath("//base/@href")), "")) or url
    found = [
        (bool(_COMMENTS.search(f"{link} {each.get('title') or ''}")), link)
        for each in page.iter("link")
        if "alternate" in (each.get("rel") or "").lower().split()
        and (each.get("type") or "").partition(";")[0].strip().lower() in TYPES
        and (link := absolute(base, each.get("href") or ""))
    ]
    if not found:
        raise FeedError(FeedFault.NO_FEED)
    found.sort(key=lambda each: each[0])
    links = tuple(dict.fromkeys(link for _, link in found))[:MOST_FEEDS]
    return Feed(Kind.PAGE, one_line(page.findtext(".//title") or ""), others=links)

"""Recognize feeds and sitemaps by their first element."""

import re

BLANK = b"\xef\xbb\xbf \t\r\n\f\x00"
"""What may precede the first element."""
SITEMAPS = frozenset({"urlset", "sitemapindex"})
_FEEDS = SITEMAPS | {"rss", "rdf", "feed"}
_ROOT = re.compile(rb"<(?:[a-z]+:)?([a-z]+)", re.IGNORECASE)
_START = 64 * 2**10
"""Bytes in which the first element is looked for."""


def is_feed(data: bytes) -> bool:
    """Return whether a document is a feed or sitemap in XML.

    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0">'), is_feed(b"A <feed> is read.")
    (True, False)
    """
    return data.lstrip(BLANK).startswith(b"<") and root_of(data) in _FEEDS


def root_of(data: bytes) -> str:
    """Return the name of the first element, in lower case without a prefix; empty for none."""
    root = _ROOT.search(data[:_START].replace(b"\x00", b""))
    return root[1].lower().decode("ascii") if root else ""

"""Read a feed by its format, which is detected from the bytes: media types of feeds are wrong."""

import re
import zlib

from corpus.formats.detection import charset_of
from corpus.formats.feeds.declared import read_declared
from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.feed import LARGEST_FEED, Feed
from corpus.formats.feeds.json_feed import read_json_feed
from corpus.formats.feeds.recognition import BLANK, SITEMAPS, root_of
from corpus.formats.feeds.sitemap import read_sitemap
from corpus.formats.feeds.syndication import read_syndication

_GZIP = b"\x1f\x8b"
_START = 64 * 2**10
"""Bytes in which a declared encoding is looked for."""
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}encoding=["']([\w.:-]{1,40})["']""", re.IGNORECASE)


def read(data: bytes, url: str, media_type: str | None) -> Feed:
    """Return the feed; raise FeedError if it is none."""
    if data.startswith(_GZIP):
        data = _unpacked(data)
    data = data.lstrip(BLANK) if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else data
    if not data.strip(BLANK):
        raise FeedError(FeedFault.NO_FEED)
    if data.startswith(b"{"):
        return read_json_feed(data, url)
    name = root_of(data)
    if name in {"html", "head", "body", "meta", "title", "link"}:
        return read_declared(data, url)
    _refuse_entities(data, media_type)
    if name in SITEMAPS:
        return read_sitemap(data, url)
    return read_syndication(data, url, media_type)


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacking.decompress(data, LARGEST_FEED + 1)
    except zlib.error:
        raise FeedError(FeedFault.DAMAGED) from None
    if len(unpacked) > LARGEST_FEED:
        raise FeedError(FeedFault.TOO_LARGE)
    return unpacked


def _refuse_entities(data: bytes, media_type: str | None) -> None:
    """Raise FeedError if a document type declares entities, in any encoding it is said to have."""
    declared = _ENCODING.search(data[:_START])
    names = {charset_of(media_type), declared[1].decode() if declared else None}
    texts = [data.replace(b"\x00", b"").decode("latin-1")]
    for name in filter(None, names):
        try:
            texts.append(data.decode(name, "replace"))
        except (LookupError, ValueError):
            continue
    if any("<!entity" in text.lower().partition("<!doctype")[2] for text in texts):
        raise FeedError(FeedFault.ENTITIES)

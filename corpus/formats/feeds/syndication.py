"""Read RSS and Atom, however broken, with feedparser."""

import io
from collections.abc import Iterator
from typing import Any

import feedparser

from corpus.formats.feeds.entries import Stated, feed_of
from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.feed import Feed, Kind

_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
"""Minutes. RDF Site Summary 1.0, module Syndication."""


def read_syndication(data: bytes, url: str, media_type: str | None) -> Feed:
    """Return an RSS or Atom feed, fetched from `url`; raise FeedError if it is none."""
    # A type without a charset would mean ASCII, which no feed abides by.
    has_charset = "charset" in (media_type or "").lower()
    headers = {
        "content-location": url,
        "content-type": media_type if media_type and has_charset else "application/xml",
    }
    # As a stream: feedparser opens the file that a string or bytes name.
    found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    if not found.version and not found.entries:
        raise FeedError(FeedFault.NO_FEED)
    about = found.feed
    return feed_of(Kind.FEED, _text(about, "title"), _stated(found.entries), url, _ttl(about))


def _stated(entries: list[Any]) -> Iterator[Stated]:
    for entry in entries:
        own = _text(entry, "id")
        texts = [_text(entry, "summary"), *(_text(each, "value") for each in _all(entry))]
        yield Stated(
            link=_text(entry, "link") or (own if own.startswith(("http://", "https://")) else ""),
            id=own,
            title=_text(entry, "title"),
            text="\n".join(filter(None, texts)),
            published=_text(entry, "published"),
            updated=_text(entry, "updated"),
        )


def _all(entry: Any) -> list[Any]:  # noqa: ANN401 - feedparser has no types
    return list(dict.get(entry, "content") or ())


def _text(fields: Any, name: str) -> str:  # noqa: ANN401
    """Return a field; not feedparser's fallback, which is the date of publishing for `updated`."""
    value = dict.get(fields, name)
    return value if isinstance(value, str) else ""


def _ttl(about: Any) -> int | None:  # noqa: ANN401
    """Return for how many minutes a feed asks not to be fetched again, if it does."""
    if (ttl := _number(_text(about, "ttl"))) is not None:
        return ttl
    period = _PERIODS.get(_text(about, "sy_updateperiod").strip().lower())
    if period is None:
        return None
    return period // (_number(_text(about, "sy_updatefrequency")) or 1)


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= 9 else None

"""Read JSON Feed. See jsonfeed.org, version 1.1."""

import json
from collections.abc import Iterator
from typing import Any

from corpus.formats.feeds.entries import Stated, feed_of
from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.feed import Feed, Kind

VERSION = "https://jsonfeed.org/version/"


def read_json_feed(data: bytes, url: str) -> Feed:
    """Return a JSON Feed, fetched from `url`; raise FeedError if it is none."""
    try:
        fields = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise FeedError(FeedFault.DAMAGED) from None
    if not isinstance(fields, dict) or not _text(fields, "version").startswith(VERSION):
        raise FeedError(FeedFault.NO_FEED)
    items = fields.get("items")
    return feed_of(
        Kind.FEED, _text(fields, "title"), _stated(items if isinstance(items, list) else []), url
    )


def _stated(items: list[Any]) -> Iterator[Stated]:
    for item in items:
        if isinstance(item, dict):
            yield Stated(
                link=_text(item, "url") or _text(item, "external_url"),
                id=_text(item, "id"),
                title=_text(item, "title"),
                text=_text(item, "content_html")
                or _text(item, "content_text")
                or _text(item, "summary"),
                published=_text(item, "date_published"),
                updated=_text(item, "date_modified"),
            )


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    # An id may be a number, against the rules.
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""

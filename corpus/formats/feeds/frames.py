"""The part of the protocol between Reader and its worker processes that is about feeds.

See `corpus.formats.frames`.
"""

import json
from datetime import datetime
from typing import Any

from corpus.formats.feeds.errors import FeedFault
from corpus.formats.feeds.feed import MOST_ENTRIES, Entry, Feed, Kind
from corpus.formats.frames import frame
from corpus.formats.reading import LONGEST_LINE


def feed_frame(feed: Feed) -> tuple[bytes, bytes]:
    """Return the response for a feed that was read."""
    entries = [
        [
            *(each.link, each.title, each.dated and each.dated.isoformat(), each.state),
            *(each.key, each.id_key, each.text_key),
        ]
        for each in feed.entries
    ]
    fields = {
        "kind": feed.kind,
        "title": feed.title,
        "entries": entries,
        "others": feed.others,
        "ttl": feed.ttl,
        "without_link": feed.without_link,
        "beyond": feed.beyond,
    }
    return frame({}, json.dumps(fields).encode())


def feed_error_frame(reason: FeedFault, cause: str = "") -> tuple[bytes, bytes]:
    """Return the response for what can't be read as a feed; `cause` is for the log."""
    return frame({"fault": reason, "cause": cause})


def parse_feed_response(header: bytes, payload: bytes) -> Feed | tuple[FeedFault, str]:
    """Return the feed in a response, or the reason and cause why there is none.

    Raises ValueError, TypeError or KeyError if the response is malformed.
    """
    about = json.loads(header)
    if "fault" in about:
        return FeedFault(about["fault"]), str(about["cause"])[:LONGEST_LINE]
    fields = json.loads(payload)
    if len(fields["entries"]) > MOST_ENTRIES:
        raise ValueError("too many entries")
    return Feed(
        Kind(fields["kind"]),
        str(fields["title"]),
        tuple(map(_entry, fields["entries"])),
        others=tuple(map(str, fields["others"])),
        ttl=None if fields["ttl"] is None else int(fields["ttl"]),
        without_link=int(fields["without_link"]),
        beyond=int(fields["beyond"]),
    )


def _entry(fields: list[Any]) -> Entry:
    link, title, dated, state, key, id_key, text_key = fields
    return Entry(
        str(link),
        str(title),
        None if dated is None else datetime.fromisoformat(dated),
        str(state),
        str(key),
        None if id_key is None else str(id_key),
        None if text_key is None else str(text_key),
    )

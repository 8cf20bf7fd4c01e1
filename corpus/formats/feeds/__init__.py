"""Read feeds: RSS, Atom, JSON Feed, sitemaps, and the feeds that pages declare."""

from corpus.formats.feeds.feed import Feed


def read_feed(data: bytes, url: str, media_type: str | None = None) -> Feed:
    """Return what is listed in a feed that was fetched from `url`.

    This has no limits on time and memory. To read a feed safely, use corpus.reader.Reader.
    Raises FeedError if it is no feed, and other errors if a library fails on it.
    """
    # Imported here, because feedparser takes long; the bot never needs it.
    from corpus.formats.feeds.detection import read  # noqa: PLC0415

    return read(data, url, media_type)

"""When a feed or a page is fetched next."""

from datetime import timedelta

from corpus.addresses import LinkError
from corpus.formats.feeds.feed import Feed, Kind

USUAL = {Kind.FEED: timedelta(minutes=30), Kind.SITEMAP: timedelta(hours=12)}
"""Between two looks at a feed, unless it asks for more."""
LONGEST = timedelta(days=1)
"""However long a feed asks to be left alone, and however often it failed."""
LONGEST_ASKED = timedelta(days=7)
"""However long a site asks not to be asked again after a failure."""
NAMED_AFTER = 3
"""How many failures in a row are shown to moderators: some hours, if it is a feed."""


def after_success(feed: Feed) -> timedelta:
    """Return how long a feed is left alone after it was read."""
    usual = USUAL[feed.kind]
    return max(usual, min(timedelta(minutes=min(feed.ttl or 0, 10**6)), LONGEST))


def after_failure(failures: int, error: Exception) -> timedelta:
    """Return how long something is left alone after so many failures in a row, the last this."""
    backoff = min(timedelta(minutes=30 << min(failures, 10)), LONGEST)
    asked = error.retry_after if isinstance(error, LinkError) else None
    return max(backoff, min(timedelta(seconds=asked or 0), LONGEST_ASKED))

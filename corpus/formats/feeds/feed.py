"""A feed as it was read: what it lists, in its order."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_ENTRIES = 10_000
"""Entries of a feed; those after it are only counted."""
LARGEST_FEED = 10 * 2**20
"""Bytes, both received and decompressed; a feed of 10,000 items has about 7 MB."""


class Kind(StrEnum):
    """What a link leads to."""

    FEED = "feed"
    """RSS, Atom or JSON Feed."""
    SITEMAP = "sitemap"
    SITEMAPS = "sitemaps"
    """An index of sitemaps, which are in `others`."""
    PAGE = "page"
    """A web page that declares feeds, which are in `others`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed lists."""

    link: str
    """Absolute, with http or https."""
    title: str
    """One line, empty if it has none."""
    dated: datetime | None
    """When it was published, or else changed; None if the feed states neither, or not clearly."""
    state: str
    """A hash that changes when the feed says something else about the article."""
    key: str
    """A hash of its link, without what only says where a visitor comes from."""
    id_key: str | None = None
    """A hash of the feed's id for it, and of its title; None if the id says nothing."""
    text_key: str | None = None
    """A hash of its title and text; None if the feed has no text, or a short one."""

    @property
    def keys(self) -> tuple[str, ...]:
        """All hashes by which it is recognized."""
        return tuple(filter(None, (self.key, self.id_key, self.text_key)))


@dataclass(frozen=True, slots=True)
class Feed:
    """What was read."""

    kind: Kind
    title: str
    """One line, empty if it has none."""
    entries: tuple[Entry, ...] = ()
    """Of different articles, in the order of the feed; at most MOST_ENTRIES."""
    others: tuple[str, ...] = ()
    """Absolute links to what has to be read in its place, the best first."""
    ttl: int | None = None
    """Minutes for which the feed asks not to be fetched again."""
    without_link: int = 0
    """How many entries were left out because they have no link."""
    beyond: int = 0
    """How many were left out because there are more than MOST_ENTRIES."""


def hashed(*parts: str) -> str:
    """Return a hash of texts, as 32 hexadecimal digits."""
    joined = "\0".join(parts).encode("utf-8", "replace")
    return hashlib.sha256(joined).hexdigest()[:32]

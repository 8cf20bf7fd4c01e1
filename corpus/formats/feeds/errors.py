"""The reasons why something can't be read as a feed."""

from enum import StrEnum

from corpus.errors import KutipError


class FeedFault(StrEnum):
    """The reasons; `bot` has a sentence for each."""

    NO_FEED = "no_feed"
    """It is neither a feed nor a sitemap, nor a page that declares a feed."""
    NO_LINKS = "no_links"
    """It is a feed, but none of its entries has a link."""
    ENTITIES = "entities"
    """It declares entities of its own, which could stand for anything, and in any length."""
    DAMAGED = "damaged"
    """It breaks the rules of its format, so that nothing could be read."""
    TOO_LARGE = "too_large"
    """It is larger than LARGEST_FEED."""
    TOO_HEAVY = "too_heavy"
    """Reading it exceeded the limit of time or memory."""


class FeedError(KutipError):
    """Something can't be read as a feed; the message is the fault's value, not a sentence."""

    def __init__(self, reason: FeedFault) -> None:
        super().__init__(reason.value)
        self.reason = reason

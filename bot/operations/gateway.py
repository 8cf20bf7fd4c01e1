"""What health and metrics report of the connections to Discord."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Gateway(Protocol):
    """The connections of a client."""

    @property
    def process(self) -> str:
        """The name of this process among those that share the shards; empty if none do."""

    def is_connected(self) -> bool:
        """Return whether every shard of this process is connected."""

    def deaf_since(self) -> datetime | None:
        """Return since when nothing has been heard from Discord; None while all is well."""

    def connected_shards(self) -> Mapping[int, bool]:
        """Return whether each shard of this process is connected."""

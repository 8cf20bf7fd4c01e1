"""Which servers this process works for: those of its shards.

A server belongs to the shard `(id >> 22) % shard_count`. What belongs to no server, direct messages
and `EVERYWHERE` (0), belongs to shard 0.
"""

from collections.abc import Collection
from typing import Protocol

import discord

from corpus.schema import EVERYWHERE


def expected_shards(client: discord.AutoShardedClient) -> Collection[int]:
    """Return the shards that a client has to run: all, unless it was given some, or none."""
    if client.shard_ids is None:
        return range(client.shard_count or 1)
    return client.shard_ids


class Lessee(Protocol):
    """Whose leases say which shards this process runs now."""

    def runs(self, shard: int) -> bool:
        """Return whether nobody else runs a shard now."""

    def is_trusted(self) -> bool:
        """Return whether the leases of this process, if any, are valid now."""


class OwnShards:
    """The shards that this process runs, and those of them that are ready."""

    def __init__(self, client: discord.AutoShardedClient) -> None:
        self._client = client
        self._ready: set[int] = set()
        self.lessee: Lessee | None = None
        """None where this process has its shards as long as it runs."""

    @property
    def ready(self) -> frozenset[int]:
        """The shards of which Discord has reported all servers."""
        return frozenset(self._ready)

    @property
    def expected(self) -> Collection[int]:
        """The shards that this process has to run."""
        return expected_shards(self._client)

    def note_ready(self, shard_id: int) -> None:
        """Note that Discord has reported all servers of a shard."""
        self._ready.add(shard_id)

    def note_gone(self, shard_id: int) -> None:
        """Note that this process does not run a shard any more."""
        self._ready.discard(shard_id)

    def all_ready(self) -> bool:
        """Return whether every shard that this process has to run is ready."""
        return self._ready.issuperset(self.expected)

    def work_for(self, guild_id: int) -> bool:
        """Return whether it is up to this process to do what has to be done for a server."""
        if self._client.shard_ids is None:
            return True
        shard = self._shard_of(guild_id)
        return shard in self.expected and (self.lessee is None or self.lessee.runs(shard))

    def act_on(self, guild_id: int | None) -> bool:
        """Return whether a message or interaction of a server, or of none, is for this process.

        What Discord sends is, unless a lease is over. Whose servers Kutip isn't on, and people have
        brought it to, may come from any shard.
        """
        if self.lessee is None:
            return True
        if guild_id is not None and self._client.get_guild(guild_id) is None:
            return self.lessee.is_trusted()
        return self.work_for(guild_id or EVERYWHERE)

    def know(self, guild_id: int) -> bool:
        """Return whether this process would know a server if Kutip were on it."""
        return self.work_for(guild_id) and self._shard_of(guild_id) in self._ready

    def _shard_of(self, guild_id: int) -> int:
        return (guild_id >> 22) % (self._client.shard_count or 1)

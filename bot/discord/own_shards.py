"""Which servers this process works for: those of its shards.

A server belongs to the shard `(id >> 22) % shard_count`. What belongs to no server, direct messages
and `EVERYWHERE` (0), belongs to shard 0.
"""

from collections.abc import Collection

import discord


def expected_shards(client: discord.AutoShardedClient) -> Collection[int]:
    """Return the shards that a client has to run: all, unless it was given some, or none."""
    if client.shard_ids is None:
        return range(client.shard_count or 1)
    return client.shard_ids


class OwnShards:
    """The shards that this process runs, and those of them that are ready."""

    def __init__(self, client: discord.AutoShardedClient) -> None:
        self._client = client
        self._ready: set[int] = set()

    @property
    def expected(self) -> Collection[int]:
        """The shards that this process has to run."""
        return expected_shards(self._client)

    def note_ready(self, shard_id: int) -> None:
        """Note that Discord has reported all servers of a shard."""
        self._ready.add(shard_id)

    def all_ready(self) -> bool:
        """Return whether every shard that this process has to run is ready."""
        return self._ready.issuperset(self.expected)

    def work_for(self, guild_id: int) -> bool:
        """Return whether it is up to this process to do what has to be done for a server."""
        return self._client.shard_ids is None or self._shard_of(guild_id) in self.expected

    def know(self, guild_id: int) -> bool:
        """Return whether this process would know a server if Kutip were on it."""
        return self.work_for(guild_id) and self._shard_of(guild_id) in self._ready

    def _shard_of(self, guild_id: int) -> int:
        return (guild_id >> 22) % (self._client.shard_count or 1)

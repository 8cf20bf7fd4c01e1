"""Removes a shard from a running client, for which discord.py has no function.

All that is private of discord.py's, and needed for it, is named here.
"""

import discord

from bot.discord.gateway import LastingShard


async def remove_shard(client: discord.AutoShardedClient, shard_id: int) -> None:
    """Disconnect a shard, and forget it and its servers."""
    shards = client._AutoShardedClient__shards  # type: ignore[attr-defined]
    shard: LastingShard | None = shards.pop(shard_id, None)
    if shard is not None:
        shard.given_up = True
        await shard.close()
    state = client._connection
    # Its servers are reported to this client when it is ready.
    ready = state._ready_tasks.pop(shard_id, None)
    if ready is not None:
        ready.cancel()
    state._ready_states.pop(shard_id, None)
    for guild in [guild for guild in client.guilds if guild.shard_id == shard_id]:
        state._remove_guild(guild)

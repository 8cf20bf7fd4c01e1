from types import SimpleNamespace
from typing import cast

import discord

from bot.discord.own_shards import OwnShards
from corpus.schema import EVERYWHERE
from tests.discord.payloads import snowflake


def shards(ids: list[int] | None, count: int | None) -> OwnShards:
    client = SimpleNamespace(shard_ids=ids, shard_count=count)
    return OwnShards(cast("discord.AutoShardedClient", client))


def on(shard_id: int) -> int:
    """Return the id of a server on one of four shards."""
    return int(snowflake(shard_id, 4))


def test_a_process_works_for_the_servers_of_its_shards_alone() -> None:
    own = shards([1, 2], 4)

    assert [own.work_for(on(shard_id)) for shard_id in range(4)] == [False, True, True, False]
    assert not own.work_for(EVERYWHERE)
    assert shards([0], 4).work_for(EVERYWHERE)


def test_a_process_that_was_given_no_shards_works_for_every_server() -> None:
    assert shards(None, None).work_for(on(3))  # Not connected yet.
    assert all(shards(None, 4).work_for(on(shard_id)) for shard_id in range(4))


def test_a_process_with_an_empty_set_of_shards_works_for_none() -> None:
    own = shards([], 4)

    assert not any(own.work_for(on(shard_id)) for shard_id in range(4))
    assert list(own.expected) == []


class Leased:
    """A process whose leases are over, or that was never given one, as a test says."""

    def __init__(self) -> None:
        self.run: set[int] = set()
        self.trusted = True

    def runs(self, shard: int) -> bool:
        return self.trusted and shard in self.run

    def is_trusted(self) -> bool:
        return self.trusted


def test_a_process_acts_only_while_its_leases_are_valid() -> None:
    own, lessee = shards([1], 4), Leased()
    known = on(1)
    client = cast("SimpleNamespace", own._client)
    client.get_guild = {known: object()}.get
    assert own.act_on(on(2))  # Discord has sent it.
    own.lessee = lessee
    assert not own.act_on(known)

    lessee.run = {1}
    assert own.act_on(known)
    assert own.work_for(known)
    assert not own.act_on(None)  # Direct messages are shard 0's.
    assert own.act_on(on(3))  # Kutip isn't on it: somebody has brought it there.
    lessee.trusted = False
    assert not any(own.act_on(guild_id) for guild_id in (known, on(3), None))
    assert not own.know(known)


def test_a_process_knows_only_servers_of_shards_that_are_ready() -> None:
    own = shards(None, 4)
    own.note_ready(1)

    assert [own.know(on(shard_id)) for shard_id in range(4)] == [False, True, False, False]
    assert not own.all_ready()
    for shard_id in (0, 2, 3):
        own.note_ready(shard_id)
    assert own.all_ready()

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


def test_a_process_knows_only_servers_of_shards_that_are_ready() -> None:
    own = shards(None, 4)
    own.note_ready(1)

    assert [own.know(on(shard_id)) for shard_id in range(4)] == [False, True, False, False]
    assert not own.all_ready()
    for shard_id in (0, 2, 3):
        own.note_ready(shard_id)
    assert own.all_ready()

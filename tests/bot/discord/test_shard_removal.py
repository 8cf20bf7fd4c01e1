"""Removing a shard takes private names of discord.py: these fail once it renames them."""

from collections.abc import AsyncIterator

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import Route
from discord.shard import Shard

from bot.discord.gateway import LastingShard, use_lasting_connections
from bot.discord.shard_removal import remove_shard
from tests.discord.parrot import Parrot, running
from tests.discord.payloads import snowflake
from tests.discord.transcript import to
from tests.discord.wire import WireDiscord, gateway_url, rest_url
from tests.discord.world import Guild


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[WireDiscord]:
    """Two shards, each with a server."""
    monkeypatch.setattr(discord.shard, "Shard", Shard)  # So that they are put back at the end.
    monkeypatch.setattr(discord.shard, "DiscordWebSocket", DiscordWebSocket)
    use_lasting_connections()
    async with WireDiscord(shards=2) as wire:
        monkeypatch.setattr(Route, "BASE", rest_url(wire.port))
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(gateway_url(wire.port)))
        guilds = [Guild(str(shard), guild_id=snowflake(shard, 2)) for shard in range(2)]
        wire.world.guilds = {guild.id: guild for guild in guilds}
        yield wire


async def test_a_removed_shard_leaves_the_client_with_its_servers(wire: WireDiscord) -> None:
    async with running(Parrot(), wire) as bot:
        await remove_shard(bot, 1)

        assert set(bot.shards) == {0}
        assert [guild.name for guild in bot.guilds] == ["0"]
        assert 1 not in bot._connection._ready_tasks
        assert 1 not in bot._connection._ready_states
        await remove_shard(bot, 1)  # It is gone already.
        assert [guild.shard_id for guild in bot.guilds] == [0]


async def test_a_removed_shard_never_connects_again(wire: WireDiscord) -> None:
    async with running(Parrot(), wire) as bot:
        info = bot.get_shard(1)
        assert info is not None
        shard = info._parent
        assert isinstance(shard, LastingShard)
        await remove_shard(bot, 1)

        # What the client's queue may still hold of it.
        await shard.reconnect()
        await shard.reidentify(ReconnectWebSocket(1, resume=False))
        await shard.reidentify(ReconnectWebSocket(1, resume=True))

        assert not shard.ws.open
    assert len(list(filter(to("GATEWAY", "/identify"), wire.requests))) == 2
    assert not list(filter(to("GATEWAY", "/resume"), wire.requests))


async def test_a_removed_shard_can_be_run_again(wire: WireDiscord) -> None:
    async with running(Parrot(), wire) as bot:
        await remove_shard(bot, 1)
        await bot.launch_shard(yarl.URL(gateway_url(wire.port)), 1)
        event = await bot.wait_for("shard_ready")

        assert event == 1
        assert {guild.name for guild in bot.guilds} == {"0", "1"}

"""Each shard has a session of its own, which is resumed for itself."""

import discord
import pytest

from tests.discord.parrot import Parrot, running
from tests.discord.payloads import snowflake
from tests.discord.people import Person
from tests.discord.transcript import to
from tests.discord.wire import TOKEN, WireDiscord
from tests.discord.world import Guild

SHARDS = 3


@pytest.fixture
def shards() -> int:
    return SHARDS


@pytest.fixture
def askers(wire: WireDiscord) -> list[Person]:
    """Return somebody on a server of each shard."""
    guilds = [Guild(str(shard), guild_id=snowflake(shard, SHARDS)) for shard in range(SHARDS)]
    wire.world.guilds = {guild.id: guild for guild in guilds}
    return [wire.person(guild.owner, guild.general) for guild in guilds]


async def test_each_server_is_served_by_its_shard(wire: WireDiscord, askers: list[Person]) -> None:
    async with running(Parrot(), wire) as bot:
        assert {guild.name: guild.shard_id for guild in bot.guilds} == {"0": 0, "1": 1, "2": 2}
        for asker in askers:
            await asker.mention(f"hello {asker.user['id']}")
            assert asker.user["id"] in (await wire.reply())["content"]


async def test_one_shard_resumes_while_the_others_stay(
    wire: WireDiscord, askers: list[Person]
) -> None:
    async with running(Parrot(), wire):
        wire.gateway.cut(shard=1)
        await askers[1].mention("hello")
        assert "hello" in (await wire.reply())["content"]
        await wire.request(to("GATEWAY", "/resume"))
    assert len(list(filter(to("GATEWAY", "/identify"), wire.requests))) == SHARDS
    assert len(list(filter(to("GATEWAY", "/resume"), wire.requests))) == 1


async def test_a_wrong_count_of_shards_is_refused(wire: WireDiscord) -> None:
    bot = Parrot()
    bot.shard_count = 2
    async with bot:
        with pytest.raises(discord.ConnectionClosed, match="4010"):
            await bot.start(TOKEN)


async def test_each_event_belongs_to_the_shard_of_its_server(
    wire: WireDiscord, askers: list[Person]
) -> None:
    guild = askers[2].guild
    assert guild is not None
    of_guild = {"guild_id": guild.id}
    assert wire.gateway.shard_of("GUILD_DELETE", {"id": guild.id}) == 2
    assert wire.gateway.shard_of("GUILD_MEMBER_REMOVE", of_guild) == 2
    assert wire.gateway.shard_of("CHANNEL_CREATE", guild.general) == 2
    assert wire.gateway.shard_of("MESSAGE_CREATE", {"id": guild.id}) == 0

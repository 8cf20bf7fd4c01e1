"""`kutip run` as several processes that share a bot's shards in one PostgreSQL."""

import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.discord import payloads
from tests.discord.people import Person
from tests.discord.transcript import to
from tests.discord.wire import WireDiscord
from tests.discord.world import Guild
from tests.test_run import Kutip, start

pytestmark = pytest.mark.databases("postgresql")
SHARDS = 4
QUESTION = "Siapa Vipin Narang?"
Join = Callable[..., Awaitable[Kutip]]


@pytest.fixture
async def wire() -> AsyncIterator[WireDiscord]:
    async with WireDiscord(shards=SHARDS) as wire:
        guilds = [Guild(str(n), guild_id=payloads.snowflake(n, SHARDS)) for n in range(SHARDS)]
        wire.world.guilds = {guild.id: guild for guild in guilds}
        yield wire


@pytest.fixture
def askers(wire: WireDiscord) -> list[Person]:
    """Return somebody on a server of each shard."""
    guilds = wire.world.guilds.values()
    return [wire.person(guild.owner, guild.general) for guild in guilds]


@pytest.fixture
async def join(tmp_path: Path, database_url: URL, wire: WireDiscord) -> AsyncIterator[Join]:
    """Start a process that shares the shards, and kill it if it outlives the test."""
    started: list[Kutip] = []
    (tmp_path / "secret").write_bytes(b"s" * 32)

    async def join(**settings: str) -> Kutip:
        folder = tmp_path / str(len(started))
        folder.mkdir()
        url = database_url.render_as_string(hide_password=False)
        shared = {"KUTIP_DATABASE_URL": url, "KUTIP_SECRET_FILE": str(tmp_path / "secret")}
        started.append(await start(folder / "data", wire.port, **shared | settings))
        return started[-1]

    yield join
    for kutip in started:
        await kutip.kill()


def identified(wire: WireDiscord) -> list[int]:
    """Return the shards that have identified, in order."""
    requests = filter(to("GATEWAY", "/identify"), wire.requests)
    return [request.body["shard"][0] for request in requests]


async def answered(wire: WireDiscord, askers: list[Person]) -> list[str]:
    """Ask on each shard; return the channels of the replies."""
    before = len(wire.messages)
    for asker in askers:
        await asker.mention(QUESTION)
    for _ in askers:
        await wire.reply()
    return sorted(message["channel_id"] for message in wire.messages[before:])


async def runs(wire: WireDiscord, shards: int) -> None:
    """Wait until so many shards more have identified."""
    for _ in range(shards):
        await wire.ready()


async def test_processes_share_the_shards_and_take_over_those_of_one_that_ends(
    wire: WireDiscord, askers: list[Person], join: Join
) -> None:
    everywhere = sorted(asker.channel["id"] for asker in askers)
    first = await join()
    await runs(wire, SHARDS)
    assert await answered(wire, askers) == everywhere

    second = await join()
    await runs(wire, 2)
    await first.says("Giving up shards 2, 3")
    assert sorted(identified(wire)[SHARDS:]) == [2, 3]
    assert await answered(wire, askers) == everywhere

    first.signal(signal.SIGTERM)
    assert await first.exit_status() == 0
    await runs(wire, 2)
    await second.says("Running shards 0, 1")
    assert await answered(wire, askers) == everywhere
    assert all(wire.gateway.others(shard) == [] for shard in range(SHARDS))
    assert len(wire.messages) == 3 * SHARDS

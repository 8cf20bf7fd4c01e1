"""`kutip run` as several processes that share a bot's shards in one PostgreSQL."""

import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.discord import payloads
from tests.discord.people import Person
from tests.discord.wire import WireDiscord
from tests.discord.world import Guild
from tests.postgresql import Server
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
        shared["BEAT_SECONDS"] = "0.5"
        started.append(await start(folder / "data", wire.port, **shared | settings))
        return started[-1]

    yield join
    for kutip in started:
        await kutip.kill()


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


async def test_processes_share_the_shards_and_take_over_those_of_one_that_was_killed(
    wire: WireDiscord, askers: list[Person], join: Join, database_url: URL, postgresql: Server
) -> None:
    database = str(database_url.database)
    everywhere = sorted(asker.channel["id"] for asker in askers)
    first = await join()
    await runs(wire, SHARDS)
    second = await join()
    await runs(wire, 2)
    await first.says("Giving up shards 2, 3")
    assert await answered(wire, askers) == everywhere

    await first.kill()
    postgresql.run("UPDATE shard_leases SET expires_at = now()", database)
    await runs(wire, 2)
    await second.says("Running shards 0, 1")
    assert await answered(wire, askers) == everywhere
    assert wire.identified[SHARDS:] in ([2, 3, 0, 1], [2, 3, 1, 0], [3, 2, 0, 1], [3, 2, 1, 0])
    assert all(wire.gateway.others(shard) == [] for shard in range(SHARDS))
    assert len(wire.messages) == 2 * SHARDS

    second.signal(signal.SIGTERM)
    assert await second.exit_status() == 0
    held = postgresql.run("SELECT count(process) FROM shard_leases", database)
    assert held == [(0,)]


async def test_a_process_with_another_secret_says_so_and_stops(
    wire: WireDiscord, join: Join, database_url: URL, postgresql: Server
) -> None:
    row = f"1, {payloads.APPLICATION_ID}, 'another', 4"
    columns = "id, bot_id, secret, shards"
    postgresql.run(
        f"INSERT INTO shard_group ({columns}) VALUES ({row})", str(database_url.database)
    )
    kutip = await join()

    assert await kutip.exit_status() == 78
    assert "KUTIP_SECRET_FILE" in kutip.log.splitlines()[-1]
    assert wire.identified == []

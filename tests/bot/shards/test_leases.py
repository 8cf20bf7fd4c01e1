"""Leases on a PostgreSQL of the tests' own, among processes that are objects with other names."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SettingsError
from bot.shards import leases as module
from bot.shards.group import Process, group_of, join
from bot.shards.leases import TURN, Leases
from corpus.database import writing
from tests.postgresql import Server

pytestmark = pytest.mark.databases("postgresql")
BOT = 13
Open = Callable[[str], Awaitable[Leases]]


@pytest.fixture
async def member(engine: AsyncEngine, database_url: URL) -> AsyncIterator[Open]:
    """Let processes share four shards; each has joined when it is made."""
    opened: list[Leases] = []

    async def open_leases(name: str) -> Leases:
        await join(engine, Process(name, "1", BOT, "s"), 4, 1)
        opened.append(Leases(database_url, name))
        return opened[-1]

    yield open_leases
    for each in opened:
        await each.close()


async def expire(engine: AsyncEngine) -> None:
    """Let all leases be over."""
    async with writing(engine) as connection:
        await connection.exec_driver_sql(
            "UPDATE shard_leases SET expires_at = now() - '1s'::interval"
        )


@pytest.fixture
def up_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server, and the connections to it, count as old."""
    monkeypatch.setattr(module, "SETTLED", timedelta(seconds=-1))


async def test_shards_that_nobody_runs_are_taken_by_one(member: Open) -> None:
    here, there = await member("here"), await member("there")

    assert await here.take(3) == {0, 1, 2}
    assert await there.take(3) == {3}
    assert (await here.renew()).held == {0, 1, 2}
    assert (await there.renew()).processes == 2


@pytest.mark.usefixtures("up_for_long")
async def test_a_shard_is_taken_when_its_lease_is_over_and_not_before(
    engine: AsyncEngine, member: Open
) -> None:
    here, there = await member("here"), await member("there")
    await here.take(4)
    await there.renew()
    assert await there.take(4) == set()
    await expire(engine)

    assert await there.take(1) == {0}
    assert (await here.renew()).held == {1, 2, 3}


async def test_a_lease_that_is_over_is_not_taken_soon_after_the_server_was_started_or_reached(
    engine: AsyncEngine, member: Open
) -> None:
    here, there = await member("here"), await member("there")
    await here.take(4)
    await expire(engine)

    assert await there.take(4) == set()
    assert (await here.renew()).held == {0, 1, 2, 3}


async def test_whoever_leaves_lets_others_take_all_at_once(member: Open) -> None:
    here, there = await member("here"), await member("there")
    await here.take(4)
    await here.release([2, 3])
    assert await there.take(4) == {2, 3}
    await here.leave()

    assert await there.take(4) == {0, 1}
    assert (await there.renew()).processes == 1


async def test_turns_of_a_bucket_are_apart_and_none_is_far_ahead(member: Open) -> None:
    here, there = await member("here"), await member("there")
    gap, soon = TURN.total_seconds(), timedelta(seconds=7)

    first, second = await here.turn(0, soon), await there.turn(0, soon)
    assert first == 0
    assert second is not None
    assert 0 < second <= gap
    assert await here.turn(0, soon) is None
    other_bucket = await there.turn(1, soon)
    assert other_bucket == 0


async def test_a_server_that_was_away_is_used_again(member: Open, postgresql: Server) -> None:
    here = await member("here")
    await here.take(4)
    postgresql.run("CHECKPOINT")  # It does not wait for the disk.
    postgresql.stop()
    with pytest.raises(module.FAILURES):
        await here.renew()
    postgresql.start()

    assert (await here.renew()).held == {0, 1, 2, 3}


async def test_another_bot_secret_or_number_of_shards_is_refused(engine: AsyncEngine) -> None:
    assert await join(engine, Process("first", "1", BOT, "s"), None, 4) == 4

    with pytest.raises(SettingsError, match="belongs to the bot with the user ID 13"):
        await join(engine, Process("second", "1", BOT + 1, "s"), None, 4)
    with pytest.raises(SettingsError, match="KUTIP_SECRET_FILE"):
        await join(engine, Process("second", "1", BOT, "t"), None, 4)
    with pytest.raises(SettingsError, match="run with 4 shards, not 8"):
        await join(engine, Process("second", "1", BOT, "s"), 8, 4)
    assert await join(engine, Process("second", "1", BOT, "s"), None, 8) == 4


async def test_the_number_of_shards_changes_once_nobody_runs(
    engine: AsyncEngine, member: Open
) -> None:
    here = await member("here")
    await here.take(4)
    await here.leave()

    assert await join(engine, Process("later", "1", BOT, "s"), None, 2) == 2
    group = await group_of(engine)
    assert group is not None
    assert (group.shards, group.unheld) == (2, (0, 1))


async def test_the_group_shows_who_runs_what(engine: AsyncEngine, member: Open) -> None:
    here, _ = await member("here"), await member("there")
    await here.take(3)
    group = await group_of(engine)

    assert group is not None
    assert [(each.name, each.shards) for each in group.members] == [
        ("here", (0, 1, 2)),
        ("there", ()),
    ]
    assert group.unheld == (3,)


async def test_without_a_group_there_is_nothing_to_show(engine: AsyncEngine) -> None:
    assert await group_of(engine) is None

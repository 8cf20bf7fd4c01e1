import asyncio

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus import deletion
from corpus.database import writing
from corpus.deletion import count_rows, delete_in_batches
from corpus.schema import guild_channels, guilds

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD, OTHER = 7, 8
OF_GUILD = guild_channels.c.guild_id == GUILD


@pytest.fixture(autouse=True)
async def channels(engine: AsyncEngine) -> None:
    """Three rows of one server and one of another, in a table with a key of two columns."""
    async with writing(engine) as connection:
        for guild_id in (GUILD, OTHER):
            await connection.execute(
                insert(guilds).values(
                    id=guild_id, ask_private=False, strictness="strict", digest=False
                )
            )
        for guild_id, channel_id in ((GUILD, 1), (GUILD, 2), (GUILD, 3), (OTHER, 1)):
            await connection.execute(
                insert(guild_channels).values(guild_id=guild_id, channel_id=channel_id)
            )


async def left(engine: AsyncEngine) -> list[tuple[int, int]]:
    async with engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(select(guild_channels))]


@pytest.mark.parametrize("step", [1, 2, 3, 100])
async def test_exactly_the_matching_rows_are_deleted(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setattr(deletion, "BATCH_SIZE", step)

    assert await delete_in_batches(engine, guild_channels, OF_GUILD) == 3
    assert await left(engine) == [(OTHER, 1)]
    assert await delete_in_batches(engine, guild_channels, OF_GUILD) == 0


async def test_other_connections_can_write_between_batches(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deletion, "BATCH_SIZE", 1)
    pausing, paused = asyncio.Event(), asyncio.Event()

    async def pause(_seconds: float) -> None:
        pausing.set()
        await paused.wait()

    monkeypatch.setattr(asyncio, "sleep", pause)
    deleting = asyncio.create_task(delete_in_batches(engine, guild_channels, OF_GUILD))
    await pausing.wait()

    assert len(await left(engine)) == 3
    async with writing(engine) as connection:
        await connection.execute(insert(guild_channels).values(guild_id=GUILD, channel_id=4))
    paused.set()

    assert await deleting == 4


async def test_rows_are_counted_by_table_without_empty_tables(engine: AsyncEngine) -> None:
    counted = {guild_channels: OF_GUILD, guilds: guilds.c.id == 9}

    assert await count_rows(engine, counted) == {"guild_channels": 3}

"""Which bot a database on PostgreSQL belongs to: the one whose processes have run with it."""

from pathlib import Path

from sqlalchemy import inspect, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import OtherBotError, SettingsError
from corpus.database import writing
from corpus.postgresql import RUNNING, open_as_it_is, shown
from corpus.schema import shard_group


async def check_owner(url: str, path: Path, bot_id: int, presumed: int | None = None) -> None:
    """Raise OtherBotError if there is data in the database that belongs to another bot.

    `presumed` is the bot that it probably belongs to, if that was not noted yet. Raise
    DatabaseUnavailableError as opening it would.
    """
    async with open_as_it_is(url, path) as engine, engine.connect() as connection:
        if not await _has_data(connection):
            return
        owner = await connection.scalar(select(shard_group.c.bot_id)) or presumed
    if owner not in {None, bot_id}:
        raise OtherBotError(shown(url), owner, bot_id, "KUTIP_DATABASE_URL")


async def hand_over(url: str, path: Path, bot_id: int) -> None:
    """Note that the database belongs to this bot from now on, if it has data of any.

    Raise SettingsError while a process runs with it, and as `check_owner` does.
    """
    async with open_as_it_is(url, path) as engine:
        async with engine.connect() as connection:
            if not await _has_data(connection):
                return
        async with writing(engine) as connection:
            running = await connection.scalar(text(RUNNING))
            if running is not None:
                raise SettingsError(
                    "Kutip runs with the database {path} ({name}): stop it, and try again a "
                    "minute later.",
                    path=shown(url),
                    name=running,
                )
            await connection.execute(update(shard_group).values(bot_id=bot_id))


async def _has_data(connection: AsyncConnection) -> bool:
    return await connection.run_sync(lambda synced: inspect(synced).has_table(shard_group.name))

"""In which other words a question was asked in vain."""

import asyncio
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.record import Outcome
from bot.querylog.selection import came_to, of_guild
from corpus.schema import queries
from index.sameness import nearly_same


async def keys_alike(
    engine: AsyncEngine, guild_id: int, question_key: str, since: datetime
) -> tuple[str, ...]:
    """Return this key, then those of the questions asked in vain since then that mean the same.

    The server may be EVERYWHERE for questions from outside servers.
    """
    kind = question_key.partition(":")[0]
    asked = (
        select(queries.c.question_key)
        .distinct()
        .where(
            of_guild(guild_id),
            came_to(Outcome.REFUSED),
            queries.c.question_key.startswith(f"{kind}:", autoescape=True),
            queries.c.asked_at >= since,
        )
        .order_by(queries.c.question_key)
    )
    async with engine.connect() as connection:
        keys = (await connection.scalars(asked)).all()
    alike = await asyncio.to_thread(
        lambda: [key for key in keys if key is not None and nearly_same(key, question_key)]
    )
    return tuple(dict.fromkeys([question_key, *alike]))

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.alike import keys_alike
from corpus.database import writing
from corpus.schema import EVERYWHERE, queries

NOW = datetime.now(UTC)
HERE, THERE = 11, 22
KEY = "number: harga manggis"


async def asked(
    engine: AsyncEngine,
    key: str | None,
    guild_id: int | None = HERE,
    outcome: str = "refused",
    days: int = 1,
) -> None:
    async with writing(engine) as connection:
        await connection.execute(
            insert(queries).values(
                id=uuid4().hex,
                asked_at=NOW - timedelta(days=days),
                guild_id=guild_id,
                way_in="slash",
                question="?",
                question_key=key,
                outcome=outcome,
                milliseconds=1,
            )
        )


async def alike(engine: AsyncEngine, guild_id: int = HERE) -> set[str]:
    return set(await keys_alike(engine, guild_id, KEY, NOW - timedelta(days=90)))


async def test_a_question_is_alike_itself_whether_it_was_asked_or_not(engine: AsyncEngine) -> None:
    assert await alike(engine) == {KEY}


async def test_spellings_that_were_asked_in_vain_here_lately_are_alike(engine: AsyncEngine) -> None:
    for key in (KEY, "number: harga mangggis", "number: harga mangis", "place: harga mangis", None):
        await asked(engine, key)
    await asked(engine, "number: harga maanggis", guild_id=THERE)
    await asked(engine, "number: harga manggiss", guild_id=None)
    await asked(engine, "number: harga mamggis", outcome="answered")
    await asked(engine, "number: harga manghis", days=91)

    assert await alike(engine) == {KEY, "number: harga mangggis", "number: harga mangis"}
    assert await alike(engine, EVERYWHERE) == {KEY, "number: harga manggiss"}

"""Backfilling of columns that older rows lack."""

import asyncio
import time
from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from corpus.schema import queries
from index.sameness import question_key

STEP = 200
"""Rows updated per transaction."""

_FILLING = (
    update(queries)
    .where(queries.c.id == bindparam("query_id"))
    .values(question_key=bindparam("key"))
)


async def fill_question_keys(engine: AsyncEngine) -> int:
    """Fill in missing question keys, in small steps; return how many were missing.

    After each step, pause for as long as it took, to let others write. Raise SQLAlchemyError if
    the database can't be written.
    """
    filled, last = 0, ""
    while True:
        started = time.perf_counter()
        # Keyset pagination: each step continues after the last id of the previous one.
        lacking = (
            select(queries.c.id, queries.c.question)
            .where(queries.c.question_key.is_(None), queries.c.id > last)
            .order_by(queries.c.id)
            .limit(STEP)
        )
        async with engine.connect() as connection:
            rows = (await connection.execute(lacking)).all()
        if not rows:
            return filled
        keys = await asyncio.to_thread(_keys, [(row.id, row.question) for row in rows])
        async with writing(engine) as connection:
            await connection.execute(_FILLING, keys)
        filled, last = filled + len(rows), rows[-1].id
        await asyncio.sleep(time.perf_counter() - started)


def _keys(rows: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"query_id": query_id, "key": question_key(asked)} for query_id, asked in rows]

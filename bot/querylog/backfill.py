"""Backfilling of columns that older rows lack."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from corpus.schema import closed_questions, queries
from corpus.upserts import insert_or
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


async def close_under_new_keys(engine: AsyncEngine) -> int:
    """Close questions under their keys of today as well, in small steps; return how many.

    A question that was closed before keys set opposites apart may have another key when it is
    asked again. Its closing stays, since the query log has its old key. Raise SQLAlchemyError if
    the database can't be written.
    """
    closed, worded = closed_questions.c, queries.alias()
    # Any wording: those with one key have one meaning.
    question = (
        select(func.max(worded.c.question))
        .where(
            worded.c.guild_id.is_not_distinct_from(func.nullif(closed.guild_id, 0)),
            worded.c.question_key == closed.question_key,
            worded.c.follows.is_(None),  # A follow-up has the words of two questions in its key.
        )
        .scalar_subquery()
    )
    async with engine.connect() as connection:
        found = (
            await connection.execute(select(closed_questions, question.label("question")))
        ).mappings()
        rows = [dict(row) for row in found if row["question"] is not None]
    added = 0
    for start in range(0, len(rows), STEP):
        renewed = await asyncio.to_thread(_renewed, rows[start : start + STEP])
        if renewed:
            async with writing(engine) as connection:
                for row in renewed:
                    new = insert_or(connection, closed_questions).values(row)
                    added_now = new.on_conflict_do_nothing().returning(closed_questions.c.guild_id)
                    added += len((await connection.execute(added_now)).all())
    return added


def _renewed(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the closings whose question has another key today, with that key."""
    renewed = []
    for row in rows:
        closing = {name: value for name, value in row.items() if name != "question"}
        key = question_key(row["question"])
        if key != row["question_key"]:
            renewed.append({**closing, "question_key": key})
    return renewed


def _keys(rows: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"query_id": query_id, "key": question_key(asked)} for query_id, asked in rows]

"""Rows that are to go: how many there are, and how they go without holding anybody up."""

import asyncio
import time
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing

STEP = 50
"""Rows that go in one transaction: with what goes with them, some milliseconds."""


async def count_rows(
    engine: AsyncEngine, rows: Mapping[Table, ColumnElement[bool]]
) -> dict[str, int]:
    """Return how many rows of each table meet its condition, by the table's name.

    Tables of which none does are left out.
    """
    counted = {}
    async with engine.connect() as connection:
        for table, condition in rows.items():
            wanted = select(func.count()).select_from(table).where(condition)
            if count := await connection.scalar(wanted):
                counted[table.name] = count
    return counted


async def delete_in_steps(engine: AsyncEngine, table: Table, condition: ColumnElement[bool]) -> int:
    """Delete the rows that meet a condition, STEP at a time; return how many there were.

    After each step others have as long for themselves as it took. What is interrupted is done in
    part, and can be done again. Raise SQLAlchemyError when the database can't be written.
    """
    key = table.primary_key.columns
    some = select(*key).where(condition).limit(STEP)
    deleting = delete(table).where(tuple_(*key).in_(some))
    deleted = 0
    while True:
        started = time.perf_counter()
        async with writing(engine) as connection:
            step = (await connection.execute(deleting)).rowcount
        deleted += step
        if step < STEP:
            return deleted
        await asyncio.sleep(time.perf_counter() - started)

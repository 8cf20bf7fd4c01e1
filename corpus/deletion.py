"""Count and delete rows, in batches that don't block other writers for long."""

import asyncio
import time
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing

BATCH_SIZE = 50
"""Rows per transaction; with the rows that cascade from them, it takes a few milliseconds."""


async def count_rows(
    engine: AsyncEngine, rows: Mapping[Table, ColumnElement[bool]]
) -> dict[str, int]:
    """Return how many rows of each table match its condition, by table name.

    Tables without matching rows are left out.
    """
    counted = {}
    async with engine.connect() as connection:
        for table, condition in rows.items():
            wanted = select(func.count()).select_from(table).where(condition)
            if count := await connection.scalar(wanted):
                counted[table.name] = count
    return counted


async def delete_in_batches(
    engine: AsyncEngine, table: Table, condition: ColumnElement[bool], size: int | None = None
) -> int:
    """Delete the rows that match the condition, in batches; return how many there were.

    A batch has BATCH_SIZE rows or, where they are small and nothing cascades, the given number.

    After each batch it pauses for as long as the batch took, so that others can write. If it is
    interrupted, the batches so far stay deleted, and it can be run again. Raises SQLAlchemyError
    if the database can't be written.
    """
    size = size or BATCH_SIZE
    key = table.primary_key.columns
    batch = select(*key).where(condition).limit(size)
    deleting = delete(table).where(tuple_(*key).in_(batch))
    deleted = 0
    while True:
        started = time.perf_counter()
        async with writing(engine) as connection:
            count = (await connection.execute(deleting)).rowcount
        deleted += count
        if count < size:
            return deleted
        await asyncio.sleep(time.perf_counter() - started)

"""A clock that is set back."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from tests.corpus.test_moments import TIMES


async def set_clock_back(engine: AsyncEngine) -> None:
    """Make everything so far have happened an hour later than it did."""
    async with writing(engine) as connection:
        for table, time in TIMES.items():
            later = f"strftime('%Y-%m-%d %H:%M:%S', {time}, '+1 hour') || substr({time}, 20)"
            await connection.execute(text(f"UPDATE {table} SET {time} = {later}"))

"""Moments: the order of what happens, as numbers, whatever the machine's clock says.

Every question, closing, wish, judgement and change of a shelf gets the next number when it is
written. Compare moments to know which of two came first, because a clock can be set back; times are
for people to read, and for how long things are kept. What happens together has the same moment. A
question's moment is when it is written: usually within a second, but later if it had to wait.
"""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.schema import moments


async def next_moments(connection: AsyncConnection, count: int = 1) -> range:
    """Return the next `count` moments, as part of a transaction that writes what happened then."""
    last = await connection.scalar(
        update(moments).values(number=moments.c.number + count).returning(moments.c.number)
    )
    assert last is not None
    return range(last - count + 1, last + 1)


async def next_moment(connection: AsyncConnection) -> int:
    """Return the next moment, as part of a transaction that writes what happened then."""
    return (await next_moments(connection))[0]


async def last_moment(engine: AsyncEngine) -> int:
    """Return the moment of what was written last; whatever happens from now on has a later one."""
    async with engine.connect() as connection:
        return await connection.scalar(select(moments.c.number)) or 0

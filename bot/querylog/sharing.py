"""Which private answers their askers have shared with everyone, once each."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from corpus.schema import queries


async def claim_share(engine: AsyncEngine, query_id: str) -> bool:
    """Store that the answer to a written query is shared; False if it was before."""
    unshared = update(queries).where(queries.c.id == query_id, ~queries.c.shared)
    async with writing(engine) as connection:
        return bool((await connection.execute(unshared.values(shared=True))).rowcount)


async def release_share(engine: AsyncEngine, query_id: str) -> None:
    """Store that it isn't shared after all, because Discord refused to post it."""
    async with writing(engine) as connection:
        await connection.execute(
            update(queries).where(queries.c.id == query_id).values(shared=False)
        )


async def is_shared(engine: AsyncEngine, query_id: str) -> bool:
    """Return whether the answer to a query is shared."""
    async with engine.connect() as connection:
        shared = select(queries.c.shared).where(queries.c.id == query_id)
        return bool(await connection.scalar(shared))

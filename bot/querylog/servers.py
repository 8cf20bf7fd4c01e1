"""Validation of server ids."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.selection import of_guild
from corpus.errors import KutipError
from corpus.schema import EVERYWHERE, articles, guilds, queries

MAX_NAMED = 10
"""Servers suggested for an unknown id; those with the most queries."""


class UnknownServerError(KutipError):
    """The server has no data; names the servers with the most queries."""


async def check_server(engine: AsyncEngine, guild_id: int) -> None:
    """Raise UnknownServerError for a server without queries, settings or articles.

    EVERYWHERE, for questions from outside servers, is always accepted.
    """
    asked = select(queries.c.id).where(of_guild(guild_id)).limit(1)
    set_up = select(guilds.c.id).where(guilds.c.id == guild_id)
    shelved = select(articles.c.id).where(articles.c.guild_id == guild_id).limit(1)
    times = func.count()
    most = (
        select(queries.c.guild_id, times)
        .where(queries.c.guild_id.is_not(None))
        .group_by(queries.c.guild_id)
        .order_by(times.desc(), queries.c.guild_id)
        .limit(MAX_NAMED)
    )
    async with engine.connect() as connection:
        if guild_id == EVERYWHERE:
            return
        for known in (asked, set_up, shelved):
            if await connection.scalar(known) is not None:
                return
        servers = (await connection.execute(most)).all()
    if not servers:
        raise UnknownServerError(
            "There is no server {server} in the query log; no server has asked anything yet.",
            server=guild_id,
        )
    raise UnknownServerError(
        "There is no server {server} in the query log; the most questions came from {known}.",
        server=guild_id,
        known=", ".join(f"{server} ({times})" for server, times in servers),
    )

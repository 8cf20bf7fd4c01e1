"""Which servers have articles of their own, for who named none."""

import click
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.terminal.console import printable
from bot.terminal.language import texts
from corpus.schema import EVERYWHERE, articles, names

MOST = 10
"""Servers that are named; those with the most articles."""


async def name_servers(engine: AsyncEngine) -> None:
    """Print on standard error that only shared articles were looked at, if servers have others."""
    own = (articles.c.guild_id != EVERYWHERE) & articles.c.removed_at.is_(None)
    servers = (
        select(articles.c.guild_id, names.c.name)
        .outerjoin(names, names.c.id == articles.c.guild_id)
        .where(own)
        .group_by(articles.c.guild_id, names.c.name)
        .order_by(func.count().desc(), articles.c.guild_id)
        .limit(MOST)
    )
    async with engine.connect() as connection:
        found = (await connection.execute(servers)).all()
    if not found:
        return
    click.echo(texts("terminal.only_shared"), err=True)
    for guild_id, name in found:
        click.echo(f"  --guild {guild_id}  {printable(name or '')}".rstrip(), err=True)

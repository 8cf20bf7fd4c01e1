"""The articles that ship with Kutip step aside on servers that have articles of their own."""

from functools import cache

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from corpus.audit import Action, Step, record
from corpus.schema import EVERYWHERE, articles, audit, hidden_articles
from corpus.shipped import shipped_articles
from corpus.versions import title_of


async def step_aside(connection: AsyncConnection, guild_id: int) -> None:
    """Hide the shipped articles on a server, except those that it has hidden or unhidden before.

    They are there for people who try Kutip, and would answer questions about other things.
    """
    chosen = select(audit.c.article_id).where(
        audit.c.guild_id == guild_id, audit.c.action.in_([Action.HIDDEN, Action.UNHIDDEN])
    )
    shown = select(articles.c.id, articles.c.version).where(
        articles.c.guild_id == EVERYWHERE,
        articles.c.removed_at.is_(None),
        articles.c.id.in_(_shipped_ids()),
        articles.c.id.not_in(chosen),
    )
    for article_id, version in (await connection.execute(shown)).all():
        hidden = insert(hidden_articles).values(guild_id=guild_id, article_id=article_id)
        await connection.execute(hidden)
        title = await title_of(connection, article_id, version)
        step = Step(Action.HIDDEN, article_id, title, before=version, after=None)
        await record(connection, guild_id, None, step)


async def owners_with_shipped(connection: AsyncConnection) -> list[int]:
    """Return the servers with articles of their own where no shipped article was ever hidden."""
    own = select(articles.c.guild_id).where(
        articles.c.guild_id != EVERYWHERE, articles.c.removed_at.is_(None)
    )
    chosen = select(audit.c.guild_id).where(
        audit.c.action.in_([Action.HIDDEN, Action.UNHIDDEN]),
        audit.c.article_id.in_(_shipped_ids()),
    )
    found = own.where(articles.c.guild_id.not_in(chosen)).distinct()
    return list((await connection.scalars(found)).all())


@cache
def _shipped_ids() -> frozenset[str]:
    return frozenset(draft.id for draft in shipped_articles())

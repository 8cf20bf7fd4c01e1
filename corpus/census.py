"""How much there is to be found, on all shelves together."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.schema import articles, audit, passages


@dataclass(frozen=True, slots=True)
class Census:
    """What the indexes are made of."""

    articles: int
    """That can be asked about, whatever server's."""
    passages: int
    """Of their latest versions."""
    changed_at: datetime | None
    """When the last of them was added, changed or removed, in UTC; None before the first."""


async def census(engine: AsyncEngine) -> Census:
    """Count what can be asked about; raise SQLAlchemyError when the database can't be read."""
    kept = articles.c.removed_at.is_(None)
    latest = and_(passages.c.article_id == articles.c.id, passages.c.version == articles.c.version)
    async with engine.connect() as connection:
        kept_articles = await connection.scalar(
            select(func.count()).select_from(articles).where(kept)
        )
        kept_passages = await connection.scalar(
            select(func.count()).select_from(passages).join(articles, latest).where(kept)
        )
        changed_at = await connection.scalar(
            select(audit.c.changed_at).order_by(audit.c.id.desc()).limit(1)
        )
    return Census(kept_articles or 0, kept_passages or 0, changed_at)

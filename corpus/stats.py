"""Count the searchable articles and passages on all shelves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.schema import articles, audit, passages


@dataclass(frozen=True, slots=True)
class CorpusStats:
    """The size of the corpus, over all servers."""

    articles: int
    """Articles that can be asked about."""
    passages: int
    """Passages in their latest versions."""
    changed_at: datetime | None
    """When an article was last added, changed or removed, in UTC; None before the first."""


async def corpus_stats(engine: AsyncEngine) -> CorpusStats:
    """Count articles and passages; raise SQLAlchemyError if the database can't be read."""
    current = articles.c.removed_at.is_(None)
    latest = and_(passages.c.article_id == articles.c.id, passages.c.version == articles.c.version)
    async with engine.connect() as connection:
        article_count = await connection.scalar(
            select(func.count()).select_from(articles).where(current)
        )
        passage_count = await connection.scalar(
            select(func.count()).select_from(passages).join(articles, latest).where(current)
        )
        changed_at = await connection.scalar(
            select(audit.c.changed_at).order_by(audit.c.id.desc()).limit(1)
        )
    return CorpusStats(article_count or 0, passage_count or 0, changed_at)

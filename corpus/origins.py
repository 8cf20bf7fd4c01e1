"""Look up stored articles by the link or path they came from, to recognize them on re-import."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.article import Article
from corpus.draft import Draft
from corpus.schema import article_versions, articles
from corpus.versions import is_visible


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What identifies an article that a server can be asked about."""

    id: str
    version: int
    """The number of the latest version."""
    guild_id: int
    """The server that owns it; EVERYWHERE for an article of every server."""
    origin: str | None
    """The link or path it was read from, if any."""
    etag: str | None
    """Draft.etag of the latest version."""
    source: str
    sha256: str
    """Draft.sha256 of the latest version."""


class Origins:
    """The articles that a server can be asked about, by origin (only its own) and by content."""

    def __init__(self, guild_id: int) -> None:
        self._guild_id = guild_id
        self._by_id: dict[str, StoredArticle] = {}
        self._by_origin: dict[str, StoredArticle] = {}
        self._by_content: dict[str, StoredArticle] = {}

    @classmethod
    async def load(cls, engine: AsyncEngine, guild_id: int) -> Self:
        """Load the articles that a server can be asked about now."""
        origins = cls(guild_id)
        latest = article_versions
        async with engine.connect() as connection:
            rows = await connection.execute(
                select(
                    articles.c.id,
                    articles.c.version,
                    articles.c.guild_id,
                    articles.c.origin,
                    latest.c.etag,
                    latest.c.source,
                    latest.c.sha256,
                )
                .join(
                    latest,
                    and_(
                        latest.c.article_id == articles.c.id,
                        latest.c.version == articles.c.version,
                    ),
                )
                .where(is_visible(guild_id))
                .order_by(articles.c.id)
            )
            for row in rows:
                origins._add(StoredArticle(**row._mapping))
        return origins

    def at(self, origin: str) -> StoredArticle | None:
        """Return the server's own article from this link or path, if any."""
        return self._by_origin.get(origin)

    def below(self, folder: str) -> Iterator[StoredArticle]:
        """Yield the server's own articles from files in this folder, at any depth."""
        prefix = folder.rstrip("/") + "/"
        for origin, article in self._by_origin.items():
            if origin.startswith(prefix):
                yield article

    def own(self, article_id: str) -> StoredArticle | None:
        """Return the server's own article with this id, if any."""
        article = self._by_id.get(article_id)
        return article if article is not None and article.guild_id == self._guild_id else None

    def same(self, draft: Draft) -> StoredArticle | None:
        """Return an article with exactly the draft's content, if any."""
        return self._by_content.get(draft.sha256)

    def add(self, draft: Draft, article: Article) -> None:
        """Add a draft that was just stored as this version of one of the server's own articles."""
        self._add(
            StoredArticle(
                article.id,
                article.version,
                self._guild_id,
                draft.origin,
                draft.etag,
                draft.source,
                draft.sha256,
            )
        )

    def _add(self, article: StoredArticle) -> None:
        self._by_id[article.id] = article
        self._by_content[article.sha256] = article
        if article.origin is not None and article.guild_id == self._guild_id:
            self._by_origin[article.origin] = article

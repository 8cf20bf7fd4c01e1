"""Where the articles of a shelf were taken in from, to know them when they come again."""

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
class Kept:
    """An article that can be asked about, as far as it takes to know it again."""

    id: str
    version: int
    """Its latest."""
    guild_id: int
    """The server whose it is; EVERYWHERE for an article of every server."""
    origin: str | None
    """The link or path it was taken in from, if any."""
    etag: str | None
    """Draft.etag of its latest version."""
    source: str
    sha256: str
    """Draft.sha256 of its latest version."""


class Origins:
    """The articles that a server sees, by where its own are from and by what is in them."""

    def __init__(self, guild_id: int) -> None:
        self._guild_id = guild_id
        self._by_id: dict[str, Kept] = {}
        self._by_origin: dict[str, Kept] = {}
        self._by_content: dict[str, Kept] = {}

    @classmethod
    async def load(cls, engine: AsyncEngine, guild_id: int) -> Self:
        """Look up what a server sees now."""
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
                origins._note(Kept(**row._mapping))
        return origins

    def at(self, origin: str) -> Kept | None:
        """Return the server's own article that is from this link or path, if any."""
        return self._by_origin.get(origin)

    def below(self, folder: str) -> Iterator[Kept]:
        """Yield the server's own articles that are from files in this folder, at any depth."""
        start = folder.rstrip("/") + "/"
        yield from (kept for origin, kept in self._by_origin.items() if origin.startswith(start))

    def own(self, article_id: str) -> Kept | None:
        """Return the server's own article with this id, if any."""
        kept = self._by_id.get(article_id)
        return kept if kept is not None and kept.guild_id == self._guild_id else None

    def same(self, draft: Draft) -> Kept | None:
        """Return an article in which everything is as in the draft, if there is any."""
        return self._by_content.get(draft.sha256)

    def note(self, draft: Draft, article: Article) -> None:
        """Note that a draft of the server's own is kept as this version of an article."""
        self._note(
            Kept(
                article.id,
                article.version,
                self._guild_id,
                draft.origin,
                draft.etag,
                draft.source,
                draft.sha256,
            )
        )

    def _note(self, kept: Kept) -> None:
        self._by_id[kept.id] = kept
        self._by_content[kept.sha256] = kept
        if kept.origin is not None and kept.guild_id == self._guild_id:
            self._by_origin[kept.origin] = kept

"""The library: articles and their versions, as the database keeps them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Table, and_, func, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus import schema
from corpus.article import Article, Passage, Span
from corpus.database import writing
from corpus.draft import Draft
from corpus.shipped import shipped_articles
from corpus.split import split


class Library:
    """The articles in a database, which the engine must have been opened on."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def take_in_shipped(self) -> None:
        """Take in the articles that ship with Kutip, each only if it is new or changed.

        One that ships no longer stays, in its last version: answers may rest on it.
        """
        await self.take_in(shipped_articles())

    async def take_in(self, drafts: Iterable[Draft]) -> None:
        """Add a version of each article that is new or differs from its latest version.

        All or none, in one transaction. When nothing changed it writes nothing, and waits for no
        other writer.
        """
        drafts = tuple(drafts)
        async with self._engine.connect() as connection:
            if not await _changed(connection, drafts):
                return
        async with writing(self._engine) as connection:
            # Again, for another process may have been faster.
            for draft, version in await _changed(connection, drafts):
                await _add(connection, draft, version)

    async def articles(self) -> tuple[Article, ...]:
        """Return every article in its latest version, in the order of their ids."""
        async with self._engine.connect() as connection:
            return await _load(connection, _is_latest)

    async def version(self, article_id: str, version: int) -> Article | None:
        """Return one version of an article, None if there is no such version or article."""

        def is_wanted(table: Table) -> ColumnElement[bool]:
            return and_(table.c.article_id == article_id, table.c.version == version)

        async with self._engine.connect() as connection:
            found = await _load(connection, is_wanted)
        return found[0] if found else None


def _is_latest(table: Table) -> ColumnElement[bool]:
    versions = schema.article_versions
    latest = select(versions.c.article_id, func.max(versions.c.version)).group_by(
        versions.c.article_id
    )
    return tuple_(table.c.article_id, table.c.version).in_(latest)


async def _changed(connection: AsyncConnection, drafts: Iterable[Draft]) -> list[tuple[Draft, int]]:
    """Return the drafts that differ from what is kept, each with the version it would be."""
    versions = schema.article_versions
    rows = await connection.execute(
        select(versions.c.article_id, versions.c.version, versions.c.sha256).where(
            _is_latest(versions)
        )
    )
    kept = {row.article_id: (row.version, row.sha256) for row in rows}
    changed = []
    for draft in drafts:
        version, sha256 = kept.get(draft.id, (0, None))
        if sha256 != draft.sha256:
            changed.append((draft, version + 1))
    return changed


async def _add(connection: AsyncConnection, draft: Draft, version: int) -> None:
    """Keep the draft as this version of its article, with its passages and their sentences."""
    if version == 1:
        await connection.execute(insert(schema.articles).values(id=draft.id))
    key = {"article_id": draft.id, "version": version}
    await connection.execute(
        insert(schema.article_versions).values(
            **key,
            title=draft.title,
            source=draft.source,
            url=draft.url,
            language=draft.language,
            body=draft.body,
            sha256=draft.sha256,
            taken_in_at=datetime.now(UTC),
        )
    )
    passages = split(draft.body)
    if not passages:
        return
    await connection.execute(
        insert(schema.passages),
        [
            {
                **key,
                "number": passage.number,
                "start_at": passage.span.start,
                "end_at": passage.span.end,
            }
            for passage in passages
        ],
    )
    await connection.execute(
        insert(schema.sentences),
        [
            {
                **key,
                "passage": passage.number,
                "number": number,
                "start_at": sentence.start,
                "end_at": sentence.end,
            }
            for passage in passages
            for number, sentence in enumerate(passage.sentences, start=1)
        ],
    )


async def _load(
    connection: AsyncConnection, is_wanted: Callable[[Table], ColumnElement[bool]]
) -> tuple[Article, ...]:
    """Return the wanted versions in the order of their articles' ids."""
    passages = await _passages(connection, is_wanted)
    versions = schema.article_versions
    rows = await connection.execute(
        select(versions).where(is_wanted(versions)).order_by(versions.c.article_id)
    )
    return tuple(
        Article(
            id=row.article_id,
            version=row.version,
            title=row.title,
            source=row.source,
            url=row.url,
            language=row.language,
            body=row.body,
            passages=tuple(passages[row.article_id, row.version]),
        )
        for row in rows
    )


async def _passages(
    connection: AsyncConnection, is_wanted: Callable[[Table], ColumnElement[bool]]
) -> defaultdict[tuple[str, int], list[Passage]]:
    """Return the passages of the wanted versions, by article id and version."""
    table = schema.sentences
    sentences: defaultdict[tuple[str, int, int], list[Span]] = defaultdict(list)
    for row in await connection.execute(
        select(table).where(is_wanted(table)).order_by(*table.primary_key)
    ):
        key = (row.article_id, row.version, row.passage)
        sentences[key].append(Span(row.start_at, row.end_at))
    table = schema.passages
    passages: defaultdict[tuple[str, int], list[Passage]] = defaultdict(list)
    for row in await connection.execute(
        select(table).where(is_wanted(table)).order_by(*table.primary_key)
    ):
        passages[row.article_id, row.version].append(
            Passage(
                row.number,
                Span(row.start_at, row.end_at),
                tuple(sentences[row.article_id, row.version, row.number]),
            )
        )
    return passages

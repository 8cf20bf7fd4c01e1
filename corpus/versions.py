"""Store and load versions of articles with their passages; a stored version never changes."""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, and_, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from corpus import schema
from corpus.article import Article, Passage, Span
from corpus.blocks import as_json, from_json
from corpus.draft import Draft
from corpus.soundness import UnsoundError, check_sound

log = logging.getLogger(__name__)

VersionCondition = Callable[[Table], ColumnElement[bool]]
"""Gives the condition on a table with the columns `article_id` and `version`."""


async def store_version(
    connection: AsyncConnection, draft: Draft, version: int, passages: Sequence[Passage]
) -> None:
    """Store the draft as this version of its article, with its passages and their sentences."""
    key = {"article_id": draft.id, "version": version}
    await connection.execute(
        insert(schema.article_versions).values(
            **key,
            title=draft.title,
            source=draft.source,
            url=draft.url,
            language=draft.language,
            body=draft.body,
            blocks=as_json(draft.blocks),
            author=draft.author,
            published=draft.published,
            sha256=draft.sha256,
            taken_in_at=datetime.now(UTC),
            etag=draft.etag,
            last_modified=draft.last_modified,
        )
    )
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


def one_version(article_id: str, version: int) -> VersionCondition:
    """Match one version of one article."""
    return lambda table: and_(table.c.article_id == article_id, table.c.version == version)


def these_versions(places: Sequence[tuple[str, int]]) -> VersionCondition:
    """Match versions by article id and version number."""
    return lambda table: tuple_(table.c.article_id, table.c.version).in_(places)


def versions_in(selected: Select[tuple[str, int]]) -> VersionCondition:
    """Match the versions whose article id and version number are selected."""
    return lambda table: tuple_(table.c.article_id, table.c.version).in_(selected)


def is_visible(guild_id: int) -> ColumnElement[bool]:
    """Return the condition on `articles` that a server can be asked about the article."""
    articles, hidden = schema.articles, schema.hidden_articles
    return and_(
        articles.c.guild_id.in_([guild_id, schema.EVERYWHERE]),
        articles.c.removed_at.is_(None),
        articles.c.id.not_in(select(hidden.c.article_id).where(hidden.c.guild_id == guild_id)),
    )


async def title_of(connection: AsyncConnection, article_id: str, version: int) -> str:
    """Return the title of a stored version."""
    titles = select(schema.article_versions.c.title)
    found = await connection.execute(titles.filter_by(article_id=article_id, version=version))
    title: str = found.scalar_one()
    return title


async def load_draft(connection: AsyncConnection, article_id: str, version: int) -> Draft | None:
    """Return one version of an article as a draft, or None if there is none."""
    versions, articles = schema.article_versions, schema.articles
    row = (
        await connection.execute(
            select(versions, articles.c.origin)
            .join(articles, articles.c.id == versions.c.article_id)
            .where(one_version(article_id, version)(versions))
        )
    ).one_or_none()
    if row is None:
        return None
    return Draft(
        id=row.article_id,
        title=row.title,
        source=row.source,
        url=row.url,
        language=row.language,
        body=row.body,
        blocks=from_json(row.blocks or [], row.body),
        author=row.author,
        published=row.published,
        origin=row.origin,
        etag=row.etag,
        last_modified=row.last_modified,
    )


async def load_versions(
    connection: AsyncConnection, is_wanted: VersionCondition
) -> tuple[Article, ...]:
    """Return the matching versions, ordered by article id and version number.

    One that is damaged is left out, and reported in the log.
    """
    found, damaged = await load_sound(connection, is_wanted)
    for place, reason in damaged.items():
        log.error(
            "Article %s, version %d, is damaged and left out: %s. `kutip check` reports all damage;"
            " `kutip restore FILE --force` restores a backup.",
            *place,
            reason,
        )
    return found


async def load_sound(
    connection: AsyncConnection, is_wanted: VersionCondition
) -> tuple[tuple[Article, ...], dict[tuple[str, int], ValueError]]:
    """Return the sound ones of the matching versions, and why each other one is damaged.

    The former are ordered by article id and version number; the latter are known by both.
    """
    passages = await _passages(connection, is_wanted)
    versions = schema.article_versions
    rows = await connection.execute(
        select(versions).where(is_wanted(versions)).order_by(*versions.primary_key)
    )
    found: list[Article] = []
    damaged: dict[tuple[str, int], ValueError] = {}
    for row in rows:
        place = (row.article_id, row.version)
        try:
            found.append(_article(row, passages[place]))
        except ValueError as error:
            damaged[place] = error
        except TypeError:  # Such as null or a text in place of a number.
            damaged[place] = UnsoundError("a value is not of its type")
    return tuple(found), damaged


def _article(row: Row[Any], passages: Sequence[Passage]) -> Article:
    """Return the article of a row; raise ValueError or TypeError if it is damaged."""
    article = Article(
        id=row.article_id,
        version=row.version,
        title=row.title,
        source=row.source,
        url=row.url,
        language=row.language,
        body=row.body,
        passages=tuple(passages),
        blocks=from_json(row.blocks or [], row.body),
        author=row.author,
        published=row.published,
    )
    check_sound(article, row.sha256)
    return article


async def _passages(
    connection: AsyncConnection, is_wanted: VersionCondition
) -> defaultdict[tuple[str, int], list[Passage]]:
    """Return the passages of the matching versions, by article id and version."""
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

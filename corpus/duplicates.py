"""Find an existing article with the same title or nearly the same text."""

import math
from collections.abc import Collection, Sequence

from sqlalchemy import BigInteger, column, func, select, values
from sqlalchemy.ext.asyncio import AsyncConnection

from corpus.errors import SameTextError, TitleTakenError
from corpus.schema import EVERYWHERE, articles, text_marks
from corpus.similarity import NEAR_DUPLICATE_SHARE, title_key
from corpus.versions import is_visible, title_of

MAX_COUNTED = 50
"""The most texts to count per mark: some marks belong to shingles that most texts contain."""


async def check_title(
    connection: AsyncConnection, guild_id: int, article_id: str, title: str
) -> None:
    """Raise TitleTakenError if another article on the server's shelf has the title."""
    taken = await connection.scalar(
        select(articles.c.id).where(
            articles.c.guild_id.in_([guild_id, EVERYWHERE]),
            articles.c.title_key == title_key(title),
            articles.c.id != article_id,
            articles.c.removed_at.is_(None),
        )
    )
    if taken is not None:
        raise TitleTakenError(title)


async def check_text(
    connection: AsyncConnection, guild_id: int, article_id: str, marks: Collection[int]
) -> None:
    """Raise SameTextError if another article's text is nearly the same as the one with these marks.

    If there are several, the error names the most similar one.
    """
    needed = math.ceil(NEAR_DUPLICATE_SHARE * len(marks))
    # A text with `needed` of the n marks has at least one of any n - needed + 1 of them. The rarest
    # marks give the fewest candidates.
    rare = (await _by_rarity(connection, guild_id, marks))[: len(marks) - needed + 1]
    has_rare = text_marks.alias()
    shared = func.count(text_marks.c.mark.distinct())
    duplicates = (
        select(articles.c.id, articles.c.version)
        .join(has_rare, has_rare.c.article_id == articles.c.id)
        .join(text_marks, text_marks.c.article_id == articles.c.id)
        .where(
            has_rare.c.guild_id.in_([guild_id, EVERYWHERE]),
            has_rare.c.mark.in_(rare),
            text_marks.c.mark.in_(marks),
            articles.c.id != article_id,
            is_visible(guild_id),
        )
        .group_by(articles.c.id)
        .having(shared >= needed)
        .order_by(shared.desc(), articles.c.id)
        .limit(1)
    )
    found = (await connection.execute(duplicates)).one_or_none()
    if found is not None:
        raise SameTextError(found.id, await title_of(connection, found.id, found.version))


async def _by_rarity(
    connection: AsyncConnection, guild_id: int, marks: Collection[int]
) -> Sequence[int]:
    """Return the marks in ascending order of the texts that have them, counted to MAX_COUNTED."""
    each = values(column("mark", BigInteger), name="each").data([(mark,) for mark in marks]).cte()
    texts = (
        select(text_marks.c.article_id)
        .where(text_marks.c.guild_id.in_([guild_id, EVERYWHERE]), text_marks.c.mark == each.c.mark)
        .correlate(each)
        .limit(MAX_COUNTED)
        .subquery()
    )
    count = select(func.count()).select_from(texts).scalar_subquery()
    return (await connection.scalars(select(each.c.mark).order_by(count, each.c.mark))).all()

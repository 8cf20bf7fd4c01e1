"""Whether a server already sees an article with this title, or with about this text."""

import math
from collections.abc import Collection, Sequence

from sqlalchemy import BigInteger, column, func, select, values
from sqlalchemy.ext.asyncio import AsyncConnection

from corpus.errors import SameTextError, TitleTakenError
from corpus.likeness import NEARLY, title_key
from corpus.schema import EVERYWHERE, articles, text_marks
from corpus.versions import is_visible, title_of

MOST_COUNTED = 50
"""Texts that are counted of those with one mark; some marks are of pieces that most texts have."""


async def check_title(
    connection: AsyncConnection, guild_id: int, article_id: str, title: str
) -> None:
    """Raise TitleTakenError if an article other than this one has the title."""
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
    """Raise SameTextError if an article other than this one has about the text with these marks.

    Of several, it names the one that is most alike.
    """
    needed = math.ceil(NEARLY * len(marks))
    # Who has so many of them has one of any of the others; the rarest bring up the fewest texts.
    rare = (await _by_rarity(connection, guild_id, marks))[: len(marks) - needed + 1]
    has_rare = text_marks.alias()
    shared = func.count(text_marks.c.mark.distinct())
    twins = (
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
    twin = (await connection.execute(twins)).one_or_none()
    if twin is not None:
        raise SameTextError(twin.id, await title_of(connection, twin.id, twin.version))


async def _by_rarity(
    connection: AsyncConnection, guild_id: int, marks: Collection[int]
) -> Sequence[int]:
    """Return the marks by how many texts have them, as far as that is below MOST_COUNTED."""
    each = values(column("mark", BigInteger), name="each").data([(mark,) for mark in marks]).cte()
    texts = (
        select(text_marks.c.article_id)
        .where(text_marks.c.guild_id.in_([guild_id, EVERYWHERE]), text_marks.c.mark == each.c.mark)
        .correlate(each)
        .limit(MOST_COUNTED)
        .subquery()
    )
    count = select(func.count()).select_from(texts).scalar_subquery()
    return (await connection.scalars(select(each.c.mark).order_by(count, each.c.mark))).all()

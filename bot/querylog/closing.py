"""Questions asked in vain about which nothing needs to be done any more."""

from collections.abc import Collection
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.database import writing
from corpus.schema import closed_questions


class ClosedAs(StrEnum):
    """Why nothing needs to be done; the values are kept in the database."""

    ANSWERED = "answered"
    """Asked again after a change of the articles, it got an answer."""
    JUDGED = "judged"
    """A moderator said which passage answers it."""
    DISMISSED = "dismissed"
    """A moderator said that it is no question for Kutip."""


async def close(  # noqa: PLR0913
    engine: AsyncEngine,
    guild_id: int,
    keys: Collection[str],
    closed_as: ClosedAs,
    *,
    article_id: str | None = None,
    by: int | None = None,
) -> None:
    """Close the questions with these keys, in place of an earlier closing.

    The server may be EVERYWHERE for questions from outside servers, here and below.
    """
    async with writing(engine) as connection:
        await close_within(connection, guild_id, keys, closed_as, article_id=article_id, by=by)


async def close_answered(
    engine: AsyncEngine, guild_id: int, keys: Collection[str], article_id: str, since: datetime
) -> None:
    """Close questions that an article answers, but for those that were closed since then."""
    closed = closed_questions.c
    async with writing(engine) as connection:
        taken = await connection.scalars(
            select(closed.question_key).where(_of(guild_id, keys), closed.closed_at >= since)
        )
        if left := set(keys).difference(taken):
            await close_within(connection, guild_id, left, ClosedAs.ANSWERED, article_id=article_id)


async def close_within(  # noqa: PLR0913
    connection: AsyncConnection,
    guild_id: int,
    keys: Collection[str],
    closed_as: ClosedAs,
    *,
    article_id: str | None = None,
    by: int | None = None,
) -> None:
    """Do the same as part of a transaction that may write."""
    await connection.execute(delete(closed_questions).where(_of(guild_id, keys)))
    closed = {
        "guild_id": guild_id,
        "closed_as": closed_as,
        "closed_at": datetime.now(UTC),
        "closed_by": by,
        "article_id": article_id,
    }
    await connection.execute(
        insert(closed_questions), [{"question_key": key, **closed} for key in sorted(set(keys))]
    )


async def reopen(engine: AsyncEngine, guild_id: int, keys: Collection[str]) -> None:
    """Let the questions with these keys be open again."""
    async with writing(engine) as connection:
        await connection.execute(delete(closed_questions).where(_of(guild_id, keys)))


async def reopen_along(
    engine: AsyncEngine, guild_id: int, key: str, closed_as: Collection[ClosedAs] = tuple(ClosedAs)
) -> bool:
    """Let a question be open again, with those that were closed along with it.

    Return False, and change nothing, if it is not closed in one of these ways (any more).
    """
    async with writing(engine) as connection:
        return await reopen_along_within(connection, guild_id, key, closed_as)


async def reopen_along_within(
    connection: AsyncConnection, guild_id: int, key: str, closed_as: Collection[ClosedAs]
) -> bool:
    """Do the same as part of a transaction that may write."""
    closed = closed_questions.c
    closing = (
        await connection.execute(
            select(closed.closed_as, closed.closed_at).where(
                _of(guild_id, [key]), closed.closed_as.in_(closed_as)
            )
        )
    ).one_or_none()
    if closing is None:
        return False
    # Keys that mean nearly the same are closed at one moment, and no others are.
    await connection.execute(
        delete(closed_questions).where(
            closed.guild_id == guild_id,
            closed.closed_at == closing.closed_at,
            closed.closed_as == closing.closed_as,
        )
    )
    return True


async def keys_along_within(connection: AsyncConnection, guild_id: int, key: str) -> set[str]:
    """Return the keys of the questions that were closed along with this one, its own among them."""
    closed = closed_questions.c
    at = select(closed.closed_at).where(_of(guild_id, [key])).scalar_subquery()
    along = select(closed.question_key).where(closed.guild_id == guild_id, closed.closed_at == at)
    return {key, *(await connection.scalars(along))}


async def reassign(
    engine: AsyncEngine, guild_id: int, keys: Collection[str], article_id: str
) -> None:
    """Note that another article answers these questions now, which stay closed as they are."""
    async with writing(engine) as connection:
        await connection.execute(
            update(closed_questions).where(_of(guild_id, keys)).values(article_id=article_id)
        )


def is_open(last_asked: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Return what a question asked in vain last at this time meets, outer joined, if it is open."""
    closed = closed_questions.c
    return or_(
        closed.closed_at.is_(None),
        and_(closed.closed_as != ClosedAs.DISMISSED, closed.closed_at < last_asked),
    )


def _of(guild_id: int, keys: Collection[str]) -> ColumnElement[bool]:
    return and_(
        closed_questions.c.guild_id == guild_id, closed_questions.c.question_key.in_(set(keys))
    )

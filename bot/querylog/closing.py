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


async def reopen_judged_within(connection: AsyncConnection, guild_id: int, key: str) -> None:
    """Let a judged question be open again, with those that were closed along with it."""
    judged = closed_questions.c.closed_as == ClosedAs.JUDGED
    closed_at = await connection.scalar(
        select(closed_questions.c.closed_at).where(_of(guild_id, [key]), judged)
    )
    await connection.execute(
        delete(closed_questions).where(
            closed_questions.c.guild_id == guild_id,
            closed_questions.c.closed_at == closed_at,
            judged,
        )
    )


async def hand_over(
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

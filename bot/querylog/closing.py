"""Closing and reopening of questions that need an answer."""

from collections.abc import Collection
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.database import writing
from corpus.moments import next_moment
from corpus.schema import closed_questions


class ClosedAs(StrEnum):
    """Why a question was closed; the values are stored in the database."""

    ANSWERED = "answered"
    """It got an answer when it was asked again after articles had changed."""
    JUDGED = "judged"
    """A moderator chose the passage that answers it."""
    UNANSWERABLE = "unanswerable"
    """A moderator decided that no passage answers it; it is asked again when articles change."""
    DISMISSED = "dismissed"
    """A moderator decided that it needs no answer."""


STAYS_CLOSED = (ClosedAs.UNANSWERABLE, ClosedAs.DISMISSED)
"""Why a question stays closed however often it is asked."""


async def close(  # noqa: PLR0913
    engine: AsyncEngine,
    guild_id: int,
    keys: Collection[str],
    closed_as: ClosedAs,
    *,
    article_id: str | None = None,
    by: int | None = None,
) -> None:
    """Close the questions with these keys, replacing earlier closings.

    Here and below, the server may be EVERYWHERE for questions from outside servers.
    """
    async with writing(engine) as connection:
        await close_within(connection, guild_id, keys, closed_as, article_id=article_id, by=by)


async def close_answered(
    engine: AsyncEngine, guild_id: int, keys: Collection[str], article_id: str, after: int
) -> None:
    """Close questions that an article answers, except those closed after this moment."""
    closed = closed_questions.c
    async with writing(engine) as connection:
        closed_later = await connection.scalars(
            select(closed.question_key).where(_of(guild_id, keys), closed.moment > after)
        )
        if left := set(keys).difference(closed_later):
            await close_within(connection, guild_id, left, ClosedAs.ANSWERED, article_id=article_id)


async def close_within(  # noqa: PLR0913
    connection: AsyncConnection,
    guild_id: int,
    keys: Collection[str],
    closed_as: ClosedAs,
    *,
    article_id: str | None = None,
    by: int | None = None,
    moment: int | None = None,
) -> None:
    """Do the same as part of a transaction that may write, by default at its next moment."""
    await connection.execute(delete(closed_questions).where(_of(guild_id, keys)))
    closed = {
        "guild_id": guild_id,
        "closed_as": closed_as,
        "closed_at": datetime.now(UTC),
        "moment": moment or await next_moment(connection),
        "closed_by": by,
        "article_id": article_id,
    }
    await connection.execute(
        insert(closed_questions), [{"question_key": key, **closed} for key in sorted(set(keys))]
    )


async def reopen(engine: AsyncEngine, guild_id: int, keys: Collection[str], until: int) -> None:
    """Reopen the questions with these keys that were closed until this moment."""
    closed_by_then = closed_questions.c.moment <= until
    async with writing(engine) as connection:
        await connection.execute(
            delete(closed_questions).where(_of(guild_id, keys), closed_by_then)
        )


async def reopen_along(
    engine: AsyncEngine, guild_id: int, key: str, closed_as: Collection[ClosedAs] = tuple(ClosedAs)
) -> bool:
    """Reopen a question and those closed along with it.

    Return False if it is not closed for one of these reasons (any more).
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
            select(closed.closed_as, closed.moment).where(
                _of(guild_id, [key]), closed.closed_as.in_(closed_as)
            )
        )
    ).one_or_none()
    if closing is None:
        return False
    # Exactly the keys with nearly the same meaning are closed at the same moment.
    await connection.execute(
        delete(closed_questions).where(
            closed.guild_id == guild_id,
            closed.moment == closing.moment,
            closed.closed_as == closing.closed_as,
        )
    )
    return True


async def keys_along(engine: AsyncEngine, guild_id: int, key: str) -> set[str]:
    """Return the keys of the questions closed along with this one, including its own."""
    async with engine.connect() as connection:
        return await keys_along_within(connection, guild_id, key)


async def keys_along_within(connection: AsyncConnection, guild_id: int, key: str) -> set[str]:
    """Do the same as part of a transaction."""
    closed = closed_questions.c
    moment = select(closed.moment).where(_of(guild_id, [key])).scalar_subquery()
    along = select(closed.question_key).where(closed.guild_id == guild_id, closed.moment == moment)
    return {key, *(await connection.scalars(along))}


async def hand_back_within(
    connection: AsyncConnection,
    guild_id: int,
    keys: Collection[str],
    article_id: str,
    by: int | None,
) -> None:
    """Record who chose the passage that closes these questions, once a later choice is gone."""
    judged = closed_questions.c.closed_as == ClosedAs.JUDGED
    await connection.execute(
        update(closed_questions)
        .where(_of(guild_id, keys), judged)
        .values(article_id=article_id, closed_by=by)
    )


async def reassign(
    engine: AsyncEngine, guild_id: int, keys: Collection[str], article_id: str
) -> None:
    """Record that another article now answers these closed questions."""
    async with writing(engine) as connection:
        await connection.execute(
            update(closed_questions).where(_of(guild_id, keys)).values(article_id=article_id)
        )


def is_open(last_asked: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the SQL condition that a question, outer joined with its closing, is open.

    `last_asked` is the moment of the last query that needs an answer.
    """
    closed = closed_questions.c
    return or_(
        closed.moment.is_(None),
        and_(closed.closed_as.not_in(STAYS_CLOSED), closed.moment < last_asked),
    )


def _of(guild_id: int, keys: Collection[str]) -> ColumnElement[bool]:
    return and_(
        closed_questions.c.guild_id == guild_id, closed_questions.c.question_key.in_(set(keys))
    )

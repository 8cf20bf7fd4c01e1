"""Groups of questions as moderators decided them, which win over the automatic grouping."""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.database import writing
from corpus.schema import grouped_questions


async def join(
    engine: AsyncEngine,
    guild_id: int,
    keys: Collection[str],
    other_keys: Collection[str],
    by: int,
) -> None:
    """Put the questions with all these keys into one group, for good.

    What a moderator had joined with any of them before comes along. `by` is a Discord user id.
    Here and below, the server may be EVERYWHERE for questions from outside servers.
    """
    joined = {*keys, *other_keys}
    grouped = grouped_questions.c
    groups = select(grouped.group_key).where(_of(guild_id, joined))
    along = select(grouped.question_key).where(
        grouped.guild_id == guild_id, grouped.group_key.in_(groups)
    )
    async with writing(engine) as connection:
        joined.update(await connection.scalars(along))
        await _regroup(connection, guild_id, joined, uuid4().hex, by)


async def split(engine: AsyncEngine, guild_id: int, key: str, by: int) -> None:
    """Take a question out of its group: it stands alone until it is joined again."""
    async with writing(engine) as connection:
        await _regroup(connection, guild_id, [key], key, by)


async def decided(engine: AsyncEngine, guild_id: int, keys: Collection[str]) -> dict[str, str]:
    """Return the group that moderators put questions into, by question key.

    Keys without a decision are left out. The group of a question that stands alone is its own key.
    """
    grouped = grouped_questions.c
    wanted = select(grouped.question_key, grouped.group_key).where(_of(guild_id, keys))
    async with engine.connect() as connection:
        return {row.question_key: row.group_key for row in await connection.execute(wanted)}


async def _regroup(
    connection: AsyncConnection, guild_id: int, keys: Collection[str], group: str, by: int
) -> None:
    await connection.execute(delete(grouped_questions).where(_of(guild_id, keys)))
    decision = {
        "guild_id": guild_id,
        "group_key": group,
        "grouped_by": by,
        "grouped_at": datetime.now(UTC),
    }
    await connection.execute(
        insert(grouped_questions), [{"question_key": key, **decision} for key in sorted(keys)]
    )


def _of(guild_id: int, keys: Collection[str]) -> ColumnElement[bool]:
    return and_(
        grouped_questions.c.guild_id == guild_id, grouped_questions.c.question_key.in_(set(keys))
    )

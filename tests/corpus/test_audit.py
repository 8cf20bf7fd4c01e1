from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.audit import Action, Change, Step, changes, last_change, record
from corpus.database import writing
from corpus.schema import EVERYWHERE

pytestmark = pytest.mark.databases("sqlite", "postgresql")

ADDED = Step(Action.ADDED, "ayam", "Ayam", before=None, after=1)
REMOVED = Step(Action.REMOVED, "ayam", "Ayam", before=1, after=None)


async def noted(engine: AsyncEngine, guild_id: int, step: Step, by: int | None = None) -> None:
    async with writing(engine) as connection:
        await record(connection, guild_id, by, step)


async def last(engine: AsyncEngine, guild_id: int) -> int:
    async with engine.connect() as connection:
        return await last_change(connection, guild_id)


async def recorded(engine: AsyncEngine, guild_id: int, limit: int = 100) -> tuple[Change, ...]:
    async with engine.connect() as connection:
        return await changes(connection, guild_id, limit=limit)


async def test_a_step_is_recorded_with_its_user_and_time(engine: AsyncEngine) -> None:
    before = datetime.now(UTC)
    await noted(engine, 7, ADDED, 2**63 - 1)
    (change,) = await recorded(engine, 7)

    assert (change.action, change.article_id, change.title) == (Action.ADDED, "ayam", "Ayam")
    assert (change.before, change.after) == (None, 1)
    assert (change.guild_id, change.changed_by) == (7, 2**63 - 1)
    assert before <= change.changed_at <= datetime.now(UTC)


async def test_a_server_sees_its_own_changes_and_those_of_every_server(engine: AsyncEngine) -> None:
    assert await last(engine, 7) == 0
    for guild_id in (7, EVERYWHERE, 8):
        await noted(engine, guild_id, ADDED)

    assert [change.guild_id for change in await recorded(engine, 7)] == [EVERYWHERE, 7]
    assert await last(engine, 7) == await last(engine, EVERYWHERE) < await last(engine, 8)


async def test_changes_come_newest_first_up_to_the_limit(engine: AsyncEngine) -> None:
    for step in (ADDED, REMOVED, ADDED):
        await noted(engine, 7, step)

    assert [change.action for change in await recorded(engine, 7, 2)] == [
        Action.ADDED,
        Action.REMOVED,
    ]


async def test_the_id_of_a_change_is_never_reused(engine: AsyncEngine) -> None:
    """Otherwise an index could take a new change for one that it already has."""
    await noted(engine, 7, ADDED)
    first = await last(engine, 7)
    async with writing(engine) as connection:
        await connection.execute(text("DELETE FROM audit"))
    await noted(engine, 7, ADDED)

    assert await last(engine, 7) > first


@pytest.mark.parametrize("action", list(Action))
async def test_the_database_accepts_every_action(engine: AsyncEngine, action: Action) -> None:
    await noted(engine, 7, Step(action, "ayam", "Ayam", before=1, after=1))

    assert (await recorded(engine, 7))[0].action is action


async def test_the_database_rejects_other_actions(engine: AsyncEngine) -> None:
    with pytest.raises(IntegrityError):
        async with writing(engine) as connection:
            await connection.execute(
                text(
                    "INSERT INTO audit (guild_id, changed_at, action, article_id, title) "
                    "VALUES (7, '2024-01-01', 'stolen', 'a', 'a')"
                )
            )

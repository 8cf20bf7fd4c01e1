from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.parts import Parts
from bot.querylog.closing import ClosedAs, close
from bot.querylog.retention import count_kept_before, forget_before
from bot.querylog.votes import Vote
from corpus import deletion
from corpus.database import writing
from corpus.schema import closed_questions, daily_totals, metadata, queries

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD, SARI = 7, 42
NOW = datetime.now(UTC)
DAY = timedelta(days=1)
ANSWERED, REFUSED = "Siapa Vipin Narang?", "Bagaimana memasak rendang?"


async def counts(engine: AsyncEngine) -> Counter[str]:
    """Return the number of rows of each table but the one that only counts others."""
    async with engine.connect() as connection:
        return Counter(
            {
                table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
                if table is not daily_totals
            }
        )


async def ask(parts: Parts, question: str, days_ago: int) -> str:
    """Ask a question so long ago; return the id of its query."""
    asked = Asked(question, WayIn.SLASH, GUILD, 1, asker_id=SARI)
    query_id = (await parts.assistant.ask(asked)).query.id
    await parts.querylog.flush()
    async with writing(parts.engine) as connection:
        await connection.execute(
            update(queries)
            .where(queries.c.id == query_id)
            .values(asked_at=NOW - timedelta(days=days_ago))
        )
    return query_id


@pytest.fixture(autouse=True)
async def old_and_new(parts: Parts) -> None:
    """Questions of 2 and of 9 days ago, with votes, a wish and what was closed."""
    for days_ago in (2, 9):
        answered = await ask(parts, ANSWERED, days_ago)
        assert await parts.feedback.vote(answered, GUILD, SARI, Vote.UP)
        refused = await ask(parts, REFUSED, days_ago)
    assert await parts.feedback.wish(refused, GUILD, SARI, 1)
    await close(parts.engine, GUILD, ["what: old", "what: new"], ClosedAs.ANSWERED)
    async with writing(parts.engine) as connection:
        await connection.execute(
            update(closed_questions)
            .where(closed_questions.c.question_key == "what: old")
            .values(closed_at=NOW - 9 * DAY)
        )


async def test_old_queries_are_deleted_with_all_that_belongs_to_them(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deletion, "BATCH_SIZE", 1)
    before = await counts(engine)

    assert await forget_before(engine, NOW - 5 * DAY) == 2

    gone = before - await counts(engine)
    hits = gone.pop("query_hits")
    assert hits > 0
    assert gone == {"queries": 2, "feedback": 1, "wishes": 1, "closed_questions": 1}
    assert (await counts(engine))["query_hits"] == hits


async def test_counting_old_rows_deletes_nothing(engine: AsyncEngine) -> None:
    before = await counts(engine)
    counted = await count_kept_before(engine, NOW - 5 * DAY)
    assert await counts(engine) == before

    await forget_before(engine, NOW - 5 * DAY)

    assert counted == before - await counts(engine)
    assert await count_kept_before(engine, NOW - 5 * DAY) == {}


async def test_dismissals_are_permanent(engine: AsyncEngine) -> None:
    await close(engine, GUILD, ["what: old"], ClosedAs.DISMISSED)

    await forget_before(engine, NOW + DAY)

    async with engine.connect() as connection:
        keys = (await connection.scalars(select(closed_questions.c.question_key))).all()
    assert keys == ["what: old"]

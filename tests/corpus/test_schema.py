from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, insert, inspect, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus import schema
from corpus.database import writing
from corpus.migrating import MIGRATIONS
from corpus.schema import HEAD, metadata

pytestmark = pytest.mark.databases("sqlite", "postgresql")

ASKED_AT = datetime(2024, 6, 1, 12, 30, tzinfo=UTC)
QUERY = {
    "id": "0" * 32,
    "asked_at": ASKED_AT,
    "way_in": "slash",
    "question": "Siapa Vipin Narang?",
    "outcome": "answered",
    "milliseconds": 4.2,
}


def checks(connection: Connection) -> dict[str, list[Any]]:
    """Return the CHECK constraints of every table, which Alembic doesn't compare."""
    inspector = inspect(connection)
    return {
        name: sorted(inspector.get_check_constraints(name), key=str) for name in metadata.tables
    }


def test_head_is_the_head_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


async def test_the_migrations_create_the_tables_of_the_schema(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )

    assert differences == []


@pytest.mark.databases("sqlite")
async def test_the_migrations_create_the_checks_of_the_schema(engine: AsyncEngine) -> None:
    in_memory = create_engine("sqlite://")
    with in_memory.begin() as expected:
        metadata.create_all(expected)
        async with engine.connect() as connection:
            assert await connection.run_sync(checks) == checks(expected)
    in_memory.dispose()


def test_every_table_has_a_comment() -> None:
    assert all(table.comment for table in metadata.tables.values())


async def test_a_time_comes_back_in_utc(engine: AsyncEngine) -> None:
    in_jakarta = ASKED_AT.astimezone(timezone(timedelta(hours=7)))
    async with writing(engine) as connection:
        await connection.execute(insert(schema.queries).values(QUERY | {"asked_at": in_jakarta}))
        asked_at = await connection.scalar(select(schema.queries.c.asked_at))

    assert asked_at == ASKED_AT
    assert asked_at.tzinfo is UTC


async def test_a_time_without_its_time_zone_is_refused(engine: AsyncEngine) -> None:
    naive = ASKED_AT.replace(tzinfo=None)
    async with engine.connect() as connection:
        with pytest.raises(StatementError, match="without a time zone"):
            await connection.execute(insert(schema.queries).values(QUERY | {"asked_at": naive}))


@pytest.mark.parametrize("wrong", [{"way_in": "telepathy"}, {"outcome": "maybe"}])
async def test_a_query_has_a_known_way_in_and_outcome(
    engine: AsyncEngine, wrong: dict[str, str]
) -> None:
    async with writing(engine) as connection:
        with pytest.raises(IntegrityError, match=r"(?i)check constraint"):
            await connection.execute(insert(schema.queries).values(QUERY | wrong))


async def test_a_vote_is_up_or_down(engine: AsyncEngine) -> None:
    vote = {"query_id": QUERY["id"], "voter": "v", "vote": 2, "given_at": ASKED_AT}
    async with writing(engine) as connection:
        await connection.execute(insert(schema.queries).values(QUERY))
        with pytest.raises(IntegrityError, match=r"(?i)check constraint"):
            await connection.execute(insert(schema.feedback).values(vote))


async def test_deleting_a_query_deletes_its_feedback(engine: AsyncEngine) -> None:
    vote = {"query_id": QUERY["id"], "voter": "v", "vote": -1, "given_at": ASKED_AT}
    async with writing(engine) as connection:
        await connection.execute(insert(schema.queries).values(QUERY))
        await connection.execute(insert(schema.feedback).values(vote))
        await connection.execute(schema.queries.delete())

        assert (await connection.execute(select(schema.feedback))).all() == []


async def test_a_hit_refers_to_an_existing_version(engine: AsyncEngine) -> None:
    hit = {
        "query_id": QUERY["id"],
        "rank": 1,
        "article_id": "none",
        "version": 1,
        "passage": 1,
        "start_at": 0,
        "end_at": 9,
        "sentence_start_at": 0,
        "sentence_end_at": 9,
        "score": 1.0,
    }
    async with writing(engine) as connection:
        await connection.execute(insert(schema.queries).values(QUERY))
        with pytest.raises(IntegrityError, match=r"(?i)foreign key constraint"):
            await connection.execute(insert(schema.query_hits).values(hit))

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import open_database, writing
from corpus.moments import last_moment, next_moment, next_moments
from corpus.schema import outbox
from tests.corpus.test_upgrade import insert, upgraded_to

TIMES = {
    "queries": "asked_at",
    "wishes": "wished_at",
    "closed_questions": "closed_at",
    "audit": "changed_at",
    "answer_changes": "changed_at",
    "judgements": "judged_at",
}


@pytest.mark.databases("sqlite", "postgresql")
async def test_each_moment_is_later_than_all_before_it(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        first = await next_moment(connection)
        several = await next_moments(connection, 3)
    async with writing(engine) as connection:
        last = await next_moment(connection)

    assert [first, *several, last] == [1, 2, 3, 4, 5]
    assert await last_moment(engine) == 5


@pytest.mark.databases("sqlite", "postgresql")
async def test_moments_of_what_was_not_written_are_given_again(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        savepoint = await connection.begin_nested()
        await next_moments(connection, 9)
        await savepoint.rollback()

    assert await last_moment(engine) == 0


def at(minute: int) -> str:
    return f"2024-06-01 00:{minute:02}:00.000000"


def fill(path: Path) -> None:
    """Ask, wish, add an article, close and judge, ask again: at minutes 1 to 5."""
    question = {"question_key": "none: x", "guild_id": 7}
    asked = {"way_in": "slash", "question": "X?", "outcome": "refused", "milliseconds": 1.0}
    version = {"article_id": "ayam", "version": 1}
    text_of_it = {"title": "A", "source": "", "language": "id", "body": "Ayam.", "sha256": "0"}
    with sqlite3.connect(path) as database:
        insert(database, "queries", id="last", asked_at=at(5), **question, **asked)
        insert(database, "queries", id="first", asked_at=at(1), **question, **asked)
        insert(
            database,
            "wishes",
            query_id="first",
            user_id=1,
            channel_id=2,
            wished_at=at(2),
            **question,
        )
        insert(database, "articles", id="ayam", guild_id=7, version=1, title_key="a")
        insert(database, "article_versions", **version, **text_of_it, taken_in_at=at(3))
        insert(
            database,
            "audit",
            guild_id=7,
            changed_at=at(3),
            action="added",
            article_id="ayam",
            title="A",
        )
        insert(
            database,
            "answer_changes",
            query_id="first",
            changed_at=at(3),
            guild_id=7,
            effect="gained",
            after='{"passage": 1}',
        )
        insert(database, "closed_questions", closed_as="judged", closed_at=at(4), **question)
        judged = {"question": "X?", "passage": 1, "judged_at": at(4)}
        insert(database, "judgements", **judged, **version, **question)
    database.close()


def rows(path: Path, wanted: dict[str, str]) -> dict[str, list[tuple[object, ...]]]:
    """Return these columns of tables."""
    with sqlite3.connect(path) as database:
        found = {
            table: sorted(database.execute(f"SELECT {columns} FROM {table}").fetchall(), key=str)
            for table, columns in wanted.items()
        }
    database.close()
    return found


async def test_what_happened_before_there_were_moments_keeps_its_order(
    database_path: Path,
) -> None:
    upgraded_to("0007", database_path)
    fill(database_path)
    with sqlite3.connect(database_path) as database:
        columns = {
            table: ", ".join(row[1] for row in database.execute(f"PRAGMA table_info({table})"))
            for table in TIMES
        }
    database.close()
    before = rows(database_path, columns)

    async with open_database(database_path) as engine:
        assert await last_moment(engine) == 5
        async with engine.connect() as connection:
            assert (await connection.execute(select(outbox))).all() == []
            assert (await connection.execute(text("PRAGMA foreign_key_check"))).all() == []

    assert rows(database_path, columns) == before
    assert rows(database_path, {table: f"moment, {time}" for table, time in TIMES.items()}) == {
        "queries": [(1, at(1)), (5, at(5))],
        "wishes": [(2, at(2))],
        "audit": [(3, at(3))],
        "answer_changes": [(3, at(3))],
        "closed_questions": [(4, at(4))],
        "judgements": [(4, at(4))],
    }
    assert rows(database_path, {"queries": "delivered"}) == {"queries": [(1,), (1,)]}

"""Every schema that a released Kutip ever made opens with all that is in it.

`schemas/` has a database of each, as SQL: made by the program of that time, with an article in two
versions, another one, and invented rows in every table. 0006 had four, of which only the last was
right; the others lack a column or an index. A new schema gets a file before the next one is made.
"""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.answering import answering
from bot.asked import Asked, WayIn
from bot.settings import load_settings
from corpus.damage import check_all
from corpus.database import open_database
from corpus.schema import HEAD, metadata
from tests.corpus.totals import counted, kept

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"), key=lambda path: path.name)
NO_DATA = frozenset({"alembic_version", "sqlite_sequence", "change_count", "synced_commands"})
"""Counters, and which commands Discord was last sent, before 0008: now Discord itself is asked."""


@pytest.fixture(params=SCHEMAS, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, database_path: Path) -> Path:
    """A database of an old schema."""
    database_path.parent.mkdir()
    with closing(sqlite3.connect(database_path)) as database:
        database.executescript(request.param.read_text())
    database_path.with_name("kutip.secret").write_bytes(b"s" * 32)
    return database_path


@pytest.fixture
async def engine_of_old(old: Path) -> AsyncIterator[AsyncEngine]:
    async with open_database(old) as engine:
        yield engine


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return all rows by table, with their values by column."""
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            table: [dict(row) for row in database.execute(f"SELECT * FROM {table}")]
            for (table,) in tables
            if table not in NO_DATA
        }


def schema_of(connection: Connection) -> dict[str, object]:
    inspector = inspect(connection)
    return {
        table: (
            {column["name"]: (str(column["type"]), column["nullable"]) for column in columns},
            sorted(str(index["name"]) for index in inspector.get_indexes(table)),
            sorted(str(check["sqltext"]) for check in inspector.get_check_constraints(table)),
        )
        for table in metadata.tables
        for columns in [inspector.get_columns(table)]
    }


def test_there_is_a_database_of_every_schema() -> None:
    """Except of the newest one, which every other test makes."""
    assert {path.stem[:4] for path in SCHEMAS} >= {f"{n:04}" for n in range(1, int(HEAD))}


async def test_nothing_is_lost_and_nothing_is_wrong(old: Path) -> None:
    before = rows(old)
    assert all(before.values())
    async with open_database(old):
        pass
    after = rows(old)

    assert await check_all(old) == HEAD
    for table, earlier in before.items():
        assert len(after[table]) == len(earlier), table
        kept = [{name: row[name] for name in earlier[0]} for row in after[table] if earlier]
        assert sorted(map(str, kept)) == sorted(map(str, earlier)), table


async def test_its_questions_are_counted(old: Path) -> None:
    async with open_database(old):
        pass
    with closing(sqlite3.connect(old)) as database:
        assert kept(database) == counted(database) != {}


async def test_it_becomes_like_a_new_one(engine_of_old: AsyncEngine) -> None:
    new = create_engine("sqlite://")
    with new.begin() as connection:
        metadata.create_all(connection)
        expected = schema_of(connection)
    new.dispose()
    async with engine_of_old.connect() as opened:
        assert await opened.run_sync(schema_of) == expected


async def test_its_articles_answer(old: Path, tmp_path: Path) -> None:
    settings = load_settings({"KUTIP_DATA_DIR": str(old.parent)}, tmp_path / ".env")
    async with answering(settings) as built:
        for question, quote in (
            ("Kapan ayam kampung berkokok?", "Ayam kampung berkokok pukul lima pagi."),
            ("Berapa harga telurnya?", "Harganya dua ribu rupiah."),
        ):
            asked = Asked(question, WayIn.TERMINAL)
            reply = await built.assistant.ask(asked)
            shown = [hit.passage.span.of(hit.article.body) for hit in reply.answer.hits]
            assert any(quote in each for each in shown), (question, shown)

"""Each kind of damage is found and named; a filled database has none."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.damage import check_all
from corpus.database import open_database
from corpus.errors import CorruptError
from corpus.library import Library
from corpus.schema import HEAD, metadata
from tests.corpus.filled import GUILD, fill


@pytest.fixture
async def filled(database_path: Path) -> Path:
    await fill(database_path)
    return database_path


def change(path: Path, *statements: str) -> None:
    """Write into the database what SQLite's checks would refuse."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            database.execute(statement)


async def test_every_table_is_filled_and_undamaged(filled: Path) -> None:
    assert await check_all(filled) == HEAD
    with closing(sqlite3.connect(filled)) as database:
        for name in metadata.tables:
            assert database.execute(f"SELECT count(*) FROM {name}").fetchone() > (0,), name


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE queries SET question = CAST(x'ff41' AS TEXT)", "text that is not UTF-8"),
        ("UPDATE queries SET question = x'4141'", "question in row 1 of queries is not a value"),
        ("UPDATE queries SET milliseconds = 'x'", "milliseconds in row 1 of queries"),
        ("UPDATE queries SET outcome = 'answerd'", "CHECK constraint failed in queries"),
        ("UPDATE queries SET asked_at = '2026-13-05 08:30:00.000000'", "asked_at in row 1"),
        ("UPDATE queries SET channel_id = 'x'", "channel_id in row 1 of queries"),
        ("UPDATE drafts SET content = '{\"draft\": '", "content in row 1 of drafts"),
        ("UPDATE answer_changes SET before = '['", "before in row 1 of answer_changes"),
        ("UPDATE guilds SET digest = 'x'", "digest in row 1 of guilds"),
        ("DELETE FROM article_versions WHERE article_id = 'bebek'", "refers to a row"),
        ("UPDATE articles SET version = 9 WHERE id = 'bebek'", "the article bebek has no text"),
        ("UPDATE article_versions SET body = body || 'x'", "its text is not what it was"),
        ("UPDATE article_versions SET blocks = '[[\"x\",0,1]]'", "not a valid Kind"),
        ("UPDATE passages SET end_at = end_at + 1", "overlap or lie outside"),
        ("UPDATE sentences SET start_at = start_at + 1", "don't cover all of the text"),
        ("DELETE FROM sentences WHERE article_id = 'bebek'", "don't cover all of the text"),
    ],
)
async def test_damage_is_named(filled: Path, statement: str, reason: str) -> None:
    change(filled, statement)

    with pytest.raises(CorruptError, match=reason):
        await check_all(filled)


async def test_what_people_asked_is_never_shown(filled: Path) -> None:
    change(filled, "UPDATE queries SET question = CAST(x'ff' || 'rahasia' AS TEXT)")

    with pytest.raises(CorruptError) as caught:
        await check_all(filled)
    assert "rahasia" not in str(caught.value)


async def test_a_damaged_article_is_left_out_and_reported(
    filled: Path, caplog: pytest.LogCaptureFixture
) -> None:
    change(filled, "UPDATE article_versions SET body = body || 'x' WHERE article_id = 'ayam'")
    async with open_database(filled) as engine:
        found = (await Library(engine).updates(GUILD)).articles

    assert [article.id for article in found] == ["angin"]
    assert "Article ayam, version 2, is damaged and left out" in caplog.text
    assert "kutip restore FILE --force" in caplog.text

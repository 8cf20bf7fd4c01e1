import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.database import open_database
from corpus.errors import CorruptError
from corpus.integrity import checked_revision
from corpus.schema import HEAD


@pytest.fixture
async def database(database_path: Path) -> Path:
    """A database that nobody has open."""
    async with open_database(database_path):
        pass
    return database_path


def test_an_intact_database_is_checked_without_changing_it(database: Path) -> None:
    before = database.read_bytes()

    assert checked_revision(database) == HEAD
    assert [path.name for path in database.parent.iterdir()] == [database.name]
    assert database.read_bytes() == before


async def test_a_database_in_use_can_be_checked(database_path: Path) -> None:
    async with open_database(database_path):
        assert checked_revision(database_path) == HEAD


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(CorruptError, match="unable to open"):
        checked_revision(tmp_path / "kutip.db")

    assert list(tmp_path.iterdir()) == []


def test_text_files_and_other_databases_are_rejected(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear reader, " * 100)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE queries (id INTEGER)")

    with pytest.raises(CorruptError, match="file is not a database"):
        checked_revision(tmp_path / "letter")
    with pytest.raises(CorruptError, match="not a Kutip database"):
        checked_revision(tmp_path / "other.db")


def test_a_database_whose_setup_never_completed_is_rejected(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM alembic_version")

    with pytest.raises(CorruptError, match="its setup was never completed"):
        checked_revision(database)


def test_an_index_with_a_missing_row_is_damage(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO articles (id, guild_id, version, title_key) VALUES ('a', 0, 1, 'a')"
        )
        # From now on SQLite treats it as an index on another column.
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, '(removed_at)', '(title_key)') "
            "WHERE name = 'ix_articles_removed_at'"
        )

    with pytest.raises(CorruptError, match="it is damaged"):
        checked_revision(database)


def test_a_database_whose_schema_is_not_utf8_is_damaged(database: Path) -> None:
    # SQLite's error contains the name, which Python then can't decode.
    body = database.read_bytes().replace(b"guild_channels", b"guild_\xff\xfe(nnels")
    database.write_bytes(body)

    with pytest.raises(CorruptError, match="it is damaged: it contains text that is not UTF-8"):
        checked_revision(database)

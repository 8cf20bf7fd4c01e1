import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.database import open_database
from corpus.errors import UnsoundError
from corpus.integrity import revision_of
from corpus.schema import HEAD


@pytest.fixture
async def database(database_path: Path) -> Path:
    """A database at rest."""
    async with open_database(database_path):
        pass
    return database_path


@pytest.mark.parametrize("quick", [True, False])
def test_a_sound_database_has_its_revision_and_is_left_as_it_is(
    database: Path, quick: bool
) -> None:
    before = database.read_bytes()

    assert revision_of(database, quick=quick) == HEAD
    assert [path.name for path in database.parent.iterdir()] == [database.name]
    assert database.read_bytes() == before


async def test_a_database_in_use_can_be_looked_at(database_path: Path) -> None:
    async with open_database(database_path):
        assert revision_of(database_path) == HEAD


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UnsoundError, match="unable to open"):
        revision_of(tmp_path / "kutip.db")

    assert list(tmp_path.iterdir()) == []


def test_a_letter_and_anothers_database_are_not_sound(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear reader, " * 100)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE queries (id INTEGER)")

    with pytest.raises(UnsoundError, match="file is not a database"):
        revision_of(tmp_path / "letter")
    with pytest.raises(UnsoundError, match="not a database of Kutip's"):
        revision_of(tmp_path / "other.db")


def test_a_database_that_was_never_finished_is_not_sound(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM alembic_version")

    with pytest.raises(UnsoundError, match="never finished"):
        revision_of(database)


def test_only_a_long_look_finds_an_index_that_lacks_a_row(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO articles (id, guild_id, version, title_key) VALUES ('a', 0, 1, 'a')"
        )
        # From now on it is read as if it were of another column.
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, '(removed_at)', '(title_key)') "
            "WHERE name = 'ix_articles_removed_at'"
        )

    assert revision_of(database, quick=True) == HEAD
    with pytest.raises(UnsoundError, match="it is damaged"):
        revision_of(database)


def test_a_database_whose_schema_is_no_utf8_is_damaged(database: Path) -> None:
    # SQLite tells the name in its error, which Python then can't read.
    body = database.read_bytes().replace(b"synced_commands", b"synced_\xff\xfe(mands")
    database.write_bytes(body)

    with pytest.raises(UnsoundError, match="it is damaged: a text in it is no UTF-8"):
        revision_of(database)

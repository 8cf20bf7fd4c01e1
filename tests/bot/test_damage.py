"""Whatever is damaged in a database, a command ends in one sentence, and other errors as before."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.terminal.shelf import Kutip
from tests.corpus.filled import GUILD, fill


@pytest.fixture
def database(data_dir: Path, kutip: Kutip) -> Path:
    """A filled database of a Kutip that was started before."""
    asyncio.run(fill(data_dir / "kutip.db"))
    (data_dir / "kutip.secret").write_bytes(b"s" * 32)
    return data_dir / "kutip.db"


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute(statement)


@pytest.mark.parametrize(
    ("statement", "arguments"),
    [
        ("UPDATE guilds SET strictness = 'x'", ["ask", "ayam"]),
        ("UPDATE alembic_version SET version_num = '00 8'", ["ask", "ayam"]),
        ("UPDATE alembic_version SET version_num = '0000'", ["ask", "ayam"]),
        ("UPDATE alembic_version SET version_num = '0004'", ["ask", "ayam"]),
        ("DELETE FROM alembic_version", ["ask", "ayam"]),
        ("UPDATE queries SET asked_at = 'x'", ["log"]),
        ("UPDATE queries SET asked_at = 7", ["log"]),
        ("UPDATE queries SET outcome = 'x'", ["log", "--json"]),
        ("UPDATE queries SET question = CAST(x'ff41' AS TEXT)", ["log"]),
        ("UPDATE article_versions SET taken_in_at = 'x'", ["articles"]),
        ("UPDATE article_versions SET title = CAST(x'ff' AS TEXT)", ["ask", "ayam"]),
    ],
)
def test_a_damaged_value_ends_in_one_sentence_that_says_what_to_do(
    kutip: Kutip, database: Path, statement: str, arguments: list[str]
) -> None:
    change(database, statement)
    result = kutip(*arguments)

    *_, line = result.stderr.splitlines()
    assert result.exit_code == 65
    assert str(database) in line
    assert "kutip restore FILE --force" in line
    assert "kutip check" in line
    assert "Traceback" not in result.stderr
    assert "FAILED database" in kutip("check").stdout


@pytest.mark.parametrize("kept", [1, 50, 4096, 100_000, 200_001])
def test_a_database_that_is_cut_off_ends_in_one_sentence(
    kutip: Kutip, database: Path, kept: int
) -> None:
    content = database.read_bytes()
    assert kept < len(content)
    database.write_bytes(content[:kept])
    result = kutip("ask", "Kapan ayam berkokok?", "--guild", str(GUILD))

    assert result.exit_code == 65
    assert len(result.stderr.splitlines()) == 1
    assert "kutip restore FILE --force" in result.stderr
    assert database.read_bytes() == content[:kept]


def test_damaged_articles_are_reported_and_the_others_quoted(kutip: Kutip, database: Path) -> None:
    change(database, "UPDATE article_versions SET body = body || 'x' WHERE article_id = 'angin'")
    result = kutip("ask", "Kapan ayam berkokok?", "--guild", str(GUILD))

    assert "Ayam kampung berkokok pukul lima pagi" in result.stdout
    assert "Article angin, version 1, is damaged and left out" in result.stderr
    assert "version 1 of the article angin is damaged" in kutip("check").stdout


def test_an_index_that_hides_an_article_is_noticed(kutip: Kutip, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        index = "uq_articles_guild_id_title_key"
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", [index]
        ).fetchone()
        (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(database.read_bytes())
    start = (root - 1) * page_size
    place = content.index(b"ayam kampung", start, start + page_size)
    content[place] = ord("b")
    database.write_bytes(content)
    result = kutip("ask", "Kapan ayam berkokok?", "--guild", str(GUILD))

    assert result.exit_code == 65
    assert "missing from index uq_articles_guild_id_title_key" in result.stderr


def test_an_error_that_is_not_due_to_damage_is_shown_as_it_is(
    kutip: Kutip, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("a mistake in the code")

    monkeypatch.setattr("corpus.catalogue.Catalogue.entries", fail)
    result = kutip("articles")

    assert isinstance(result.exception, LookupError)

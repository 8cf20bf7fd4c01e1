import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from corpus.only_bot import only_bot
from tests.bot.terminal.shelf import Kutip

pytestmark = pytest.mark.databases("postgresql")

QUESTION = "Siapa Vipin Narang?"


@pytest.fixture
def to(database_url: URL) -> str:
    """The address of a new database on PostgreSQL, as people write it."""
    return database_url.set(password="pisang1").render_as_string(hide_password=False)


@pytest.fixture
def shown(database_url: URL) -> str:
    """The same as it is shown."""
    return database_url.set(password="pisang1", query={}).render_as_string()


def test_what_was_asked_is_answered_and_counted_on_either(
    kutip: Kutip, data_dir: Path, to: str, shown: str
) -> None:
    kutip("ask", QUESTION)
    result = kutip("move", "--to", to)

    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    first, *others = result.stdout.splitlines()
    assert first.startswith("Moved ")
    assert first.endswith(f" rows to {shown}, and compared each one.")
    assert others == [
        "Now set KUTIP_DATABASE_URL to this database. Keep "
        f"{data_dir / 'kutip.secret'}, by which earlier askers are recognised.",
        f"{data_dir / 'kutip.db'} is as it was. Delete it once all is well: what people have "
        "deleted from now on stays in it.",
    ]

    (data_dir / "kutip.db").unlink()
    assert kutip("ask", QUESTION, KUTIP_DATABASE_URL=to).exit_code == 0
    result = kutip("move", "--to", "sqlite", KUTIP_DATABASE_URL=to)

    assert result.exit_code == 0, result.output
    first, *others = result.stdout.splitlines()
    assert first.endswith(f" rows to {data_dir / 'kutip.db'}, and compared each one.")
    assert others == [
        "Now remove KUTIP_DATABASE_URL from the settings. Keep "
        f"{data_dir / 'kutip.secret'}, by which earlier askers are recognised.",
        f"{shown} is as it was. Delete it once all is well: what people have deleted from now "
        "on stays in it.",
    ]
    assert kutip("log").stdout.count(QUESTION) == 2


def test_it_speaks_indonesian(kutip: Kutip, data_dir: Path, to: str) -> None:
    kutip("ask", QUESTION)
    result = kutip("move", "--to", to, KUTIP_LANGUAGE="id")

    assert "dan setiap baris sudah dibandingkan." in result.stdout
    assert f"{data_dir / 'kutip.db'} tetap seperti semula." in result.stdout


def test_nothing_is_moved_while_a_bot_runs(kutip: Kutip, data_dir: Path, to: str) -> None:
    kutip("ask", QUESTION)
    with only_bot(data_dir):
        for arguments, setting in ((to, {}), ("sqlite", {"KUTIP_DATABASE_URL": to})):
            result = kutip("move", "--to", arguments, **setting)

            assert (result.exit_code, len(result.stderr.splitlines())) == (75, 1)
            assert "Another Kutip is running" in result.stderr


def test_data_is_not_moved_to_where_it_is(kutip: Kutip, to: str) -> None:
    for arguments, setting in (("sqlite", {}), (to, {"KUTIP_DATABASE_URL": to})):
        result = kutip("move", "--to", arguments, **setting)

        assert (result.exit_code, len(result.stderr.splitlines())) == (73, 1)
        assert "The data is there already" in result.stderr


@pytest.mark.parametrize(
    "address", ["", "mysql://sari:pisang1@db/kutip", "sari:pisang1@db", "postgresql://x:pisang1@db"]
)
def test_what_is_no_address_is_refused_and_not_shown(kutip: Kutip, address: str) -> None:
    result = kutip("move", "--to", address)

    assert result.exit_code == 2
    assert "Write postgresql://user@host/database" in result.stderr
    assert "pisang1" not in result.output


def test_where_to_has_to_be_said(kutip: Kutip) -> None:
    assert kutip("move").exit_code == 2


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"database": "nowhere"}, 74, '"nowhere" does not exist'),
        ({"username": "sari"}, 74, 'role "sari" does not exist'),
        ({"query": {"host": "/nowhere"}}, 74, "Can't open the database"),
    ],
)
def test_a_database_that_cant_be_used_is_named_without_the_password(
    kutip: Kutip, database_url: URL, change: dict[str, str], status: int, sentence: str
) -> None:
    kutip("ask", QUESTION)
    url = database_url.set(password="pisang1").set(**change)  # type: ignore[arg-type]

    result = kutip("move", "--to", url.render_as_string(hide_password=False))

    assert (result.exit_code, len(result.stderr.splitlines())) == (status, 1)
    assert sentence in result.stderr
    assert "pisang1" not in result.output


def test_a_row_that_cant_be_moved_has_a_status_of_its_own(
    kutip: Kutip, data_dir: Path, to: str
) -> None:
    kutip("ask", QUESTION)
    with closing(sqlite3.connect(data_dir / "kutip.db")) as database, database:
        database.execute("UPDATE queries SET question = 'a' || char(0) || 'b'")

    result = kutip("move", "--to", to)

    assert (result.exit_code, len(result.stderr.splitlines())) == (65, 1)
    assert "of the table queries can't be moved" in result.stderr

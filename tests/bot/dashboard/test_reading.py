import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette  # type: ignore[import-untyped]

from bot.dashboard.reading import OF_PEOPLE, ONLY_ON, ReadOnly
from corpus.schema import metadata
from tests.bot.dashboard.log import ANA, BUDI, DEWI, DRAFTED

SECRETS = (ANA, BUDI, str(DEWI), DRAFTED)


@pytest.fixture
def connection(log: Path) -> Iterator[sqlite3.Connection]:
    with closing(ReadOnly(None, str(log)).connect()) as connection:
        yield connection


@pytest.mark.parametrize(("table", "column"), sorted(OF_PEOPLE))
def test_personal_data_reads_as_null(
    connection: sqlite3.Connection, log: Path, table: str, column: str
) -> None:
    kept = f"SELECT count({column}) FROM {table}"
    with closing(sqlite3.connect(log)) as bot:
        assert bot.execute(kept).fetchone() > (0,)

    assert connection.execute(kept).fetchone() == (0,)
    assert connection.execute(f"SELECT max({column}) FROM {table}").fetchone() == (None,)
    where = f"SELECT 1 FROM {table} AS other WHERE other.{column} IN (?, ?, ?)"
    assert connection.execute(where, (ANA, BUDI, DEWI)).fetchall() == []


def test_no_table_reveals_who_somebody_is(connection: sqlite3.Connection) -> None:
    for table in metadata.tables:
        told = str(connection.execute(f"SELECT * FROM {table}").fetchall())
        assert not [secret for secret in SECRETS if secret in told]


def test_every_hash_and_every_id_of_a_user_is_hidden() -> None:
    people = {"asker", "voter", "user_id", "made_by", "changed_by", "judged_by", "closed_by"}
    people |= {"grouped_by", "answered_by", "hidden_by", "followed_by"}
    assert people <= {column for _, column in OF_PEOPLE}
    for name, table in metadata.tables.items():
        for column in table.columns:
            assert column.name not in people or (name, column.name) in OF_PEOPLE


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM queries",
        "WITH one AS (SELECT 1) DELETE FROM queries",
        "UPDATE queries SET asker = NULL",
        "INSERT INTO feedback SELECT * FROM feedback",
        "CREATE TABLE one (two)",
        "CREATE TEMP TABLE one AS SELECT * FROM queries",
        "DROP TABLE queries",
        "ATTACH ':memory:' AS other",
        "VACUUM INTO 'copy.db'",
        "PRAGMA query_only = 0",
        "PRAGMA journal_mode = DELETE",
        "SELECT * FROM dbstat",
        "SELECT * FROM pragma_table_info('queries')",
        "BEGIN IMMEDIATE",
    ],
)
def test_nothing_but_reading_is_allowed(connection: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute(statement)


def test_the_samples_that_analyze_keeps_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "analysed.db"
    with closing(sqlite3.connect(path)) as bot:
        bot.executescript("CREATE TABLE one (two); INSERT INTO one VALUES (3); ANALYZE")

    with (
        closing(ReadOnly(None, str(path)).connect()) as connection,
        pytest.raises(sqlite3.DatabaseError, match="prohibited"),
    ):
        connection.execute("SELECT stat FROM sqlite_stat1")


def test_a_path_may_hold_what_means_something_in_an_address(tmp_path: Path) -> None:
    path = tmp_path / "50% of #1?.db"
    with closing(sqlite3.connect(path)) as bot:
        bot.execute("CREATE TABLE one (two)")

    with closing(ReadOnly(None, str(path)).connect()) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("one",)]


def test_the_page_has_no_connection_that_writes(log: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="can only read"):
        ReadOnly(None, str(log)).connect(write=True)


@pytest.mark.parametrize(
    "statement",
    [
        "select * from queries full join (select 1 as asker) using (asker)",
        "select * from queries natural full join (select 1 as asker)",
        "select count(*) from queries join feedback using/**/(id)",
        "select * from wishes full join (select 1 as user_id)using--\n(user_id)",
        "select * from feedback full join (select 1 as voter) UsIng\ufeff( voter )",
        "select * from queries as a join queries as b on ?1natural join (select 1 as asker)",
        "select * from queries as [a]NATURAL/**/left join (select 1 as asker)",
        "with a as (select * from queries)select * from a'b'natural join (select 1 as asker)",
    ],
)
async def test_joins_that_bypass_the_authorizer_are_rejected(log: Path, statement: str) -> None:
    database = ReadOnly(Datasette(), str(log))

    with pytest.raises(sqlite3.OperationalError, match=re.escape(ONLY_ON)):
        await database.execute(statement, {"1": 1})
    database.close()

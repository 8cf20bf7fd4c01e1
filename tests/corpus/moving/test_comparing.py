import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL

from corpus.errors import MoveError
from corpus.moving.comparing import compare
from corpus.moving.to_postgresql import move_to_postgresql
from corpus.schema import queries
from tests.corpus.filled import QUERIES
from tests.corpus.moving.both import Unwatched
from tests.postgresql import Server

pytestmark = pytest.mark.databases("postgresql")


@pytest.mark.parametrize("at_once", [1, 5, 10_000])
@pytest.mark.parametrize(
    ("query", "change"),
    [
        (QUERIES[5], "UPDATE queries SET milliseconds = milliseconds + 1e-12 WHERE id = '{}'"),
        (QUERIES[5], "UPDATE queries SET confidence = NULL WHERE id = '{}'"),
        (QUERIES[5], "UPDATE queries SET shared = NOT shared WHERE id = '{}'"),
        (QUERIES[0], "DELETE FROM queries WHERE id = '{}'"),
        (QUERIES[-1], "DELETE FROM queries WHERE id = '{}'"),
    ],
)
async def test_the_first_row_that_differs_is_named(
    monkeypatch: pytest.MonkeyPatch,
    postgresql: Server,
    database: Path,
    database_url: URL,
    query: str,
    change: str,
    at_once: int,
) -> None:
    await move_to_postgresql(database, database_url, Unwatched())
    monkeypatch.setattr("corpus.moving.comparing.AT_ONCE", at_once)
    postgresql.run(change.format(query), str(database_url.database))

    place = f"host={postgresql.folder} user=kutip dbname={database_url.database}"
    async with await psycopg.AsyncConnection.connect(place) as server:
        with (
            closing(sqlite3.connect(database)) as file,
            pytest.raises(MoveError, match=f"The row {query} of the table queries"),
        ):
            await compare(file, server, queries, Unwatched())


async def test_a_row_that_only_postgresql_has_is_named(
    postgresql: Server, database: Path, database_url: URL
) -> None:
    await move_to_postgresql(database, database_url, Unwatched())

    place = f"host={postgresql.folder} user=kutip dbname={database_url.database}"
    async with await psycopg.AsyncConnection.connect(place) as server:
        with closing(sqlite3.connect(database)) as file:
            file.execute("DELETE FROM queries WHERE id = ?", (QUERIES[-1],))
            with pytest.raises(MoveError, match=f"The row {QUERIES[-1]} of the table queries"):
                await compare(file, server, queries, Unwatched())

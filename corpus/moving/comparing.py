"""Compares a table on SQLite with that on PostgreSQL, row for row."""

import sqlite3
from itertools import zip_longest
from typing import TYPE_CHECKING

from sqlalchemy import Table

from corpus.errors import MoveError
from corpus.moving.tables import (
    AT_ONCE,
    Row,
    Watching,
    key,
    key_of,
    selected_on_postgresql,
    selected_on_sqlite,
)

if TYPE_CHECKING:
    from psycopg import AsyncConnection


async def compare(
    file: sqlite3.Connection, server: "AsyncConnection", table: Table, watching: Watching
) -> None:
    """Raise MoveError for the first row that one has and the other has not.

    Both are read in the order of their keys, a part at a time.
    """
    rows = file.execute(f"{selected_on_sqlite(table)} ORDER BY {key(table)}")
    async with server.cursor(name="kutip_move", binary=True) as cursor:
        await cursor.execute(f"{selected_on_postgresql(table)} ORDER BY {key(table)}".encode())
        while there := await cursor.fetchmany(AT_ONCE):
            here = rows.fetchmany(len(there))
            if here != there:
                raise _difference(table, here, there)
            watching.advance(len(there))
    if (row := rows.fetchone()) is not None:
        raise _difference(table, [row], [])


def _difference(table: Table, here: list[Row], there: list[Row]) -> MoveError:
    one, other = next(pair for pair in zip_longest(here, there) if pair[0] != pair[1])
    return MoveError(
        "The row {key} of the table {table} is not the same in both databases: nothing was moved.",
        key=key_of(table, one or other or ()),
        table=table.name,
    )

"""Moves all data from PostgreSQL to a new SQLite database in the data folder.

It is filled in a folder of its own, and moved into place once it is complete and was compared.
"""

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import Table
from sqlalchemy.engine import URL, make_url

from corpus.atomic_files import move_into_place, with_sidecars
from corpus.database import open_database
from corpus.errors import MoveError
from corpus.high_water import confirm, mark_of
from corpus.integrity import connect, reached
from corpus.moving.comparing import compare
from corpus.moving.tables import (
    AT_ONCE,
    COUNTERS,
    MOVED,
    NUMBERED,
    UNHURRIED,
    Row,
    Stage,
    Watching,
    check_schema,
    inserted_on_sqlite,
    selected_on_postgresql,
)
from corpus.postgresql import RUNNING, driver_connection, found_revision, reading_alone, shown

if TYPE_CHECKING:
    from psycopg import AsyncConnection

_FILLING = (
    # What is interrupted is thrown away.
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -131072",
    "BEGIN",
)


async def move_to_sqlite(url: URL | str, database: Path, watching: Watching) -> int:
    """Copy everything from PostgreSQL to a new file at `database`; return how many rows.

    Nobody can write to PostgreSQL meanwhile; nothing there is changed. Raise MoveError if it has no
    data, if processes of the bot run on it, or if there is a file already or none can be written; a
    DatabaseError if one of them can't be used.
    """
    url = make_url(url)
    for path in with_sidecars(database):
        if path.exists():
            raise MoveError("{path} already exists: move it elsewhere, then try again.", path=path)
    await _check_source(url, database)
    try:
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".move-", dir=database.parent) as folder:
            new = Path(folder) / database.name
            async with open_database(new):
                pass
            async with open_database(database, url) as engine, reading_alone(engine) as connection:
                server = await driver_connection(connection)
                await _check_stopped(server, url)
                total = await _fill(server, new, watching)
            confirm(new, reached(new))
            # First: a database below the mark of an earlier one would be refused.
            mark_of(new).replace(mark_of(database))
            move_into_place(new, database)
    except (sqlite3.Error, OSError) as error:
        raise MoveError(
            "Can't write the database {path}: {reason}; nothing was moved.",
            path=database,
            reason=getattr(error, "strerror", None) or error,
        ) from error
    return total


async def _check_source(url: URL, database: Path) -> None:
    """Refuse one that opening it would change."""
    revision = await found_revision(url, database)
    if revision is None:
        raise MoveError("There is nothing to move: {path} is empty.", path=shown(url))
    check_schema(revision, shown(url))


async def _check_stopped(server: "AsyncConnection", url: URL) -> None:
    """Refuse a database with which a process has run within the last minute, and not ended."""
    running = await (await server.execute(RUNNING)).fetchone()
    if running is not None:
        raise MoveError(
            "Kutip runs with the database {path} ({name}): stop it, and try again a minute later.",
            path=shown(url),
            name=running[0],
        )


async def _fill(server: "AsyncConnection", new: Path, watching: Watching) -> int:
    """Copy all rows to a new database, compare them, and return how many there are."""
    await server.execute(UNHURRIED)
    total = 0
    for table in MOVED:
        total += (await _first(server, f"SELECT count(*) FROM {table.name}"))[0]  # noqa: S608 - constants
    with connect(new) as file:
        for statement in _FILLING:
            file.execute(statement)
        indexes = file.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in indexes:
            file.execute(f"DROP INDEX {name}")
        for table in COUNTERS:
            file.execute(f"DELETE FROM {table.name}")  # noqa: S608 - constants
        watching.begin(Stage.COPYING, total)
        for table in MOVED:
            await _copy(server, file, table, watching)
        watching.begin(Stage.INDEXING, len(indexes))
        for _, statement in indexes:
            file.execute(statement)
            watching.advance(1)
        await _number(server, file)
        file.execute("COMMIT")
        watching.begin(Stage.CHECKING, total)
        for table in MOVED:
            await compare(file, server, table, watching)
    return total


async def _first(server: "AsyncConnection", wanted: str) -> Row:
    """Return the only row that is selected."""
    row = await (await server.execute(wanted.encode())).fetchone()
    assert row is not None
    return row


async def _copy(
    server: "AsyncConnection", file: sqlite3.Connection, table: Table, watching: Watching
) -> None:
    """Copy the rows as they lie there, mostly in the order in which they were written."""
    inserting = inserted_on_sqlite(table)
    async with server.cursor(name="kutip_move", binary=True) as cursor:
        await cursor.execute(selected_on_postgresql(table).encode())
        while rows := await cursor.fetchmany(AT_ONCE):
            file.executemany(inserting, rows)
            watching.advance(len(rows))


async def _number(server: "AsyncConnection", file: sqlite3.Connection) -> None:
    """Give ids from where PostgreSQL has got to, and not only after the last that is there."""
    for table in NUMBERED:
        last = f"pg_sequence_last_value(pg_get_serial_sequence('{table.name}', 'id')::regclass)"
        (number,) = await _first(server, f"SELECT coalesce({last}, 0)")
        file.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
        file.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table.name, number))

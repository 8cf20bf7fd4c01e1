"""Moves all data from the SQLite database to PostgreSQL.

Keys and indexes are made after the rows, which takes less than half the time. All of it is one
transaction, so that an error, Ctrl-C or a crash leaves the new database empty.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Table
from sqlalchemy.engine import URL, make_url

from corpus.database import open_database, writing
from corpus.errors import DamagedDatabaseError, MoveError, Phrase, UnmovableError
from corpus.integrity import connect, reached
from corpus.lost_data import check_not_missing, check_not_older, traces
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
    columns,
    key,
    selected_on_sqlite,
)
from corpus.postgresql import driver_connection, found_revision, shown
from corpus.row_changes import FOLLOWED, NOTES
from corpus.schema import HEAD, metadata
from corpus.sqlite_errors import is_damage, primary_result_code, reason_of

if TYPE_CHECKING:
    from psycopg import AsyncConnection

_LINE = re.compile(r"COPY\D+(\d+)")
"""Finds the number of the row in what PostgreSQL says about an error."""
_KEYS = """
SELECT conrelid::regclass::text,
'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || quote_ident(conname),
'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname) || ' '
|| pg_get_constraintdef(oid)
FROM pg_constraint WHERE contype IN ('f', 'p') AND conrelid = ANY(%s::regclass[]) ORDER BY contype
"""
"""Selects how to drop foreign keys, then the primary keys they refer to, and how to add them, each
after its table."""
_INDEXES = """
SELECT indrelid::regclass::text, 'DROP INDEX ' || indexrelid::regclass, pg_get_indexdef(indexrelid)
FROM pg_index WHERE NOT indisprimary AND indrelid = ANY(%s::regclass[])
"""


async def move_to_postgresql(database: Path, url: URL | str, watching: Watching) -> int:
    """Copy everything from the SQLite database at `database` to a new one; return how many rows.

    Nobody can write to SQLite meanwhile; nothing there is changed. Raise MoveError if the one has
    no data or the other has some, if it is in use, or if a row can't be moved; a DatabaseError if
    one of them can't be used.
    """
    url = make_url(url)
    with _reading(database) as file:
        await _check_target(url, database)
        async with open_database(database, url) as engine, writing(engine) as connection:
            server = await driver_connection(connection)
            await _check_empty(server, url)
            await server.execute(UNHURRIED)
            total = sum(_count(file, table) for table in MOVED)
            await _load(file, server, total, watching)
            watching.begin(Stage.CHECKING, total)
            for table in MOVED:
                await compare(file, server, table, watching)
            await _number(file, server)
    return total


@contextmanager
def _reading(database: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to the database as it is now, to which nobody can write."""
    check_not_missing(database, traces(database))
    if not database.exists():
        raise MoveError("There is nothing to move: there is no database {path}.", path=database)
    try:
        with connect(database) as file:
            file.execute("BEGIN IMMEDIATE")
            check_schema(_revision(file, database), database)
            check_not_older(database, reached(database))
            yield file
    except sqlite3.Error as error:
        if primary_result_code(error) == sqlite3.SQLITE_BUSY:
            raise MoveError(
                "{path} is in use; stop Kutip and any other program that has it open, then try "
                "again.",
                path=database,
            ) from error
        if is_damage(error):
            raise DamagedDatabaseError(database, reason_of(error)) from error
        raise MoveError(
            "Can't read the database {path}: {reason}; nothing was moved.",
            path=database,
            reason=error,
        ) from error


def _revision(file: sqlite3.Connection, database: Path) -> str:
    tables = {name for (name,) in file.execute("SELECT name FROM sqlite_schema")}
    if "alembic_version" not in tables:
        raise MoveError("There is nothing to move: {path} is empty.", path=database)
    row = file.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


async def _check_target(url: URL, database: Path) -> None:
    """Refuse one that opening it would update: it must be a new one."""
    revision = await found_revision(url, database)
    if revision not in {None, HEAD}:
        raise _not_empty(url)


async def _check_empty(server: "AsyncConnection", url: URL) -> None:
    tables = [table.name for table in metadata.sorted_tables if table not in COUNTERS]
    rows = " UNION ALL ".join(f"(SELECT 1 FROM {table} LIMIT 1)" for table in tables)  # noqa: S608 - constants
    if await (await server.execute(rows.encode())).fetchone():
        raise _not_empty(url)


def _not_empty(url: URL) -> MoveError:
    return MoveError(
        "The database {path} has data of Kutip already: make a new one with createdb, and move to "
        "that.",
        path=shown(url),
    )


def _count(file: sqlite3.Connection, table: Table) -> int:
    count: int = file.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]  # noqa: S608 - constants
    return count


async def _load(
    file: sqlite3.Connection, server: "AsyncConnection", total: int, watching: Watching
) -> None:
    """Fill the tables, then make their keys and indexes."""
    names = [table.name for table in MOVED]
    made = [row for wanted in (_KEYS, _INDEXES) for row in await _rows(server, wanted, names)]
    for _, drop, _ in made:
        await server.execute(drop)
    for table in COUNTERS:
        await server.execute(f"DELETE FROM {table.name}".encode())  # noqa: S608 - constants
    for table in FOLLOWED:
        await server.execute(f"ALTER TABLE {table.name} DISABLE TRIGGER {NOTES}".encode())
    watching.begin(Stage.COPYING, total)
    for table in MOVED:
        await _copy(file, server, table, watching)
    for table in FOLLOWED:
        await server.execute(f"ALTER TABLE {table.name} ENABLE TRIGGER {NOTES}".encode())
    watching.begin(Stage.INDEXING, len(made))
    for table_name, _, make in reversed(made):
        await _make(server, table_name, make)
        watching.advance(1)
    await server.execute(f"ANALYZE {', '.join(names)}".encode())


async def _rows(server: "AsyncConnection", wanted: str, names: list[str]) -> list[Row]:
    return await (await server.execute(wanted.encode(), (names,))).fetchall()


async def _copy(
    file: sqlite3.Connection, server: "AsyncConnection", table: Table, watching: Watching
) -> None:
    """Copy the rows in the order in which they were written: those of one time lie together."""
    # Imported here, because it is there only with the extra.
    from psycopg import DataError, IntegrityError  # noqa: PLC0415

    done = 0
    copying = f"COPY {table.name} ({columns(table)}) FROM STDIN".encode()
    try:
        async with server.cursor() as cursor, cursor.copy(copying) as copy:
            for row in file.execute(f"{selected_on_sqlite(table)} ORDER BY rowid"):
                await copy.write_row(row)
                done += 1
                if done % AT_ONCE == 0:
                    watching.advance(AT_ONCE)
    except (DataError, IntegrityError) as error:
        # The server says which one, and has got further rows by then.
        line = _LINE.search(error.diag.context or "")
        place = int(line[1]) - 1 if line else done
        reason = str(error).partition("\n")[0]
        raise _unmovable(file, table, place, reason) from error
    except sqlite3.Error as error:
        if not is_damage(error) or primary_result_code(error) is not None:
            raise
        raise _unmovable(file, table, done, Phrase("it contains text that is not UTF-8")) from error
    watching.advance(done % AT_ONCE)


def _unmovable(file: sqlite3.Connection, table: Table, place: int, reason: str) -> UnmovableError:
    """Return the error for a row, by its place in the order in which they were written."""
    file.text_factory = lambda found: found.decode(errors="replace")
    row = file.execute(
        f"SELECT {key(table)} FROM {table.name} ORDER BY rowid LIMIT 1 OFFSET {place}"  # noqa: S608 - constants
    ).fetchone()
    return UnmovableError(
        "The row {key} of the table {table} can't be moved: {reason}. Correct or delete it, then "
        "try again; nothing was moved.",
        key=", ".join(map(str, row)),
        table=table.name,
        reason=reason,
    )


async def _make(server: "AsyncConnection", table_name: str, statement: str) -> None:
    """Make a key or an index of a table."""
    from psycopg import IntegrityError  # noqa: PLC0415 - as above
    from psycopg.errors import ProgramLimitExceeded  # noqa: PLC0415

    try:
        await server.execute(statement.encode())
    except (IntegrityError, ProgramLimitExceeded) as error:
        # The detail has the key, but where a value is too long for an index.
        named = isinstance(error, IntegrityError)
        reason = error.diag.message_detail if named else error.diag.message_primary
        raise UnmovableError(
            "The table {table} can't be moved: {reason}. Correct or delete that row, then try "
            "again; nothing was moved.",
            table=table_name,
            reason=(reason or "").rstrip("."),
        ) from error


async def _number(file: sqlite3.Connection, server: "AsyncConnection") -> None:
    """Give ids from where SQLite has got to, and not only after the last that is there."""
    names = {table.name for table in NUMBERED}
    for name, last in file.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0"):
        if name in names:
            await server.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (name, last)
            )

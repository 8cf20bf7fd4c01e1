"""The database: a SQLite file spoken to through SQLAlchemy's async engine, migrated when opened.

What is SQLite's own is here and in `integrity.py`, `backup.py` and `restore.py`, nowhere else.
"""

import os
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, event, inspect, select
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_cursor
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from corpus.errors import DatabaseTooNewError, DatabaseUnavailableError
from corpus.schema import HEAD

BUSY_TIMEOUT_MS = 2000
"""How long a connection waits for another's write: less than the 3 s that Discord waits for a
first sign, and than the 5 s in which Kutip must be able to stop."""

MIGRATIONS = "corpus:migrations"
"""Where Alembic finds its scripts, in its notation `package:folder`."""

_BEGIN = "kutip_begin"  # the execution option that says how a transaction begins
_alembic_version = Table("alembic_version", MetaData(), Column("version_num", String(32)))


@asynccontextmanager
async def open_database(path: Path) -> AsyncIterator[AsyncEngine]:
    """Give an engine on the database at this path, made and migrated as needed; close it after.

    The file gets owner-only rights when it is made, and so does its folder. Every connection must
    be back before the end: each is a thread of aiosqlite's, and only those that are back are ended.

    Raises DatabaseUnavailableError if it can't be opened, made or migrated, or needs to be while
    it is locked for longer than BUSY_TIMEOUT_MS; DatabaseTooNewError if a later Kutip wrote it.
    """
    engine = _engine(path)
    try:
        try:
            _make_file(path)
            # First without the write lock, so that an open database can be read while it is held.
            async with engine.connect() as connection:
                revision = await connection.run_sync(_revision)
            if revision != HEAD:
                async with writing(engine) as connection:
                    await connection.run_sync(_migrate, path)
        except OSError as error:
            raise _unavailable(path, error.strerror or str(error)) from error
        except DBAPIError as error:
            raise _unavailable(path, str(error.orig)) from error
        yield engine
    finally:
        await engine.dispose()


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Give a connection in a transaction that may write: commits at the end, else rolls back.

    It takes the write lock at once, and waits for it. A transaction that reads first and writes
    later, as `engine.begin()` would, can instead fail at its first write without waiting.
    """
    immediate = engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
    async with immediate.begin() as connection:
        yield connection


def check_known(revision: str, path: Path) -> None:
    """Raise DatabaseTooNewError if a later Kutip made the schema of the database at this path."""
    # They are numbered in order, with zeros before.
    if revision > HEAD:
        raise DatabaseTooNewError(
            f"The database {path} was written by a newer Kutip (its schema is {revision}, this "
            f"program knows up to {HEAD}); update Kutip, or restore a backup made before."
        )


def _engine(path: Path) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        hide_parameters=True,  # Else errors would tell the program's log what people asked.
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: AsyncAdapt_aiosqlite_connection, _record: object) -> None:
    """Set up a new connection of the driver's."""
    # Else sqlite3 begins transactions itself, too late for schema changes and reads.
    connection.isolation_level = None
    cursor = connection.cursor()
    # First, so that the others wait too.
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    _write_ahead(cursor)
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    # What is deleted is overwritten, whatever SQLite was built to do.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _write_ahead(cursor: AsyncAdapt_dbapi_cursor) -> None:
    """Switch to a write-ahead log, as every later connection finds it then.

    Processes that make a database at once may each hold what another waits for; SQLite then fails
    one at once, without BUSY_TIMEOUT_MS, so it tries again.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def _make_file(path: Path) -> None:
    """Make the file with its rights before SQLite makes it without; its siblings inherit them."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _migrate(connection: Connection, path: Path) -> None:
    """Bring the schema to HEAD within the transaction of the connection."""
    current = _revision(connection)  # Again, for another process may have been faster.
    if current == HEAD:
        return
    if current is not None:
        check_known(current, path)
    # Only here, since these cost a quarter of a second.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def _revision(connection: Connection) -> str | None:
    """Return the revision that Alembic noted in the database, None in a new one."""
    if not inspect(connection).has_table(_alembic_version.name):
        return None
    return connection.scalar(select(_alembic_version.c.version_num))


def _unavailable(path: Path, reason: str) -> DatabaseUnavailableError:
    return DatabaseUnavailableError(
        f"The database {path} can't be opened: {reason}; make sure that the path is right, that "
        f"you may write the file and its folder, that the disk has room, and that no other program "
        f"holds it."
    )

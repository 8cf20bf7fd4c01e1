"""The SQLite database in the data folder, migrated if needed; opened by `database.py`.

Code specific to SQLite is only here and in the modules about the database's file: integrity,
backup, restore, and those about lost data.
"""

import asyncio
import contextlib
import errno
import logging
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy import Connection, event
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_cursor
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from corpus.errors import DamagedDatabaseError, DatabaseError, DatabaseUnavailableError
from corpus.high_water import Reached, confirm, is_above, mark_of
from corpus.lost_data import check_not_missing, check_not_older, missing, traces
from corpus.migrating import REVISION, check_not_newer, revision_of, upgrade
from corpus.schema import HEAD, change_count, moments
from corpus.sqlite_errors import is_damage, primary_result_code, reason_of

log = logging.getLogger(__name__)

BUSY_TIMEOUT_MS = 2000
"""How long a connection waits for another's write: less than the 3 s in which Discord expects a
first response, and than the 5 s in which Kutip must be able to stop."""

REACHED = (
    f"SELECT (SELECT number FROM {change_count.name}), (SELECT number FROM {moments.name})",  # noqa: S608 - constants
    f"SELECT (SELECT number FROM {change_count.name}), 0",  # noqa: S608 - constants
)
"""Select the numbers of a `Reached`, from revision 0008 on and in 0007."""
_RETRY_SECONDS = 0.01

_BEGIN = "kutip_begin"  # the execution option with the statement that begins a transaction


@asynccontextmanager
async def open_sqlite(path: Path) -> AsyncIterator[AsyncEngine]:
    """Yield an engine for the database at `path`; see `database.open_database`.

    A new file and its folder get owner-only permissions.

    Raises DatabaseUnavailableError if the database can't be opened, created or migrated, or if it
    must be but stays locked for longer than BUSY_TIMEOUT_MS. Raises DatabaseTooNewError if a
    newer Kutip wrote it, LostDataError if it is missing or older although there is more in the
    folder (see `lost_data`), and DamagedDatabaseError if it is damaged. Raises DatabaseError in
    place of an error that ends the block because the database can't be used.
    """
    engine = _engine(path)
    try:
        with _opening(path):
            await _open(engine, path)
        reached = None
        try:
            yield engine
            with contextlib.suppress(DBAPIError):
                async with engine.connect() as connection:
                    reached = await connection.run_sync(_reached)
        except DBAPIError as error:
            if is_damage(error.orig):
                raise DamagedDatabaseError(path, reason_of(error.orig)) from error
            raise DatabaseError(
                "The database can't be used: {reason}; check that the disk has free space and "
                "that no other program has it locked, then try again.",
                reason=error.orig,
            ) from error
    finally:
        await engine.dispose()
    if reached is not None:
        await _confirm(path, reached)


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Yield a connection in a write transaction; see `database.writing`.

    The transaction waits for the write lock at its start (BEGIN IMMEDIATE). One that reads first
    and writes later, as with `engine.begin()`, can fail at its first write without waiting. A
    change of articles or judgements is on disk when the block has ended, and not only committed.
    """
    async with _immediate(engine) as connection:
        yield connection
        reached = await connection.run_sync(_reached)
    await _confirm(Path(engine.url.database or ""), reached, only_changes=True)


@asynccontextmanager
async def _immediate(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    immediate = engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
    async with immediate.begin() as connection:
        yield connection


async def _confirm(path: Path, reached: Reached, *, only_changes: bool = False) -> None:
    """Raise the high-water mark; what was committed stays so where that fails."""
    # Read here: it takes some microseconds, and a thread as long as the transaction.
    if not is_above(path, reached, only_changes=only_changes):
        return
    try:
        await asyncio.to_thread(confirm, path, reached)
    except OSError as error:
        log.warning("Could not write %s: %s", mark_of(path), error.strerror)


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    """Turn errors of files and of the driver into errors with a sentence."""
    try:
        yield
    except OSError as error:
        raise _unavailable(path, error.strerror or str(error)) from error
    except DBAPIError as error:
        if is_damage(error.orig):
            raise DamagedDatabaseError(path, reason_of(error.orig)) from error
        raise _unavailable(path, str(error.orig)) from error
    except UnicodeDecodeError as error:  # From names in the schema.
        raise DamagedDatabaseError(path, reason_of(error)) from error


async def _open(engine: AsyncEngine, path: Path) -> None:
    """Create or migrate the database; refuse it if anything was lost."""
    found = traces(path)
    check_not_missing(path, found)
    _make_file(path)
    # Without the write lock first, so that opening works while another process writes.
    async with engine.connect() as connection:
        revision = await connection.run_sync(revision_of)
        reached = await connection.run_sync(_reached)
    if revision is None and found:
        raise missing(path, found)
    check_not_older(path, reached)
    if revision != HEAD:
        # One of a database that an earlier Kutip replaced since may be above the new moments.
        mark_of(path).unlink(missing_ok=True)
        async with _immediate(engine) as connection:
            await connection.run_sync(_migrate, path)
            reached = await connection.run_sync(_reached)
    await _confirm(path, reached)


def _engine(path: Path) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        hide_parameters=True,  # Error messages would otherwise put people's questions in the log.
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: AsyncAdapt_aiosqlite_connection, _record: object) -> None:
    """Set up a new driver connection."""
    # Otherwise sqlite3 begins transactions itself, too late for schema changes and reads.
    connection.isolation_level = None
    cursor = connection.cursor()
    # First, so that the pragmas below wait for locks too.
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    _write_ahead(cursor)
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    # Overwrite deleted content, whatever SQLite's compile-time default is.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _write_ahead(cursor: AsyncAdapt_dbapi_cursor) -> None:
    """Switch the database to a write-ahead log; the setting persists for later connections.

    Processes that create the database at the same time can deadlock here. SQLite then fails one of
    them immediately, ignoring BUSY_TIMEOUT_MS, so this retries.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def _make_file(path: Path) -> None:
    """Create the file with owner-only permissions, which SQLite's sidecar files inherit."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        # It is not opened: to close it would end the locks of this process's other connections, and
        # another process that closes its last one would then delete the log that they write to.
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)) from None
        effective = os.access in os.supports_effective_ids
        if not os.access(path, os.W_OK, effective_ids=effective):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from None


def _migrate(connection: Connection, path: Path) -> None:
    """Bring the schema to HEAD within the connection's transaction."""
    current = revision_of(connection)  # Again, because another process may have been faster.
    if current == HEAD:
        return
    if current is not None:
        if not REVISION.fullmatch(current):
            raise DamagedDatabaseError(path, f"its schema is {current!a}")
        check_not_newer(current, path)
    try:
        upgrade(connection)
    except LookupError as error:
        raise DamagedDatabaseError(path, error) from error
    except OperationalError as error:
        if current is None or primary_result_code(error.orig) != sqlite3.SQLITE_ERROR:
            raise
        # It lacks the tables of the revision that it claims to have.
        raise DamagedDatabaseError(path, error.orig) from error


def _reached(connection: Connection) -> Reached:
    """Return how far the database is."""
    for query in REACHED:
        try:
            changes, moment = connection.exec_driver_sql(query).one()
        except OperationalError as error:
            # It was not migrated yet, and lacks a table.
            if primary_result_code(error.orig) != sqlite3.SQLITE_ERROR:
                raise
        else:
            return Reached(changes or 0, moment or 0)
    return Reached(0, 0)


def _unavailable(path: Path, reason: str) -> DatabaseUnavailableError:
    return DatabaseUnavailableError(
        "Can't open the database {path}: {reason}; check that the path is right, that you can "
        "write to the file and its folder, that the disk has free space, and that no other "
        "program has it locked.",
        path=path,
        reason=reason,
    )

"""The database on PostgreSQL, for processes that share one; opened by `database.py`.

What is kept beside it, such as the secret and the indexes, stays in the data folder.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Result, event, insert, literal_column, select, text
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from corpus import row_changes
from corpus.errors import DatabaseError, DatabaseUnavailableError
from corpus.migrating import REVISION, check_not_newer, revision_of, upgrade
from corpus.schema import HEAD, change_count, metadata, moments

if TYPE_CHECKING:
    import psycopg

NAME = "postgresql"
"""SQLAlchemy's name of the dialect."""
OLDEST = 15
"""The first version of PostgreSQL that Kutip is tested with."""
POOL_SIZE = 10
"""Connections of a process; who finds all of them in use waits for one."""
CONNECT_SECONDS = 3
LOCK_SECONDS = 2.0
"""How long to wait for a connection of the pool and for another's write: as SQLite's
BUSY_TIMEOUT_MS."""
STATEMENT_SECONDS = 60
"""More than the slowest statement takes, the figures of all servers over millions of questions."""
OPENING_SECONDS = 60
"""How long to wait for a process that makes or migrates the tables."""
WRITING = 0x6B75746970
"""The key of the advisory lock that a write transaction holds: "kutip" in ASCII."""
RUNNING = """
SELECT name FROM shard_processes WHERE seen_at > clock_timestamp() - interval '1 minute'
ORDER BY name LIMIT 1
"""
"""Returns the name of a process that was seen within the last minute and has not ended, if any."""
_SETTINGS = {
    "timezone": "UTC",
    "statement_timeout": f"{STATEMENT_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{STATEMENT_SECONDS}s",
}
NETWORK = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
}
"""Parameters of libpq, so that a server that is cut off is noticed; the URL's own take precedence:
https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS"""
_PATH = "kutip_path"  # the execution option with the path that the database was opened with
FUNCTIONS = ("count_change", *row_changes.FUNCTIONS)
"""What Kutip makes beside its tables."""
_COUNTING = """
CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN UPDATE change_count SET number = number + 1; RETURN NULL; END$$;
CREATE TRIGGER count_audit AFTER INSERT OR DELETE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION count_change();
CREATE TRIGGER count_judgements AFTER INSERT OR UPDATE OR DELETE ON judgements
FOR EACH STATEMENT EXECUTE FUNCTION count_change();
"""


def shown(url: URL | str) -> str:
    """Return a URL for people to read, with `***` for its password, and without parameters."""
    return make_url(url).set(drivername=NAME, query={}).render_as_string()


@asynccontextmanager
async def open_postgresql(url: URL, path: Path) -> AsyncIterator[AsyncEngine]:
    """Yield an engine for the database at `url`; see `database.open_database`.

    Raises DatabaseUnavailableError if the server can't be used, or is not one that Kutip can write
    to, and DatabaseTooNewError if a newer Kutip wrote the database. Raises DatabaseError in place
    of an error that ends the block because the database can't be used.
    """
    with _opening(url):
        engine = _engine(url, path)
    try:
        with _opening(url):
            await _open(engine, url)
        try:
            yield engine
        except (DBAPIError, PoolTimeoutError, engine.dialect.loaded_dbapi.Error) as error:
            raise DatabaseError(
                "The database can't be used: {reason}; check that PostgreSQL is running and has "
                "free space, then try again.",
                reason=_reason(error),
            ) from error
    finally:
        await engine.dispose()


@asynccontextmanager
async def open_as_it_is(url: URL | str, path: Path) -> AsyncIterator[AsyncEngine]:
    """Yield an engine for a database that is neither created nor migrated.

    Raise DatabaseUnavailableError as opening it would, also for an error that ends the block.
    """
    url = make_url(url)
    with _opening(url):
        engine = _engine(url, path)
        try:
            async with engine.connect() as connection:
                await _check_server(connection, url)
            yield engine
        finally:
            await engine.dispose()


async def found_revision(url: URL | str, path: Path) -> str | None:
    """Return the schema revision of a database, None if it has no tables; change nothing.

    Raise DatabaseUnavailableError as opening it would.
    """
    async with open_as_it_is(url, path) as engine, engine.connect() as connection:
        return await connection.run_sync(revision_of)


@asynccontextmanager
async def writing(engine: AsyncEngine, lock_seconds: float) -> AsyncIterator[AsyncConnection]:
    """Yield a connection in a write transaction; see `database.writing`.

    A lock of its own makes these follow one another, because ids are assigned before, and not in
    the order in which they are committed. In READ COMMITTED: a snapshot that were taken before the
    wait would lack what the one before has committed.
    """
    async with engine.connect() as connection:
        _ = await connection.execution_options(
            isolation_level="READ COMMITTED", postgresql_readonly=False
        )
        async with connection.begin():
            # In one statement; `SET LOCAL` would take a round trip of its own.
            await connection.exec_driver_sql(
                f"SELECT set_config('lock_timeout', '{lock_seconds:g}s', true), "
                f"pg_advisory_xact_lock({WRITING})"
            )
            yield connection


@asynccontextmanager
async def reading_alone(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Yield a connection that reads one snapshot, after which nobody can write.

    Raise an OperationalError if somebody writes for longer than LOCK_SECONDS.
    """
    async with engine.connect() as connection:
        # Of the session, and in a transaction before: the snapshot must be taken after it.
        await connection.exec_driver_sql(
            f"SELECT set_config('lock_timeout', '{LOCK_SECONDS:g}s', true), "
            f"pg_advisory_lock({WRITING})"
        )
        await connection.commit()
        try:
            yield connection
        finally:
            # Or else a connection of the pool would keep it.
            await connection.invalidate()


async def driver_connection(connection: AsyncConnection) -> "psycopg.AsyncConnection":
    """Return the driver's own connection, for what SQLAlchemy has no way to: COPY."""
    raw = await connection.get_raw_connection()
    return cast("psycopg.AsyncConnection", raw.driver_connection)


async def own_connection(engine: AsyncEngine) -> "psycopg.AsyncConnection":
    """Return a connection of the driver that is not of the pool, and commits each statement.

    The caller closes it. Raise SQLAlchemyError if there is no connection.
    """
    connection = await engine.connect()
    try:
        _ = await connection.execution_options(isolation_level="AUTOCOMMIT")
        own = await driver_connection(connection)
        (await connection.get_raw_connection()).detach()
    except SQLAlchemyError:
        await connection.close()
        raise
    return own


def path_of(engine: AsyncEngine) -> Path:
    """Return the path that a database was opened with."""
    path: Path = engine.get_execution_options()[_PATH]
    return path


@contextmanager
def _opening(url: URL) -> Iterator[None]:
    """Turn errors of the driver into errors with a sentence."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise DatabaseUnavailableError(
            "Can't open the database {path}: {package} is not installed; install Kutip with the "
            "extra `postgresql`.",
            path=shown(url),
            package=error.name,
        ) from error
    except (OSError, SQLAlchemyError) as error:
        raise _unavailable(url, _reason(error)) from error


def _reason(error: Exception) -> str:
    """Return the driver's reason, of which libpq's further lines are hints."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(cause).strip().partition("\n")[0].rstrip(".")


def _engine(url: URL, path: Path) -> AsyncEngine:
    own = dict(url.query)
    settings = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    own["options"] = f"{settings} {own.get('options', '')}".strip()
    engine = create_async_engine(
        url.set(drivername="postgresql+psycopg", query={}),
        connect_args={"application_name": "kutip", **NETWORK, **own},
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_timeout=LOCK_SECONDS,
        pool_pre_ping=True,
        use_native_hstore=False,
        hide_parameters=True,  # Error messages would otherwise put people's questions in the log.
        # Reading is the default, so that nothing is written but by `writing`.
        execution_options={
            "isolation_level": "REPEATABLE READ",
            "postgresql_readonly": True,
            _PATH: path,
        },
    )
    event.listen(engine.sync_engine, "handle_error", _hide_values)
    return engine


def _hide_values(context: ExceptionContext) -> None:
    """Keep only the first line of PostgreSQL's errors: the others show values of the row."""
    cause, error = context.original_exception, context.sqlalchemy_exception
    primary = getattr(getattr(cause, "diag", None), "message_primary", None)
    if primary is not None and error is not None:
        cause.args = (primary,)
        error.args = (f"({type(cause).__name__}) {primary}",)


async def _open(engine: AsyncEngine, url: URL) -> None:
    """Create or migrate the database, and make the folder of what is kept beside it."""
    path_of(engine).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    async with engine.connect() as connection:
        await _check_server(connection, url)
        revision = await connection.run_sync(revision_of)
    if revision != HEAD:
        async with writing(engine, OPENING_SECONDS) as connection:
            await connection.run_sync(_migrate, url)


async def _check_server(connection: AsyncConnection, url: URL) -> None:
    """Raise DatabaseUnavailableError if Kutip could not rely on this server."""
    asked = (
        "current_setting('server_version_num')::int / 10000",
        "current_setting('server_encoding')",
        "pg_is_in_recovery()",
        "pg_backend_pid()",
    )
    found: Result[Any] = await connection.execute(select(*map(literal_column, asked)))
    version, encoding, in_recovery, pid = tuple(found.one())
    driver = (await connection.get_raw_connection()).driver_connection
    if version < OLDEST:
        raise DatabaseUnavailableError(
            "Can't use the database {path}: PostgreSQL {version} is too old; Kutip needs {oldest} "
            "or later.",
            path=shown(url),
            version=version,
            oldest=OLDEST,
        )
    if encoding != "UTF8":
        raise DatabaseUnavailableError(
            "Can't use the database {path}: its encoding is {encoding}; make one with the encoding "
            "UTF8.",
            path=shown(url),
            encoding=encoding,
        )
    if in_recovery:
        raise DatabaseUnavailableError(
            "Can't use the database {path}: its server is a replica or being recovered, and can't "
            "be written to; give the address of the primary server.",
            path=shown(url),
        )
    if driver is None or driver.info.backend_pid != pid:
        # Each transaction may then be in another session.
        raise DatabaseUnavailableError(
            "Can't use the database {path}: there is a pooler such as PgBouncer in between; give "
            "the address of PostgreSQL itself.",
            path=shown(url),
        )


def _migrate(connection: Connection, url: URL) -> None:
    """Bring the schema to HEAD within the connection's transaction."""
    current = revision_of(connection)  # Again, because another process may have been faster.
    if current == HEAD:
        return
    if current is None:
        _create(connection)
        return
    if not REVISION.fullmatch(current):
        raise _unavailable(url, f"its schema is {current!a}")
    check_not_newer(current, shown(url))
    running = connection.scalar(text(RUNNING))
    if running is not None:
        # Its statements are of the schema that it was made for.
        raise DatabaseUnavailableError(
            "This version of Kutip must update the database {path}, with which {name} still runs: "
            "stop all processes, and start this one anew a minute later.",
            path=shown(url),
            name=running,
        )
    try:
        upgrade(connection)
    except LookupError as error:
        raise _unavailable(url, str(error)) from error


def _create(connection: Connection) -> None:
    """Make the tables as they are today: no earlier Kutip has made any on PostgreSQL."""
    # Not in the schema, for which SQLAlchemy would then import this dialect with SQLite, too.
    for index in chain.from_iterable(table.indexes for table in metadata.tables.values()):
        where = index.dialect_options["sqlite"]["where"]
        index.dialect_options[NAME]["where"] = index.info.get("postgresql_where", where)
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(_COUNTING)
    for statement in row_changes.triggers():
        connection.exec_driver_sql(statement)
    for table in (change_count, moments):
        connection.execute(insert(table).values(id=1, number=0))
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num varchar(32) CONSTRAINT alembic_version_pkc "
        "PRIMARY KEY)"
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def _unavailable(url: URL, reason: str) -> DatabaseUnavailableError:
    return DatabaseUnavailableError(
        "Can't open the database {path}: {reason}; check KUTIP_DATABASE_URL, and that PostgreSQL "
        "is running and lets Kutip in.",
        path=shown(url),
        reason=reason,
    )

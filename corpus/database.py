"""The door to the database: SQLite in the data folder or, by a URL, PostgreSQL.

`sqlite.py` and `postgresql.py` open one each. Everything else is written in SQLAlchemy Core for
both. `engine.connect()` reads: all statements of a connection see one snapshot, on PostgreSQL, too.
Only `writing` writes.
"""

from contextlib import AbstractAsyncContextManager
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus import postgresql, sqlite


def open_database(
    path: Path, url: URL | str | None = None
) -> AbstractAsyncContextManager[AsyncEngine]:
    """Return a context with an engine for the database, created and migrated as needed.

    Without a URL it is the SQLite database at `path`; with one, it is on PostgreSQL, and `path`
    says where the files are that are kept beside it. The engine is closed with the context. Return
    every connection to the pool before that: each of SQLite's is a thread, and only pooled ones are
    stopped.

    Entering it raises a DatabaseError with what is wrong if the database can't be used, and ending
    it by an error of the database raises one in place of that.
    """
    if url is not None:
        return postgresql.open_postgresql(make_url(url), path)
    return sqlite.open_sqlite(path)


def writing(engine: AsyncEngine) -> AbstractAsyncContextManager[AsyncConnection]:
    """Return a context with a connection in a write transaction, rolled back on an error.

    Write transactions come one after another: each waits at its start until it alone may write, and
    sees what those before it have committed. So the ids that it assigns are greater than all
    that others have seen, and nobody who asks for later ones misses one.
    """
    if engine.dialect.name == postgresql.NAME:
        return postgresql.writing(engine, postgresql.LOCK_SECONDS)
    return sqlite.writing(engine)


def database_path(engine: AsyncEngine) -> Path:
    """Return the path that a database was opened with: beside it are its files."""
    if engine.dialect.name == postgresql.NAME:
        return postgresql.path_of(engine)
    return Path(engine.url.database or "")

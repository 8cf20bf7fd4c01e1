"""Restore a backup to PostgreSQL, and back up what it replaces."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus import postgresql
from corpus.atomic_files import flush_to_disk, move_into_place, temporary_sibling
from corpus.backup_file import unpack
from corpus.data_folder import DUMP_NAME, SECRET_NAME, replaced_in
from corpus.migrating import check_not_newer
from corpus.postgresql_backup import Found, checked_revision, find, write_backup
from corpus.postgresql_programs import SERVICE, FailedError
from corpus.restore import already_there, failed, in_use, invalid_if_corrupt
from corpus.schema import metadata

LOOK_SECONDS = 0.1
"""How often to look whether the sessions of programs that have just ended are over."""
_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND usename = current_user AND pid <> pg_backend_pid()"
)


async def restore(
    source: Path, url: URL | str, database: Path, secret: Path, *, force: bool
) -> Path | None:
    """Replace the database at `url`, and the secret if the backup has one, with those of a backup.

    With `force`, what is there is first copied to a new folder next to `database`: a backup, and
    the secret if it is replaced. Returns that folder, or None if there was nothing. If the backup
    has no secret, an existing one stays. An error or Ctrl-C leaves everything as it was.

    Raises InvalidBackupError if `source` is not an intact backup, DatabaseTooNewError if a newer
    Kutip made it or the database, MissingProgramError if PostgreSQL's programs are missing, and
    BackupError if there is data and `force` is not set, if the database is in use, or if it or the
    secret can't be written.
    """
    url = make_url(url)
    try:
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with temporary_sibling(database) as dump, temporary_sibling(database) as script:
            packed_secret = unpack(source, DUMP_NAME, dump)
            old_secret = _read(secret)
            # The same one stays, which may be where nothing can be replaced.
            new_secret = packed_secret if packed_secret != old_secret else None
            async with (
                postgresql.open_as_it_is(url, database) as engine,
                find(engine, url) as found,
            ):
                await found.programs.check("pg_dump", "pg_restore", "psql")
                await _check_restorable(source, found, dump, script)
                replaced = secret if None not in (new_secret, old_secret) else None
                if not force:
                    _check_nothing_there(found, replaced)
                async with _alone(engine, url), _kept(found, replaced, database.parent) as kept:
                    with _in_place(new_secret, secret):
                        await _load(found, script)
                return kept
    except FailedError as error:
        raise failed(postgresql.shown(url), error) from error
    except OSError as error:
        raise failed(postgresql.shown(url), error.strerror) from error


def _read(secret: Path) -> bytes | None:
    return secret.read_bytes() if secret.exists() else None


async def _check_restorable(source: Path, found: Found, dump: Path, script: Path) -> None:
    """Write the dump as SQL, and check that it and what it is to replace are of this Kutip."""
    with invalid_if_corrupt(source):
        revision = await checked_revision(found, dump, script)
    check_not_newer(revision, source)
    if found.revision is not None:
        check_not_newer(found.revision, postgresql.shown(found.url))


def _check_nothing_there(found: Found, secret: Path | None) -> None:
    if found.revision is not None or secret is not None:
        raise already_there(secret if found.revision is None else postgresql.shown(found.url))


@asynccontextmanager
async def _alone(engine: AsyncEngine, url: URL) -> AsyncIterator[None]:
    """Keep others from writing; raise BackupError if another program has the database open."""
    last_look = time.monotonic() + postgresql.LOCK_SECONDS
    while True:
        async with engine.connect() as connection:
            if not await connection.scalar(_OTHERS):
                break
        if time.monotonic() > last_look:
            raise in_use(postgresql.shown(url))
        await asyncio.sleep(LOOK_SECONDS)
    async with postgresql.writing(engine, postgresql.LOCK_SECONDS) as connection:
        await connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        yield


@asynccontextmanager
async def _kept(found: Found, secret: Path | None, folder: Path) -> AsyncIterator[Path | None]:
    """Copy what the block replaces to a new folder; yield it, None if there is nothing.

    If the block fails or is interrupted, the folder is deleted.
    """
    if found.revision is None and secret is None:
        yield None
        return
    replaced = replaced_in(folder)
    replaced.mkdir(mode=0o700)
    try:
        if found.revision is not None:
            await write_backup(found, replaced / DUMP_NAME, None)
        if secret is not None:
            shutil.copy(secret, replaced / SECRET_NAME)
            flush_to_disk(replaced / SECRET_NAME)
        yield replaced
    except BaseException:
        shutil.rmtree(replaced)
        raise


@contextmanager
def _in_place(new_secret: bytes | None, secret: Path) -> Iterator[None]:
    """Write a secret, if there is one, and put it in its place when the block has succeeded."""
    if new_secret is None:
        yield
        return
    with temporary_sibling(secret) as draft:
        draft.write_bytes(new_secret)
        flush_to_disk(draft)
        yield
        move_into_place(draft, secret)


async def _load(found: Found, script: Path) -> None:
    """Replace Kutip's tables with those of a dump in SQL, in one transaction."""
    lock_seconds = postgresql.LOCK_SECONDS
    tables = ", ".join(f'"{found.schema}".{name}' for name in (*metadata.tables, "alembic_version"))
    functions = ", ".join(f'"{found.schema}".{name}()' for name in postgresql.FUNCTIONS)
    await found.programs.run(
        "psql",
        f"--dbname={SERVICE}",
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        # Notices would be taken for errors.
        f"--command=SET client_min_messages = error; SET lock_timeout = '{lock_seconds:g}s'; "
        f"DROP TABLE IF EXISTS {tables}; DROP FUNCTION IF EXISTS {functions}",
        f"--file={script}",
        "--command=ANALYZE",
    )

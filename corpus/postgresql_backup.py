"""Back up a database on PostgreSQL while Kutip may be running; see also `postgresql_restore.py`.

A backup has the schema that Kutip's tables are in, as pg_dump writes it; see `backup_file.py`.
"""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.backup_file import new_backup
from corpus.data_folder import DUMP_NAME
from corpus.errors import CorruptError, DatabaseUnavailableError
from corpus.integrity import check_tables, revision_in
from corpus.migrating import revision_of
from corpus.postgresql import OPENING_SECONDS, open_as_it_is, shown
from corpus.postgresql_programs import SERVICE, FailedError, Programs, programs

_LISTED = re.compile(rb"^\d+; \d+ \d+ TABLE \S+ (\w+) ", re.MULTILINE)
"""A table in the list of what a dump contains."""
_REVISION = re.compile(rb"^COPY .*\.alembic_version .*\n(\w*)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Found:
    """A database as it is."""

    url: URL
    schema: str
    """The name of PostgreSQL's schema that its tables are in, or are to be in."""
    revision: str | None
    """None: it has no tables."""
    programs: Programs
    """To be used with it."""


async def back_up(url: URL | str, database: Path, target: Path, secret: bytes | None) -> None:
    """Write the database at `url`, and the secret if given, to the new file `target`.

    The backup is a consistent snapshot, and checked before it gets its name. `database` is the path
    that the database is opened with.

    Raises DatabaseUnavailableError if the database can't be read completely, MissingProgramError if
    PostgreSQL's programs are missing, and BackupError if `target` exists or can't be written.
    """
    url = make_url(url)
    async with open_as_it_is(url, database) as engine, find(engine, url) as found:
        await found.programs.check("pg_dump", "pg_restore")
        await write_backup(found, target, secret)


@asynccontextmanager
async def find(engine: AsyncEngine, url: URL) -> AsyncIterator[Found]:
    """Look what is in a database."""
    asked = "SELECT current_schema(), current_setting('server_version_num')::int / 10000"
    async with engine.connect() as connection:
        schema, version = (await connection.execute(text(asked))).one()
        revision = await connection.run_sync(revision_of)
    with programs(url, version) as found:
        yield Found(url, schema, revision, found)


async def write_backup(found: Found, target: Path, secret: bytes | None) -> None:
    """Write a backup of what was found; see `back_up`."""
    try:
        with new_backup(target, DUMP_NAME, secret) as dump:
            await found.programs.run(
                "pg_dump",
                f"--dbname={SERVICE}",
                f'--schema="{found.schema}"',
                "--format=custom",
                f"--lock-wait-timeout={OPENING_SECONDS}s",
                f"--file={dump}",
            )
            await checked_revision(found, dump, Path(os.devnull))
    except (FailedError, CorruptError) as error:
        raise DatabaseUnavailableError(
            "Can't back up the database {path}: {reason}; nothing was written.",
            path=shown(found.url),
            reason=error,
        ) from error


async def checked_revision(found: Found, dump: Path, script: Path) -> str:
    """Write a dump to `script` as SQL, and return the revision of its schema, e.g. `0003`.

    Raises CorruptError, with the reason, if it is damaged or incomplete, or is not of a Kutip
    database whose tables were in this schema.
    """
    run, only = found.programs.run, f"--schema={found.schema}"
    whole = ("--no-owner", "--no-privileges", "--no-tablespaces", f"--file={script}")
    try:
        await run("pg_restore", only, *whole, dump)
        listed = await run("pg_restore", only, "--list", dump)
        rows = await run(
            "pg_restore", only, "--data-only", "--table=alembic_version", "--file=-", dump
        )
    except FailedError as error:
        raise CorruptError("{reason}", reason=error) from error
    check_tables([name.decode() for name in _LISTED.findall(listed)])
    row = _REVISION.search(rows)
    return revision_in(None if row is None else [row[1].decode()])

"""Look for damage in a whole database, down to single values, for `kutip check`.

SQLite's own check finds damaged pages and indexes, but not a letter that became another.
"""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import JSON, Boolean, Float, Integer, Table, select
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.column_types import UtcDateTime
from corpus.database import open_database
from corpus.errors import CorruptError
from corpus.integrity import checked_revision, connect
from corpus.schema import HEAD, article_versions, metadata
from corpus.sqlite_errors import reason_of
from corpus.versions import load_sound, these_versions

_WITHOUT_LATEST = (
    "SELECT id FROM articles AS each WHERE NOT EXISTS (SELECT 1 FROM article_versions AS latest "
    "WHERE latest.article_id = each.id AND latest.version = each.version)"
)
_AT_ONCE = 20
"""Articles loaded at a time."""


async def check_all(path: Path) -> str:
    """Check everything in a database, and return its schema revision.

    The values are only checked if that is HEAD. Raises CorruptError, with the reason, for the first
    damage found, and DatabaseError if the database can't be opened.
    """
    revision = await asyncio.to_thread(checked_revision, path)
    if revision == HEAD:
        await asyncio.to_thread(_check_rows, path)
        async with open_database(path) as engine:
            await _check_articles(engine)
    elif revision < HEAD and await asyncio.to_thread(_has_newest_tables, path):
        raise CorruptError("its schema is not {revision}, although it says so", revision=revision)
    return revision


def _has_newest_tables(path: Path) -> bool:
    with connect(path) as connection:
        found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {name for (name,) in found} >= set(metadata.tables)


def _check_rows(path: Path) -> None:
    try:
        with connect(path) as connection:
            for table, row, *_ in connection.execute("PRAGMA foreign_key_check"):
                raise CorruptError(
                    "row {row} of {table} refers to a row that is not there", table=table, row=row
                )
            for table in metadata.sorted_tables:
                _check_values(connection, table)
            for (article_id,) in connection.execute(_WITHOUT_LATEST):
                raise CorruptError("the article {article} has no text", article=article_id)
    except sqlite3.Error as error:
        raise CorruptError("{reason}", reason=reason_of(error)) from error


def _check_values(connection: sqlite3.Connection, table: Table) -> None:
    """Read every value of a table, and check that it is of its column's type."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    checks = [_check_of(column.type, nullable=bool(column.nullable)) for column in table.columns]
    has_numbers = table.dialect_options["sqlite"]["with_rowid"]
    number = "rowid" if has_numbers else "row_number() OVER ()"
    rows = connection.execute(f"SELECT {number}, {columns} FROM {table.name}")  # noqa: S608 - constants
    for row, *values in rows:
        for column, check, value in zip(table.columns, checks, values, strict=True):
            if not check(value):
                raise CorruptError(
                    "{column} in row {row} of {table} is not a value that Kutip stores",
                    column=column.name,
                    row=row,
                    table=table.name,
                )


def _check_of(kind: object, *, nullable: bool) -> Callable[[object], bool]:
    check = _checks(kind)
    return lambda value: nullable if value is None else check(value)


def _checks(kind: object) -> Callable[[object], bool]:
    match kind:
        case UtcDateTime():
            return _is_time
        case JSON():
            return _is_json
        case Boolean():
            return lambda value: value in {0, 1}
        case Integer():
            return lambda value: isinstance(value, int)
        case Float():
            return lambda value: isinstance(value, (int, float))
        case _:
            return _is_text


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_time(value: object) -> bool:
    return isinstance(value, str) and _is_read_by(datetime.fromisoformat, value)


def _is_json(value: object) -> bool:
    return isinstance(value, str) and _is_read_by(json.loads, value)


def _is_read_by(reader: Callable[[str], object], value: str) -> bool:
    try:
        reader(value)
    except ValueError:
        return False
    return True


async def _check_articles(engine: AsyncEngine) -> None:
    keys = select(article_versions.c.article_id, article_versions.c.version)
    async with engine.connect() as connection:
        places = [tuple(row) for row in await connection.execute(keys)]
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            _, damaged = await load_sound(connection, these_versions(some))
            for (article_id, version), reason in damaged.items():
                raise CorruptError(
                    "version {version} of the article {article} is damaged: {reason}",
                    version=version,
                    article=article_id,
                    reason=reason,
                )

"""A copy in SQLite of a database on PostgreSQL, which follows it, for who can only read SQLite.

It is as of a snapshot of PostgreSQL. What was changed since is what that snapshot doesn't show of
`row_changes`; these rows are read anew, in the snapshot of now, and those that are gone are
deleted. So nothing is missed, whatever is committed late, and a step that was interrupted can be
done again. The copy's own triggers keep what is only kept in SQLite, such as `daily_totals`.
"""

import asyncio
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Row, Table, create_engine, func, select, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus import column_types
from corpus.atomic_files import with_sidecars
from corpus.deletion import delete_in_batches
from corpus.migrating import upgrade
from corpus.moving.tables import inserted_on_sqlite, selected_on_postgresql
from corpus.row_changes import FOLLOWED, key_of
from corpus.schema import daily_totals, row_changes

CHANGES_KEPT = timedelta(days=1)
"""How long changes are kept, for copies that were cut off meanwhile."""
FOLLOWS_FOR = CHANGES_KEPT / 2
"""How old a copy may become before it is made anew: less, because clocks differ."""
MOST_CHANGES = 200_000
"""After more than these it is made anew, which takes no longer then."""
ROWS, KEYS = 2000, 500
"""Rows read at once, and rows changed in a transaction."""
DELETED_AT_ONCE = 2000
"""Changes deleted in a transaction; it takes some 10 ms."""

_PRAGMAS = (
    "journal_mode = WAL",
    "journal_size_limit = 0",
    "secure_delete = ON",
    "cache_size = -65536",  # KiB; with the 2000 of the default, inserting takes two thirds longer.
)
_BY_NOW = text(
    "SELECT system_identifier || '/' || timeline_id || '/' || 'row_changes'::regclass::oid, "
    "pg_current_snapshot()::text, now() FROM pg_control_system(), pg_control_checkpoint()"
)
_CHANGED = text(
    "SELECT DISTINCT table_name, key FROM row_changes "
    "WHERE xid >= pg_snapshot_xmin(CAST(:snapshot AS pg_snapshot))::text::bigint "
    # Those of a database that was restored may be of transactions to come.
    "AND xid < pg_snapshot_xmax(pg_current_snapshot())::text::bigint "
    "AND NOT pg_visible_in_snapshot(xid::text::xid8, CAST(:snapshot AS pg_snapshot)) LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """What a copy shows."""

    database: str
    """Another one where the database was restored, or a replica took over."""
    snapshot: str
    at: datetime


class SqliteCopy:
    """A copy that is open for writing."""

    def __init__(self, source: AsyncEngine, copy: aiosqlite.Connection) -> None:
        self._source = source
        self._copy = copy
        self._place: _Place | None = None

    async def catch_up(self) -> None:
        """Bring the copy up to date; raise SQLAlchemyError or sqlite3.Error if that fails."""
        async with self._source.connect() as source:
            now = _Place(*(await source.execute(_BY_NOW)).one())
            changed = await self._changed(source, now)
            if changed is None:
                await self._copy_all(source)
            else:
                await self._copy_changed(source, changed)
        self._place = now

    async def _changed(self, source: AsyncConnection, now: _Place) -> dict[str, list[str]] | None:
        """Return the keys of what was changed, by table; None if that can't be told any more."""
        before = self._place
        if before is None or before.database != now.database or now.at - before.at > FOLLOWS_FOR:
            return None
        wanted = {"snapshot": before.snapshot, "most": MOST_CHANGES + 1}
        rows = (await source.execute(_CHANGED, wanted)).all()
        if len(rows) > MOST_CHANGES:
            return None
        # A newer Kutip may have other tables, too.
        changed: dict[str, list[str]] = defaultdict(list)
        for table, key in rows:
            changed[table].append(key)
        return changed

    async def _copy_all(self, source: AsyncConnection) -> None:
        """Replace everything in one transaction, so that readers see what was before until then."""
        async with self._writing():
            triggers, indexes = [await self._take(kind) for kind in ("trigger", "index")]
            for table in (*FOLLOWED, daily_totals):
                await self._copy.execute(f"DELETE FROM {table.name}")  # noqa: S608 - a table's name
            await self._make(triggers)
            for table in FOLLOWED:
                rows_of = text(selected_on_postgresql(table)).execution_options(yield_per=ROWS)
                result = await source.stream(rows_of)
                async for rows in result.partitions():
                    await self._insert(table, rows)
            await source.rollback()  # PostgreSQL would end it if this took a minute.
            await self._make(indexes)

    async def _take(self, kind: str) -> list[str]:
        """Drop all triggers, which would count each row deleted, or indexes; return their SQL."""
        found = await self._copy.execute_fetchall(
            "SELECT name, sql FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL", (kind,)
        )
        for name, _ in found:
            await self._copy.execute(f"DROP {kind} {name}")
        return [statement for _, statement in found]

    async def _make(self, statements: Iterable[str]) -> None:
        for statement in statements:
            await self._copy.execute(statement)

    async def _copy_changed(self, source: AsyncConnection, changed: dict[str, list[str]]) -> None:
        """Read rows anew in the order of their tables, as the triggers of `daily_totals` need."""
        for table in FOLLOWED:
            keys = changed.get(table.name, [])
            for start in range(0, len(keys), KEYS):
                await self._replace(source, table, keys[start : start + KEYS])

    async def _replace(self, source: AsyncConnection, table: Table, keys: list[str]) -> None:
        column = table.columns[key_of(table)]
        is_text = isinstance(column.type, column_types.Text)
        values = keys if is_text else [int(key) for key in keys]
        changed = text(f"{selected_on_postgresql(table)} WHERE {column.name} = ANY(:values)")
        rows = (await source.execute(changed, {"values": values})).all()
        async with self._writing():
            await self._copy.executemany(
                f"DELETE FROM {table.name} WHERE {column.name} = ?",  # noqa: S608 - their names
                [(value,) for value in values],
            )
            await self._insert(table, rows)

    async def _insert(self, table: Table, rows: Sequence[Row[Any]]) -> None:
        await self._copy.executemany(inserted_on_sqlite(table), [tuple(row) for row in rows])

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[None]:
        await self._copy.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            await self._copy.rollback()
            raise
        await self._copy.commit()


@asynccontextmanager
async def open_copy(source: AsyncEngine, path: Path) -> AsyncIterator[SqliteCopy]:
    """Yield a copy at `path`, empty until it catches up; delete it at the end.

    What is erased from the database leaves the copy only while somebody keeps it up to date, so
    none is left lying about; one that a killed process left is replaced.
    """
    _delete(path)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        await asyncio.to_thread(_make_tables, path)
        async with aiosqlite.connect(path, isolation_level=None) as copy:
            for pragma in _PRAGMAS:
                await copy.execute(f"PRAGMA {pragma}")
            yield SqliteCopy(source, copy)
    finally:
        _delete(path)


async def forget_changes(engine: AsyncEngine, before: datetime) -> int:
    """Delete the changes noted before this time; return how many there were."""
    async with engine.connect() as connection:
        last = await connection.scalar(
            select(func.max(row_changes.c.xid)).where(row_changes.c.changed_at < before)
        )
    if last is None:
        return 0
    # By the first column of the key, because only the key is indexed.
    return await delete_in_batches(engine, row_changes, row_changes.c.xid <= last, DELETED_AT_ONCE)


def _make_tables(path: Path) -> None:
    engine = create_engine(URL.create("sqlite", database=str(path)))
    try:
        with engine.begin() as connection:
            upgrade(connection)
    finally:
        engine.dispose()


def _delete(path: Path) -> None:
    for each in with_sidecars(path):
        each.unlink(missing_ok=True)

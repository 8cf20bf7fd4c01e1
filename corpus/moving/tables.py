"""What is moved: which tables, of which schema, and their rows as SQLite stores them."""

from collections.abc import Sequence
from enum import StrEnum, auto
from typing import Any, Protocol

from sqlalchemy import JSON, Boolean, Column, Table

from corpus.column_types import UtcDateTime
from corpus.errors import MoveError
from corpus.migrating import check_not_newer
from corpus.schema import (
    HEAD,
    change_count,
    daily_totals,
    metadata,
    moments,
    row_changes,
    shard_group,
    shard_leases,
    shard_processes,
    shard_turns,
)

LEFT_OUT = frozenset(
    {daily_totals, row_changes, shard_group, shard_leases, shard_processes, shard_turns}
)
"""What triggers count or note by themselves, and what is only about running processes."""
COUNTERS = (change_count, moments)
"""Tables of one row, which is there from the start; triggers change it while others are filled."""
MOVED = (
    *(table for table in metadata.sorted_tables if table not in LEFT_OUT | {*COUNTERS}),
    *COUNTERS,
)
"""Every other table, after those that it refers to."""
NUMBERED = tuple(
    table for table in MOVED if table.dialect_options["sqlite"].get("autoincrement") is True
)
"""Those whose ids are never given again."""
AT_ONCE = 10_000
"""Rows in memory at a time."""

UNHURRIED = (
    "SET LOCAL timezone = 'UTC'; SET LOCAL statement_timeout = 0; "
    "SET LOCAL idle_in_transaction_session_timeout = 0; "
    # All rows are read: to sort them is less work than to fetch each by an index.
    "SET LOCAL cursor_tuple_fraction = 1"
)
"""Settings of the transaction on PostgreSQL, which takes minutes."""

Row = tuple[Any, ...]


class Stage(StrEnum):
    """What is being done."""

    COPYING = auto()
    INDEXING = auto()
    CHECKING = auto()


class Watching(Protocol):
    """Shows how far a move is."""

    def begin(self, stage: Stage, total: int) -> None:
        """Begin a stage of so many steps."""

    def advance(self, steps: int) -> None:
        """Count steps that are done."""


def check_schema(revision: str, database: object) -> None:
    """Refuse a database whose tables are not these; it is named as given."""
    check_not_newer(revision, database)
    if revision != HEAD:
        raise MoveError(
            "The database {path} is of an earlier Kutip: start this one with it once, which "
            "updates it, then try again.",
            path=database,
        )


def columns(table: Table) -> str:
    """Return the names of a table's columns, for a statement."""
    return ", ".join(f'"{column.name}"' for column in table.columns)


def key(table: Table) -> str:
    """Return the names of a table's primary key, for a statement.

    By it, both databases have the same order: PostgreSQL compares Kutip's texts as SQLite does.
    """
    return ", ".join(f'"{column.name}"' for column in table.primary_key.columns)


def key_of(table: Table, row: Sequence[Any]) -> str:
    """Return the key of a row of all columns, for people to read."""
    names = list(table.columns.keys())
    return ", ".join(str(row[names.index(column.name)]) for column in table.primary_key.columns)


def selected_on_sqlite(table: Table) -> str:
    """Return a statement that selects all rows."""
    return f"SELECT {columns(table)} FROM {table.name}"  # noqa: S608 - constants


def inserted_on_sqlite(table: Table) -> str:
    """Return a statement that inserts a row, with a place for each value."""
    places = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {table.name} ({columns(table)}) VALUES ({places})"  # noqa: S608 - constants


def selected_on_postgresql(table: Table) -> str:
    """Return a statement that selects all rows, as SQLite stores them."""
    values = ", ".join(_as_stored(column) for column in table.columns)
    return f"SELECT {values} FROM {table.name}"  # noqa: S608 - constants


def _as_stored(column: Column[Any]) -> str:
    match column.type:
        case UtcDateTime():
            return f"""to_char("{column.name}" AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"""
        case Boolean():
            return f'"{column.name}"::int'
        case JSON():
            return f'"{column.name}"::text'
        case _:
            return f'"{column.name}"'

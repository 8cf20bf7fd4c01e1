"""The page's read-only view of the database, without personal data.

SQLite's authorizer decides what a statement may access when it is compiled, so this holds for SQL
written by a reader as well as for the page's own. Joins that bypass the authorizer are rejected.
"""

import re
import sqlite3
from pathlib import Path

from datasette.database import (  # type: ignore[import-untyped]
    Database,
    QueryInterrupted,
    Results,
)

from corpus.schema import (
    audit,
    closed_questions,
    drafts,
    feedback,
    follows,
    grouped_questions,
    help_requests,
    hidden_suggestions,
    judgements,
    metadata,
    queries,
    wishes,
)

NAME = "kutip"
"""The database's name in URLs."""

OF_PEOPLE = frozenset(
    (column.table.name, column.name)
    for column in (
        queries.c.asker,
        feedback.c.voter,
        wishes.c.user_id,
        wishes.c.channel_id,
        drafts.c.made_by,
        drafts.c.content,
        audit.c.changed_by,
        judgements.c.asker,
        judgements.c.judged_by,
        closed_questions.c.closed_by,
        grouped_questions.c.grouped_by,
        help_requests.c.user_id,
        help_requests.c.channel_id,
        help_requests.c.answered_by,
        hidden_suggestions.c.hidden_by,
        follows.c.followed_by,
    )
)
"""Columns that identify people: each reads as null."""

# Other tables may copy column values: the samples of ANALYZE, or raw database pages.
_TABLES = frozenset(metadata.tables) | {"alembic_version", "sqlite_master", "sqlite_sequence"}
_PRAGMAS = frozenset(
    {
        "database_list",
        "foreign_key_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "schema_version",
        "table_info",
        "table_xinfo",
    }
)
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})

ONLY_READS = "This page can only read the tables that it lists; nothing was changed."
"""The error for anything else."""
ONLY_ON = "Use ON for joins; USING and NATURAL are not allowed here, not even in quoted text."
LONGEST_MS = 4000
"""Time limit of a query: less than the 5 s in which Kutip must be able to stop."""

# SQLite does not call the authorizer for the columns of such joins, which would reveal their
# values. The keyword may directly follow a digit (`?1natural join`) but no other word character,
# and may be followed by white space as SQLite defines it, or by a comment.
_JOINED_BY_NAME = re.compile(
    r"(?<![^\W\d])(?:using[\s\ufeff]*(?:\(|/\*|--)|natural\b)", re.IGNORECASE
)

_CACHE_KIB = 65_536
"""Page cache and sorter memory; SQLite's default is too small for a million rows."""


class TooLongError(QueryInterrupted):  # type: ignore[misc]
    """A query exceeded its time limit; unlike Datasette's error, this one omits the SQL."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error, "", {})


class ReadOnly(Database):  # type: ignore[misc]
    """The database, with connections that can only read public data."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Open the file read-only, while the bot may go on writing."""
        if write:
            raise sqlite3.OperationalError(ONLY_READS)
        connection = sqlite3.connect(
            f"{Path(self.path).resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
        )
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.set_authorizer(_authorize)
        self._all_file_connections.append(connection)
        return connection

    async def execute(self, sql: str, *arguments: object, **more: object) -> Results:
        """Run a query; report forbidden access in a sentence, and never log the SQL."""
        if _JOINED_BY_NAME.search(sql):
            raise sqlite3.OperationalError(ONLY_ON)
        more["log_sql_errors"] = False
        try:
            return await super().execute(sql, *arguments, **more)
        except QueryInterrupted as error:
            raise TooLongError(error.e) from None
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_AUTH:
                raise sqlite3.OperationalError(ONLY_READS) from error
            raise

    async def primary_keys(self, table: str) -> list[str]:
        """Return the primary key's columns except hidden ones."""
        keys = await super().primary_keys(table)
        return [key for key in keys if (table, key) not in OF_PEOPLE]

    def interrupt(self) -> None:
        """Interrupt running queries."""
        for connection in self._all_file_connections:
            connection.interrupt()


def _authorize(
    action: int,
    first: str | None,
    second: str | None,
    _database: str | None,
    _trigger: str | None,
) -> int:
    """SQLite's authorizer callback; the meaning of the two names depends on the action."""
    if action == sqlite3.SQLITE_READ:
        return _may_read(first or "", second or "")
    if action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _may_read(table: str, column: str) -> int:
    if (table, column) in OF_PEOPLE:
        return sqlite3.SQLITE_IGNORE
    # Without a column it may be a subquery or CTE whose rows are counted.
    return sqlite3.SQLITE_OK if table in _TABLES or not column else sqlite3.SQLITE_DENY

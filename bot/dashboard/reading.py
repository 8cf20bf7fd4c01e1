"""The database as the page reads it: nothing can be written, and of people there is nothing.

SQLite itself asks before it compiles a statement what it may touch, so this holds for SQL that a
reader writes as well as for that of the page. The joins of which it doesn't ask are not taken.
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
    judgements,
    metadata,
    queries,
    wishes,
)

NAME = "kutip"
"""What the database is called in addresses."""

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
        judgements.c.judged_by,
        closed_questions.c.closed_by,
    )
)
"""Tables and columns that say who somebody is: each reads as null."""

# Any other can hold what columns do: the samples of ANALYZE, or pages as they are on the disk.
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

ONLY_READS = "This page only reads the tables that it shows: nothing was changed."
"""What who tries more is told."""
ONLY_ON = "This page joins nothing with USING or NATURAL, written in a text or not; join with ON."
LONGEST_MS = 4000
"""What a query may take: less than the 5 s in which Kutip must be able to stop."""
TOO_LONG = f"This took longer than {LONGEST_MS // 1000} s; choose fewer days."

# Of columns that two tables are joined by so, SQLite asks nothing, and their values would be
# given. A digit may stand right before the word (`?1natural join`), any other letter may not; after
# it white space, as SQLite knows it, or a comment.
_JOINED_BY_NAME = re.compile(
    r"(?<![^\W\d])(?:using[\s\ufeff]*(?:\(|/\*|--)|natural\b)", re.IGNORECASE
)

_CACHE_KIB = 65_536
"""Of pages and of rows being sorted; what SQLite has by itself is too little for a million rows."""


class TooLongError(QueryInterrupted):  # type: ignore[misc]
    """A query was stopped; unlike Datasette's error it doesn't tell what was asked for."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error, "", {})

    def __str__(self) -> str:
        return TOO_LONG


class ReadOnly(Database):  # type: ignore[misc]
    """The database, every connection to which reads only what anybody may see."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Open the file for reading; it stays the bot's to write meanwhile."""
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
        """Run a query; what it may not do is said in a sentence, and no query is printed."""
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
        """Return the columns that a row is found by, without those that nobody sees."""
        keys = await super().primary_keys(table)
        return [key for key in keys if (table, key) not in OF_PEOPLE]

    def interrupt(self) -> None:
        """End the queries under way."""
        for connection in self._all_file_connections:
            connection.interrupt()


def _authorize(
    action: int,
    first: str | None,
    second: str | None,
    _database: str | None,
    _trigger: str | None,
) -> int:
    """Say what a statement may touch; the two are what the action is about, by its kind."""
    if action == sqlite3.SQLITE_READ:
        return _may_read(first or "", second or "")
    if action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _may_read(table: str, column: str) -> int:
    if (table, column) in OF_PEOPLE:
        return sqlite3.SQLITE_IGNORE
    # Without a column it may be a part of the statement itself, of which rows are counted.
    return sqlite3.SQLITE_OK if table in _TABLES or not column else sqlite3.SQLITE_DENY

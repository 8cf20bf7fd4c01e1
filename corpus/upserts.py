"""Insert rows of which some may be there, in either dialect."""

from typing import TYPE_CHECKING

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    Upsert = sqlite.Insert | postgresql.Insert


def insert_or(connection: AsyncConnection, table: Table) -> "Upsert":
    """Return an insert into a table, to say what is done with rows that conflict with others."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - SQLite can do without

    return postgresql.insert(table)

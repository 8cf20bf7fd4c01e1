"""Types of columns that hold the same on SQLite and on PostgreSQL."""

import re
from datetime import UTC, datetime
from typing import Any

import sqlalchemy
from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, TypeDecorator
from sqlalchemy.types import TypeEngine

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

Number = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number of 64 bits, as SQLite's all are: only its INTEGER can be assigned by itself."""


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time: stores any aware datetime, returns it in UTC; ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert a value to UTC before it is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"time without a time zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Mark a loaded value as UTC, because SQLite stores no time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Text(TypeDecorator[str]):
    """Text that is compared and sorted by code points, as SQLite does, whatever the language.

    NULs and lone surrogates, of which PostgreSQL takes none and SQLite only the first, become
    U+FFFD: one for one, so that spans stay right. What people send is cleaned before
    (`cleaning.py`), so that there are none but by mistake.
    """

    impl = sqlalchemy.Text
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        """Take the most code points it may have, which only PostgreSQL heeds; None: any number."""
        super().__init__()
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type of a dialect."""
        collation = "C" if dialect.name == "postgresql" else None
        if self.length is None:
            return sqlalchemy.Text(collation=collation)
        return String(self.length, collation=collation)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replace what can't be stored, or compared with what is."""
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)

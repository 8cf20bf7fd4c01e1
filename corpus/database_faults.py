"""Why a database can't be used at the moment, as far as people can do something about it."""

import errno
import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from corpus.sqlite_errors import primary_result_code


class DatabaseFault(StrEnum):
    """What is wrong; only LOCKED and AWAY pass by themselves."""

    LOCKED = "locked"
    AWAY = "away"
    """PostgreSQL can't be reached, or is starting or stopping."""
    FULL = "full"
    READ_ONLY = "read_only"
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"


_BY_CODE: dict[int | None, DatabaseFault] = {
    sqlite3.SQLITE_BUSY: DatabaseFault.LOCKED,
    sqlite3.SQLITE_LOCKED: DatabaseFault.LOCKED,
    sqlite3.SQLITE_FULL: DatabaseFault.FULL,
    sqlite3.SQLITE_READONLY: DatabaseFault.READ_ONLY,
    sqlite3.SQLITE_PERM: DatabaseFault.READ_ONLY,
    sqlite3.SQLITE_IOERR: DatabaseFault.UNREADABLE,
    sqlite3.SQLITE_CANTOPEN: DatabaseFault.UNREADABLE,
    sqlite3.SQLITE_CORRUPT: DatabaseFault.DAMAGED,
    sqlite3.SQLITE_NOTADB: DatabaseFault.DAMAGED,
}
_BY_SQLSTATE = {
    "08": DatabaseFault.AWAY,
    "25006": DatabaseFault.READ_ONLY,
    "40": DatabaseFault.LOCKED,
    "53": DatabaseFault.LOCKED,
    "53100": DatabaseFault.FULL,
    "55P03": DatabaseFault.LOCKED,
    "57": DatabaseFault.AWAY,
    "57014": DatabaseFault.LOCKED,
    "58030": DatabaseFault.UNREADABLE,
    "XX001": DatabaseFault.DAMAGED,
    "XX002": DatabaseFault.DAMAGED,
}
"""PostgreSQL's error codes or, where all others of a class mean the same, their first two letters:
https://www.postgresql.org/docs/current/errcodes-appendix.html"""
_BY_ERRNO = {
    errno.ENOSPC: DatabaseFault.FULL,
    errno.EDQUOT: DatabaseFault.FULL,
    errno.EROFS: DatabaseFault.READ_ONLY,
    errno.EIO: DatabaseFault.UNREADABLE,
}
"""For the files beside the database."""


def database_fault(error: BaseException) -> DatabaseFault | None:
    """Return what is wrong with the database or its disk; None if the error has another cause."""
    if isinstance(error, PoolTimeoutError):  # Every connection waits for a lock.
        return DatabaseFault.LOCKED
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _BY_CODE.get(primary_result_code(cause))
    if cause is not None and hasattr(cause, "sqlstate"):
        sqlstate: str | None = cause.sqlstate
        if sqlstate is None:  # It comes from the driver: the connection broke or can't begin.
            is_away = isinstance(error, (OperationalError, InterfaceError))
            return DatabaseFault.AWAY if is_away else None
        return _BY_SQLSTATE.get(sqlstate) or _BY_SQLSTATE.get(sqlstate[:2])
    return _BY_ERRNO.get(cause.errno or 0) if isinstance(cause, OSError) else None

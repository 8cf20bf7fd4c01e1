"""Why a database can't be used at the moment, as far as people can do something about it."""

import errno
import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from corpus.sqlite_errors import primary_result_code


class DatabaseFault(StrEnum):
    """What is wrong; only LOCKED passes by itself."""

    LOCKED = "locked"
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
    return _BY_ERRNO.get(cause.errno or 0) if isinstance(cause, OSError) else None

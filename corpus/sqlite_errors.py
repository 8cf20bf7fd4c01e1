"""What SQLite's result codes say about an error."""

import sqlite3

from corpus.errors import Phrase

_PRIMARY_CODE = 0xFF
"""The bits of an SQLite result code without those of its extended code."""
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})


def primary_result_code(error: BaseException | None) -> int | None:
    """Return SQLite's primary result code of an error (SQLITE_BUSY, …), None if it has none."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY_CODE


def is_damage(error: BaseException | None) -> bool:
    """Return whether an error of the driver is due to the file's content, and will recur."""
    if isinstance(error, UnicodeError):
        return True
    # Python's own error for text that is not UTF-8 has no code.
    code = primary_result_code(error)
    if code is None:
        return isinstance(error, sqlite3.Error) and "decode to UTF-8" in str(error)
    return code in _DAMAGE


def reason_of(error: BaseException | None) -> object:
    """Return the driver's reason for an error, without the text that can't be decoded."""
    is_text = is_damage(error) and primary_result_code(error) is None
    return Phrase("it contains text that is not UTF-8") if is_text else error

"""Files of JSON lines: one object per line, each with an id; malformed lines are skipped."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from corpus.errors import KutipError
from index.errors import JudgedSetError

_Row = TypeVar("_Row")


class MalformedError(KutipError):
    """A line or file is not in the expected form; carries the reason."""


def read_lines(
    path: Path, read: Callable[[Mapping[str, object]], _Row]
) -> tuple[dict[str, _Row], list[JudgedSetError]]:
    """Return the lines of a file by their ids, as `read` parses them, and the complaints."""
    found: dict[str, _Row] = {}
    complaints = []
    # splitlines() of bytes, because that of str also splits at a U+2028 within a text.
    for number, line in enumerate(read_bytes(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = as_object(line)
            found[_new_id(row, found)] = read(row)
        except MalformedError as error:
            complaints.append(
                JudgedSetError(
                    "{path}, line {line}: {reason}.", path=path, line=number, reason=error
                )
            )
    return found, complaints


def read_bytes(path: Path) -> bytes:
    """Return a file of UTF-8 text; raise JudgedSetError if it can't be read."""
    try:
        read = path.read_bytes()
        read.decode()
    except UnicodeDecodeError as error:
        raise JudgedSetError(
            "{path} is not UTF-8 text: {reason}.", path=path, reason=error.reason
        ) from error
    except OSError as error:
        raise JudgedSetError(
            "Can't read {path}: {reason}.", path=path, reason=error.strerror
        ) from error
    return read


def as_object(line: bytes) -> Mapping[str, object]:
    """Return the JSON object in a line; raise MalformedError if there is none."""
    try:
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode()  # fails for lone surrogates
    except (ValueError, RecursionError) as error:
        raise MalformedError("not valid JSON in Unicode") from error
    if not isinstance(row, dict):
        raise MalformedError("not a JSON object")
    return row


def _new_id(row: Mapping[str, object], known: Mapping[str, object]) -> str:
    identity = text_of(row, "id")
    if identity in known:
        raise MalformedError("the id {id!r} was used before", id=identity)
    return identity


def _value(row: Mapping[str, object], key: str) -> object:
    if key not in row:
        raise MalformedError("“{key}” is missing", key=key)
    return row[key]


def text_of(row: Mapping[str, object], key: str) -> str:
    """Return the string under this key; raise MalformedError if there is none."""
    value = _value(row, key)
    if not isinstance(value, str):
        raise MalformedError("“{key}” is not a string", key=key)
    return value


def flag_of(row: Mapping[str, object], key: str) -> bool:
    """Return the flag under this key; raise MalformedError if there is none."""
    value = _value(row, key)
    if not isinstance(value, bool):
        raise MalformedError("“{key}” is neither true nor false", key=key)
    return value


def texts_of(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    """Return the different strings under this key; raise MalformedError if it has no list."""
    value = _value(row, key)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise MalformedError("“{key}” is not a list of strings", key=key)
    return tuple(dict.fromkeys(value))

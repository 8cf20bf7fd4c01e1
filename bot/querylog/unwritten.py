"""Files beside the database with query records that could not be written into it.

`<database>.unwritten-<time>-<random>.jsonl` has a record a line: an object with its row in
`queries` and its rows in `query_hits`. Or a line names, as `undelivered`, a record written before
whose reply turned out not to arrive. Each file is written once, atomically, and never changed, so
that processes which share a database don't get in each other's way. Any of them may take a file in
and remove it; a record that is in the database already is not taken in twice.
"""

import asyncio
import errno
import json
import logging
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.querylog.record import QueryRecord
from bot.querylog.storage import (
    AT_ONCE,
    from_rows,
    hit_rows,
    insert_records,
    query_row,
    set_undelivered,
    stored_ids,
)
from corpus.atomic_files import move_into_place, temporary_sibling
from corpus.database import database_path, writing
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)

MAX_RECORDS = 1000
"""Of a file. It is taken in in one transaction, for which others wait a fraction of a second."""

RESERVE_BYTES = 16 * 2**20
"""Set aside on the disk, to keep some 10,000 records once it is full."""

_UNWRITTEN, _UNREADABLE, _RESERVE = ".unwritten-", ".unreadable-", ".reserve"
_FULL = (errno.ENOSPC, errno.EDQUOT)


def unwritten_files(database: Path) -> list[Path]:
    """Return the files with records that wait to be taken in, the oldest first."""
    return _files(database, _UNWRITTEN)


def unreadable_files(database: Path) -> list[Path]:
    """Return the files with the lines that could not be taken in, the oldest first."""
    return _files(database, _UNREADABLE)


def keep(database: Path, records: Sequence[QueryRecord], undelivered: Iterable[str] = ()) -> None:
    """Write up to MAX_RECORDS records to a new file; raise OSError if that is not possible.

    `undelivered` are ids of records written before whose replies did not arrive.
    """
    now = datetime.now(UTC)
    name = f"{database.name}{_UNWRITTEN}{now:%Y%m%dT%H%M%S.%fZ}-{uuid4().hex[:8]}.jsonl"
    lines = [*map(_line, records), *map(_undelivered_line, undelivered)]
    _write(database.with_name(name), lines)


def keep_at_last(
    database: Path, records: Sequence[QueryRecord], undelivered: Collection[str] = ()
) -> None:
    """Do the same, if need be on the space that was set aside."""
    try:
        keep(database, records, undelivered)
    except OSError as error:
        reserve = _beside(database, _RESERVE)
        if error.errno not in _FULL or not reserve.exists():
            raise
        reserve.unlink()
        keep(database, records, undelivered)


def set_space_aside(database: Path) -> None:
    """Set RESERVE_BYTES of the disk aside, unless that is done or the disk is too full for it."""
    reserve = _beside(database, _RESERVE)
    if reserve.exists():
        return
    try:
        with temporary_sibling(reserve) as temporary:
            # Random, because some file systems need no space for zeros.
            temporary.write_bytes(os.urandom(RESERVE_BYTES))
            move_into_place(temporary, reserve)
    except OSError as error:
        log.warning("Could not set space aside in %s: %s", reserve, error.strerror)


def find_kept(database: Path, query_id: str) -> QueryRecord | None:
    """Return the record with this id from the files that can be read, None if there is none."""
    for path in unwritten_files(database):
        try:
            records = _read(path).records
        except OSError:  # Reported by whoever takes it in.
            continue
        if query_id in records:
            return records[query_id]
    return None


async def take_in(engine: AsyncEngine) -> None:
    """Move the records of all files into the database, so that it has every question.

    Raise SQLAlchemyError if it can't be written, and DatabaseError if a file can't be read or
    removed, once the others are taken in.
    """
    unusable = None
    for path in unwritten_files(database_path(engine)):
        try:
            await take_in_file(engine, path)
        except OSError as error:
            unusable = DatabaseError(
                "Can't take in the questions in {path}: {reason}; check that you can read and "
                "delete this file.",
                path=path,
                reason=error.strerror or error,
            )
    if unusable is not None:
        raise unusable


async def take_in_file(engine: AsyncEngine, path: Path) -> None:
    """Move the records of a file into the database, and remove the file.

    Lines that are damaged, or refused by the database, go to a file of their own. Raise
    SQLAlchemyError if the database can't be written, OSError if the file can't be read or removed.
    """
    aside = path.with_name(path.name.replace(_UNWRITTEN, _UNREADABLE))
    async with writing(engine) as connection:
        count, left = await _insert_new(connection, path)
        if left:
            await asyncio.to_thread(_write, aside, left)
    await asyncio.to_thread(path.unlink, missing_ok=True)
    if count:
        log.info("Took in %d queries that could not be written earlier.", count)
    if left:
        log.error("Could not take in %d lines of %s; they are in %s now.", len(left), path, aside)


async def try_to_take_in(engine: AsyncEngine) -> None:
    """Do the same if possible; else only report why not, as Kutip is of use all the same."""
    try:
        await take_in(engine)
    except (SQLAlchemyError, DatabaseError) as error:
        pattern = f"{database_path(engine)}{_UNWRITTEN}*"
        log.warning("Could not take in the queries in %s: %s", pattern, error.__cause__ or error)


async def _insert_new(connection: AsyncConnection, path: Path) -> tuple[int, list[bytes]]:
    """Insert a file's records that are not there yet; return how many, and the lines left over."""
    # Read only now that nobody else can write: otherwise another process could take them in, and
    # delete them on somebody's request, before they are inserted here once more.
    lines = await asyncio.to_thread(_read, path)
    records, left, count = list(lines.records.values()), lines.damaged, 0
    for start in range(0, len(records), AT_ONCE):
        some = records[start : start + AT_ONCE]
        stored = await stored_ids(connection, [record.id for record in some])
        new = [record for record in some if record.id not in stored]
        refused = await insert_records(connection, new) if new else {}
        left += [_line(record) for record in new if record.id in refused]
        count += len(new) - len(refused)
    for start in range(0, len(lines.undelivered), AT_ONCE):
        await set_undelivered(connection, lines.undelivered[start : start + AT_ONCE])
    return count, left


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(f"{database.name}{suffix}")


def _files(database: Path, mark: str) -> list[Path]:
    start = f"{database.name}{mark}"
    try:
        return sorted(path for path in database.parent.iterdir() if path.name.startswith(start))
    except OSError:  # Nor can the database be opened then, which says why.
        return []


def _write(path: Path, lines: Iterable[bytes]) -> None:
    with temporary_sibling(path) as temporary:
        with temporary.open("wb") as file:
            file.writelines(lines)
        move_into_place(temporary, path)


@dataclass(frozen=True, slots=True)
class _Lines:
    """What a file contains."""

    records: dict[str, QueryRecord] = field(default_factory=dict)
    """By id."""
    undelivered: list[str] = field(default_factory=list)
    damaged: list[bytes] = field(default_factory=list)


def _read(path: Path) -> _Lines:
    """Return what a file contains; nothing if another process has taken it in."""
    found = _Lines()
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return found
    for line in lines:
        try:
            values = json.loads(line)
            if "undelivered" in values:
                found.undelivered.append(_text(values["undelivered"]))
            else:
                record = _record(values)
                found.records[record.id] = record
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            found.damaged.append(line)
    return found


def _text(value: Any) -> str:  # noqa: ANN401
    value.encode()  # Raises for anything but text, which could not be looked up.
    return str(value)


def _line(record: QueryRecord) -> bytes:
    rows = {"query": query_row(record), "hits": hit_rows(record)}
    return json.dumps(rows, default=datetime.isoformat).encode() + b"\n"


def _undelivered_line(query_id: str) -> bytes:
    return json.dumps({"undelivered": query_id}).encode() + b"\n"


def _record(rows: Any) -> QueryRecord:  # noqa: ANN401
    """Return the record of a line; raise an error of Python if it is damaged."""
    query, hits = rows["query"], rows["hits"]
    _text(query["id"])
    for value in (*query.values(), *(value for hit in hits for value in hit.values())):
        if isinstance(value, (list, dict)):
            raise TypeError(f"not a value of a column: {value}")
    return from_rows(query | {"asked_at": datetime.fromisoformat(query["asked_at"])}, hits)

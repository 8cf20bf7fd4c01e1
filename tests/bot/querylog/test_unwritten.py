import asyncio
import errno
import json
import logging
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

import bot.querylog.unwritten
from bot.querylog.record import QueryRecord, ShownHit
from bot.querylog.storage import find_record
from bot.querylog.unwritten import (
    MAX_RECORDS,
    find_kept,
    keep,
    keep_at_last,
    set_space_aside,
    take_in,
    take_in_file,
    try_to_take_in,
    unreadable_files,
    unwritten_files,
)
from corpus.article import Span
from corpus.database import open_database, writing
from corpus.errors import DatabaseError
from corpus.library import Library
from corpus.schema import queries, query_hits
from tests.bot.querylog.test_log import RECORD, some

pytestmark = pytest.mark.databases("sqlite", "postgresql")

BARE = replace(
    RECORD,
    id="b" * 32,
    guild_id=None,
    channel_id=None,
    asker=None,
    locale=None,
    question="Apa\u2028itu \U0001f9c5\n?",
    question_key="",
    confidence=None,
    hits=(),
    follows=RECORD.id,
)
"""What can be missing is missing."""
NOWHERE = replace(RECORD, id="c" * 32, hits=(ShownHit("none", 1, 1, Span(0, 1), Span(0, 1), 1.0),))
"""What the database refuses, as its article was purged."""


@pytest.fixture(autouse=True)
async def _shipped(engine: AsyncEngine) -> None:
    await Library(engine).take_in_shipped()


async def stored(engine: AsyncEngine, query_id: str) -> QueryRecord | None:
    async with engine.connect() as connection:
        return await find_record(connection, query_id)


async def counts(engine: AsyncEngine) -> tuple[int, int]:
    """How many queries and hits there are."""
    async with engine.connect() as connection:
        found = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (queries, query_hits)
        ]
    return found[0] or 0, found[1] or 0


def errors(caplog: pytest.LogCaptureFixture) -> Sequence[str]:
    return [each.getMessage() for each in caplog.records if each.levelno == logging.ERROR]


def test_a_file_explains_itself_and_is_its_owners_alone(
    engine: AsyncEngine, database_path: Path
) -> None:
    keep(database_path, [RECORD, BARE])

    assert {path.name for path in database_path.parent.iterdir() if "unwritten" in path.name} == {
        path.name for path in unwritten_files(database_path)
    }
    (path,) = unwritten_files(database_path)
    assert path.name.startswith("kutip.db.unwritten-2")
    assert path.suffix == ".jsonl"
    assert path.stat().st_mode & 0o777 == 0o600
    first, second = map(json.loads, path.read_text("ascii").splitlines())
    assert (first["query"]["question"], len(first["hits"])) == (RECORD.question, 2)
    assert (second["query"]["id"], second["hits"]) == (BARE.id, [])


async def test_what_is_taken_in_is_what_was_kept(engine: AsyncEngine, database_path: Path) -> None:
    keep(database_path, [RECORD, BARE])
    await take_in(engine)

    assert await stored(engine, RECORD.id) == RECORD
    assert await stored(engine, BARE.id) == BARE
    assert unwritten_files(database_path) == []


async def test_a_record_is_not_taken_in_twice(engine: AsyncEngine, database_path: Path) -> None:
    keep(database_path, [RECORD])
    await take_in(engine)
    keep(database_path, [RECORD, RECORD])
    keep(database_path, [BARE, RECORD])
    await take_in(engine)

    assert await counts(engine) == (2, 2)
    assert unwritten_files(database_path) == unreadable_files(database_path) == []


async def test_a_whole_file_is_taken_in(engine: AsyncEngine, database_path: Path) -> None:
    keep(database_path, some(MAX_RECORDS))
    await take_in(engine)

    assert await counts(engine) == (MAX_RECORDS, 2 * MAX_RECORDS)


async def test_processes_that_take_in_at_once_take_each_record_in_once(
    engine: AsyncEngine, database_path: Path, database_url: URL | None
) -> None:
    for record in some(20):
        keep(database_path, [record])
    async with open_database(database_path, database_url) as other:
        await asyncio.gather(take_in(engine), take_in(other), take_in(engine))

    assert await counts(engine) == (20, 40)
    assert unwritten_files(database_path) == []


async def test_what_another_process_took_in_and_deleted_does_not_come_back(
    engine: AsyncEngine, database_path: Path, database_url: URL | None
) -> None:
    keep(database_path, [RECORD])
    (found_before,) = unwritten_files(database_path)
    async with open_database(database_path, database_url) as other:
        await take_in(other)
        async with writing(other) as connection:
            await connection.execute(delete(queries))
    await take_in_file(engine, found_before)

    assert await counts(engine) == (0, 0)


def changed(**values: object) -> bytes:
    """A line that is as it should be but for these values of its query."""
    rows = json.loads(bot.querylog.unwritten._line(replace(RECORD, id="d" * 32)))
    return json.dumps({**rows, "query": {**rows["query"], **values}}).encode() + b"\n"


DAMAGED = {
    "cut": bot.querylog.unwritten._line(RECORD)[:-20] + b"\n",
    "text": b"Siapa Vipin Narang?\n",
    "bytes": b'{"query": "\xff\xfe"}\n',
    "number": b"7\n",
    "list": b"[]\n",
    "no hits": b'{"query": {}}\n',
    "nothing": b'{"query": {}, "hits": []}\n',
    "null": b'{"query": null, "hits": null}\n',
    "deep": b"[" * 100_000 + b"\n",
    "time": changed(asked_at="kemarin"),
    "time without a zone": changed(asked_at="2026-01-02T03:04:05"),
    "way": changed(way_in="telepathy"),
    "a list for a text": changed(question=["Siapa?"]),
    "a list for an id": changed(id=[]),
    "a number for an id": changed(id=10**30),
    "half a character for an id": changed(id="\ud83d"),
    "none for a text": changed(question=None),
    "a large number": changed(guild_id=2**64),
}


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED)
async def test_a_damaged_line_takes_no_other_with_it_and_is_itself_set_aside(
    engine: AsyncEngine, database_path: Path, damaged: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    before, after = some(2)
    keep(database_path, [before, after])
    (path,) = unwritten_files(database_path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + damaged + lines[1])
    await take_in(engine)

    assert await counts(engine) == (2, 4)
    assert unwritten_files(database_path) == []
    (aside,) = unreadable_files(database_path)
    assert json_or_bytes(aside.read_bytes()) == json_or_bytes(damaged)
    assert aside.stat().st_mode & 0o777 == 0o600
    assert errors(caplog) == [f"Could not take in 1 lines of {path}; they are in {aside} now."]


def json_or_bytes(line: bytes) -> object:
    """What a line says, as far as it says anything."""
    try:
        rows = json.loads(line)
        return {name: value for name, value in rows["query"].items() if name != "asked_at"}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return line


async def test_a_record_that_the_database_refuses_is_set_aside(
    engine: AsyncEngine, database_path: Path
) -> None:
    keep(database_path, [RECORD, NOWHERE, BARE])
    await take_in(engine)

    assert await counts(engine) == (2, 2)
    (aside,) = unreadable_files(database_path)
    assert json.loads(aside.read_bytes())["query"]["id"] == NOWHERE.id


@pytest.mark.usefixtures("no_patience")
async def test_a_locked_database_leaves_the_files_as_they_are(
    engine: AsyncEngine,
    database_path: Path,
    database_url: URL | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    keep(database_path, [RECORD])
    files = unwritten_files(database_path)
    async with writing(engine), open_database(database_path, database_url) as impatient:
        with pytest.raises(OperationalError):
            await take_in(impatient)
        await try_to_take_in(impatient)

    assert unwritten_files(database_path) == files
    pattern = f"{database_path}.unwritten-*"
    reason = "database is locked" if database_url is None else "canceling statement due to lock"
    assert f"Could not take in the queries in {pattern}: {reason}" in caplog.text


async def test_a_file_that_cant_be_read_is_named_and_no_other_suffers(
    engine: AsyncEngine, database_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keep(database_path, [RECORD])
    unreadable = database_path.with_name("kutip.db.unwritten-0.jsonl")
    unreadable.mkdir()
    assert find_kept(database_path, RECORD.id) == RECORD
    with pytest.raises(DatabaseError) as raised:
        await take_in(engine)
    await try_to_take_in(engine)

    assert str(raised.value) == (
        f"Can't take in the questions in {unreadable}: Is a directory; check that you can read "
        "and delete this file."
    )
    assert str(raised.value) in caplog.text
    assert await counts(engine) == (1, 2)


@pytest.fixture
def full_disk(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no file be written while space is set aside."""
    set_space_aside(database_path)
    write = bot.querylog.unwritten._write

    def write_if_there_is_space(path: Path, lines: Sequence[bytes]) -> None:
        if database_path.with_name("kutip.db.reserve").exists():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, lines)

    monkeypatch.setattr(bot.querylog.unwritten, "_write", write_if_there_is_space)


@pytest.mark.usefixtures("full_disk")
async def test_on_a_full_disk_the_last_records_are_kept_on_the_space_set_aside(
    engine: AsyncEngine, database_path: Path
) -> None:
    with pytest.raises(OSError, match="No space left"):
        keep(database_path, [RECORD])
    keep_at_last(database_path, [RECORD])
    await take_in(engine)

    assert await stored(engine, RECORD.id) == RECORD


def test_space_is_set_aside_once(engine: AsyncEngine, database_path: Path) -> None:
    set_space_aside(database_path)
    reserve = database_path.with_name("kutip.db.reserve")
    before = reserve.stat()
    set_space_aside(database_path)

    assert before.st_size == bot.querylog.unwritten.RESERVE_BYTES
    assert before.st_mode & 0o777 == 0o600
    assert reserve.stat().st_ino == before.st_ino


def test_without_space_to_set_aside_kutip_says_so(
    engine: AsyncEngine,
    database_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(bot.querylog.unwritten, "move_into_place", full)
    set_space_aside(database_path)

    assert "Could not set space aside in " in caplog.text
    assert "No space left on device" in caplog.text
    assert not [path for path in database_path.parent.iterdir() if "reserve" in path.name]

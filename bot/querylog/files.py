"""The query log of a server as files that Discord takes, however long it is."""

import asyncio
from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.csv import csv_lines
from bot.querylog.rows import rows
from bot.querylog.selection import Selection

MAX_FILES = 10
"""With one message. Message Resource, Create Message."""
_LINES = 1000
"""Lines that are written in one go; no more wait in memory."""

_AT_A_TIME = 20
"""Lines that are made in less than a millisecond, before others get their turn."""


@dataclass(frozen=True, slots=True)
class LogFiles:
    """Files that hold the questions selected, one after another, each under a header."""

    paths: tuple[Path, ...]
    """None if there is no such question."""
    questions: int
    """How many are in them."""
    complete: bool
    """Whether those are all; else they need more than MAX_FILES."""


async def write_log_files(
    engine: AsyncEngine, selection: Selection, folder: Path, largest: int
) -> LogFiles:
    """Write the questions selected, newest first, into files of so many bytes in an empty folder.

    It is given up when they need more than MAX_FILES. A question that is longer is a file alone.
    """
    lines = csv_lines(rows(engine, selection))
    # Excel takes UTF-8 without a byte order mark for an older encoding.
    header = BOM_UTF8 + (await anext(lines)).encode()
    paths: list[Path] = []
    piece: list[bytes] = []
    size, questions = largest, 0
    async for line in lines:
        encoded = line.encode()
        if size + len(encoded) > largest:
            await _flush(piece, paths)
            if len(paths) == MAX_FILES:
                return LogFiles(tuple(paths), questions, complete=False)
            paths.append(folder / f"kutip-{len(paths) + 1}.csv")
            piece.append(header)
            size = len(header)
        piece.append(encoded)
        size += len(encoded)
        questions += 1
        if questions % _AT_A_TIME == 0:
            await asyncio.sleep(0)
        if len(piece) >= _LINES:
            await _flush(piece, paths)
    await _flush(piece, paths)
    return LogFiles(tuple(paths), questions, complete=True)


async def _flush(piece: list[bytes], paths: Sequence[Path]) -> None:
    if piece:
        await asyncio.to_thread(_append, paths[-1], b"".join(piece))
        piece.clear()


def _append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)

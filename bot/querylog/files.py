"""Export of a server's query log as CSV files within Discord's limits."""

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
"""Per message, see Discord's documentation: Message Resource, Create Message."""
_LINES = 1000
"""Lines buffered in memory before they are written."""

_AT_A_TIME = 20
"""Lines formatted, in less than a millisecond, before yielding to the event loop."""


@dataclass(frozen=True, slots=True)
class LogFiles:
    """The selected questions as consecutive files, each with a header."""

    paths: tuple[Path, ...]
    """Empty if no question is selected."""
    questions: int
    """How many questions they contain."""
    complete: bool
    """Whether all are included; else they need more than MAX_FILES."""


async def write_log_files(
    engine: AsyncEngine, selection: Selection, folder: Path, largest: int
) -> LogFiles:
    """Write the selected questions, newest first, into files of up to `largest` bytes.

    The folder must be empty. Stop at MAX_FILES files. A longer question gets a file of its own.
    """
    lines = csv_lines(rows(engine, selection))
    # Without a byte order mark, Excel assumes a legacy encoding.
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

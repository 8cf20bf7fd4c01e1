"""A shelf kept in step with a folder."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from pathlib import Path

from bot.terminal.folder import find_files, origin_of
from bot.terminal.importer import Importer, Outcome, Result

Stamp = tuple[int, int, int]
"""What of a file changes when it does: its inode, its size, and when it was written."""


class Mirror:
    """Takes a folder's files onto a shelf, and off it what came from files that are gone."""

    def __init__(self, importer: Importer, folder: Path) -> None:
        """Take the folder by its absolute path."""
        self._importer = importer
        self._folder = folder
        self._seen: dict[Path, Stamp] = {}

    async def is_emptied(self) -> bool:
        """Tell whether articles came from the folder, but no file is in it.

        It may be a disk that isn't mounted.
        """
        if await asyncio.to_thread(_stamps, self._folder):
            return False
        return await self._importer.has_any_from(self._folder)

    async def step(self) -> AsyncGenerator[Outcome, None]:
        """Bring the shelf in step with the folder, and yield what became of each changed file.

        Raises OSError if a folder can't be read: what is in it may not be gone.
        """
        stamps = await asyncio.to_thread(_stamps, self._folder)
        changed = {
            origin_of(path): path for path, stamp in stamps.items() if self._seen.get(path) != stamp
        }
        refused = []
        # Before anything is removed: a file that was only moved is known by what it holds.
        async with aclosing(self._importer.take_in(changed.values())) as outcomes:
            async for outcome in outcomes:
                if outcome.result is Result.REFUSED:
                    refused.append(outcome)
                else:
                    yield outcome
        removed = False
        async with aclosing(self._importer.remove_gone(self._folder, stamps)) as outcomes:
            async for outcome in outcomes:
                removed = True
                yield outcome
        if removed:
            # What was in their way may be gone.
            again = [changed[outcome.origin] for outcome in refused]
            refused = [outcome async for outcome in self._importer.take_in(again)]
        for outcome in refused:
            yield outcome
        self._seen = stamps


def _stamps(folder: Path) -> dict[Path, Stamp]:
    stamps = {}
    for path in find_files(folder, recursive=True).files:
        with suppress(FileNotFoundError):
            stat = path.stat()
            stamps[path] = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
    return stamps

"""Mirroring a folder to a shelf."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from pathlib import Path

from bot.terminal.folder import find_files, origin_of
from bot.terminal.importer import Importer, Outcome, Result

Stamp = tuple[int, int, int]
"""A file's inode, size and modification time, to detect changes."""


class Mirror:
    """Imports a folder's files, and removes the articles of deleted files."""

    def __init__(self, importer: Importer, folder: Path) -> None:
        """Mirror a folder, given by its absolute path."""
        self._importer = importer
        self._folder = folder
        self._seen: dict[Path, Stamp] = {}

    async def is_emptied(self) -> bool:
        """Whether articles were imported from the folder, but it now contains no file.

        It may be an unmounted disk.
        """
        if await asyncio.to_thread(_stamps, self._folder):
            return False
        return await self._importer.has_any_from(self._folder)

    async def step(self) -> AsyncGenerator[Outcome, None]:
        """Synchronise the shelf with the folder, and yield the outcome of each changed file.

        Raise OSError if a folder can't be read, rather than treating its files as deleted.
        """
        stamps = await asyncio.to_thread(_stamps, self._folder)
        changed = {
            origin_of(path): path for path, stamp in stamps.items() if self._seen.get(path) != stamp
        }
        refused = []
        # Import before removing: a moved file is recognised by its contents.
        async with aclosing(self._importer.add(changed.values())) as outcomes:
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
            # The removed articles may have been in conflict with the refused files.
            again = [changed[outcome.origin] for outcome in refused]
            refused = [outcome async for outcome in self._importer.add(again)]
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

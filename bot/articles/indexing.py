"""Makes the finder of a server and keeps it up to date.

Large indexes are made and folded by a process of their own, because a thread that computes would
hold up the event loop. It leaves its result in the index folder.
"""

import asyncio
import logging
import os
import sys
from dataclasses import replace
from pathlib import Path

from bot.articles.index_folder import Held, IndexFolder
from bot.articles.meanings import Meanings
from bot.articles.processes import DATABASE_URL, run_apart
from corpus.database import open_database
from corpus.library import Library, Update
from index.finder import Finder

log = logging.getLogger(__name__)

LARGE = 2000
"""Passages from which on a process of its own makes an index; starting it takes as long as indexing
some hundred passages."""


class Indexing:
    """Makes finders of the articles in a database, and changes and folds them."""

    def __init__(
        self,
        library: Library,
        database: Path,
        url: str | None = None,
        large: int = LARGE,
        meanings: Meanings | None = None,
    ) -> None:
        """Take the database as `open_database` does, and what helpers there are.

        Indexes of `large` passages or more are made by a process of its own. `meanings` has the
        vectors of passages, if there is an encoder.
        """
        self._library = library
        self._database = database
        self._url = url
        self._large = large
        self.meanings = meanings
        self.folder = IndexFolder.beside(database)

    async def latest(self, guild_id: int, held: Held | None) -> Held:
        """Return a server's finder with all changes so far, given an earlier one if there is any.

        Raise SQLAlchemyError if the database can't be read.
        """
        if held is None or not await self.includes_changes(guild_id, held):
            held = await self._stored(guild_id)
        if held is None and await self._library.passages(guild_id) >= self._large:
            held = await self._made_by_process(guild_id)
        update = await self._library.updates(guild_id, held.change if held else 0)
        if held is None or update.is_full:
            held = await asyncio.to_thread(self._made, guild_id, update)
            return await self._with_meaning(guild_id, held)
        finder = held.finder
        if update.articles or update.removed:
            finder = await asyncio.to_thread(finder.changed, update.articles, update.removed)
        return await self._with_meaning(guild_id, Held(finder, update.last_change, update.mark))

    async def _with_meaning(self, guild_id: int, held: Held) -> Held:
        """Return a finder with the vectors that are stored for its server."""
        if self.meanings is None or held.finder.meaning is not None:
            return held
        finder = await asyncio.to_thread(self.meanings.attached, guild_id, held.finder)
        return replace(held, finder=finder)

    async def folded(self, guild_id: int, held: Held) -> Held:
        """Return a finder with at least the same changes, folded, and stored if possible."""
        if held.finder.passages >= self._large:
            made = await self._made_by_process(guild_id)
            if made is not None and made.change >= held.change:
                return made
        folded = replace(held, finder=await asyncio.to_thread(held.finder.folded))
        return await asyncio.to_thread(self.folder.save, guild_id, folded)

    async def store_latest(self, guild_id: int) -> None:
        """Store a server's finder with all changes so far, folded."""
        stored = await self._stored(guild_id)
        held = await self.latest(guild_id, stored)
        if stored is not None and held.change != stored.change:
            self.folder.save(guild_id, replace(held, finder=held.finder.folded()))

    async def includes_changes(self, guild_id: int, held: Held) -> bool:
        """Return whether a finder is made of a server's changes up to the one it names.

        It is not if the server was purged since, or if it was made from another database.
        """
        return held.mark == await self._library.mark(guild_id, held.change)

    def _made(self, guild_id: int, update: Update) -> Held:
        held = Held(Finder(update.articles), update.last_change, update.mark)
        return self.folder.save(guild_id, held)

    async def _stored(self, guild_id: int) -> Held | None:
        """Return what is stored for a server, unless it is of another database."""
        stored = await asyncio.to_thread(self.folder.load, guild_id)
        if stored is None or not await self.includes_changes(guild_id, stored):
            return None
        return stored

    async def _made_by_process(self, guild_id: int) -> Held | None:
        """Return what another process makes and stores; None if that fails."""
        try:
            failure = await run_apart(__name__, self._database.absolute(), guild_id, self._url)
        except OSError as error:
            log.warning("Could not start a process to index server %d: %s", guild_id, error)
            return None
        except asyncio.CancelledError:
            self.folder.forget_partial(guild_id)
            raise
        if failure is not None:
            log.warning("Indexing server %d in a process of its own failed: %s", guild_id, failure)
            return None
        return await self._stored(guild_id)


async def _index(database: Path, guild_id: int, url: str | None) -> None:
    async with open_database(database, url) as engine:
        # Larger than any shelf: this is the process of its own.
        await Indexing(Library(engine), database, large=sys.maxsize).store_latest(guild_id)


if __name__ == "__main__":
    asyncio.run(_index(Path(sys.argv[1]), int(sys.argv[2]), os.environ.get(DATABASE_URL)))

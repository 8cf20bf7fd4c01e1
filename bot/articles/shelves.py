"""Each server's finder: built on first use, kept up to date with its shelf."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from bot.articles.index_folder import Held, IndexFolder
from corpus.library import Library
from corpus.schema import EVERYWHERE
from index.finder import Finder

log = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds that a question waits for pending changes before it is answered without them."""
MOST_BYTES = 512 * 2**20
"""Of the finders in memory; beyond it those that were used longest ago are let go, and loaded again
when they are used."""


class Shelves:
    """Provides each server's finder; the database is the source of truth.

    Finders are immutable. An update replaces a finder atomically, so questions never block on it.
    Changes made by another process are picked up with the next question.
    """

    def __init__(
        self,
        library: Library,
        folder: IndexFolder,
        patience: float | None = PATIENCE,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        """Take how many seconds a question waits for pending changes; None: until they are in."""
        self._library = library
        self._folder = folder
        self._patience = patience
        self._most_bytes = most_bytes
        self._held: OrderedDict[int, Held] = OrderedDict()
        self._updates: dict[int, asyncio.Task[Held]] = {}
        self._folding: dict[int, asyncio.Task[None]] = {}

    async def finder(self, guild_id: int | None) -> Finder:
        """Return a server's finder or, outside servers, that of the shared articles.

        It includes all changes so far, unless indexing them takes longer than `patience`.
        """
        key = guild_id or EVERYWHERE
        held = self._held.get(key)
        try:
            async with asyncio.timeout(None if held is None else self._patience):
                held = await self._latest(key)
        except TimeoutError:
            log.info("Indexing changes takes long; answering without them.")
        except SQLAlchemyError:
            if held is None:
                raise
        # Only if a finder is held can there be a timeout or a suppressed error.
        assert held is not None
        return held.finder

    async def refresh(self, guild_id: int) -> None:
        """Index all changes to a server's shelf so far.

        If that fails, the changes are still stored, and the next question tries again.
        """
        with contextlib.suppress(SQLAlchemyError):  # Logged in _end.
            await self._latest(guild_id)

    def forget(self, guild_id: int) -> None:
        """Drop the finder of a purged server."""
        self._held.pop(guild_id, None)
        self._folder.forget(guild_id)

    def forget_deleted(self) -> None:
        """Delete stored indexes, in which articles that were deleted may still be."""
        self._folder.clear()

    async def close(self) -> None:
        """Cancel running updates."""
        updates = [*self._updates.values(), *self._folding.values()]
        for task in updates:
            task.cancel()
        await asyncio.gather(*updates, return_exceptions=True)

    async def _latest(self, guild_id: int) -> Held:
        """Return a finder with all changes so far; concurrent callers share one update."""
        under_way = self._updates.get(guild_id)
        if under_way is not None:
            # It may have read the shelf before the last change: only a later update will do.
            await asyncio.wait([under_way])
        # A caller that times out must not cancel the update for the others.
        return await asyncio.shield(self._updates.get(guild_id) or self._begin(guild_id))

    def _begin(self, guild_id: int) -> asyncio.Task[Held]:
        task = asyncio.create_task(self._update(guild_id), name=f"shelf {guild_id}")
        self._updates[guild_id] = task
        task.add_done_callback(lambda task: self._end(guild_id, task))
        return task

    def _end(self, guild_id: int, task: asyncio.Task[Held]) -> None:
        del self._updates[guild_id]
        # Logged here because all callers may have timed out by now.
        if not task.cancelled() and (error := task.exception()):
            log.warning("Could not update the finder of server %d: %s", guild_id, error)

    async def _update(self, guild_id: int) -> Held:
        held = self._held.get(guild_id)
        if held is None or held.change != await self._library.last_change(guild_id):
            held = await self._changed(guild_id, held)
        self._held[guild_id] = held
        self._held.move_to_end(guild_id)
        self._let_go()
        is_own = guild_id == EVERYWHERE or held is not self._held.get(EVERYWHERE)
        if is_own and held.finder.should_fold and guild_id not in self._folding:
            self._fold(guild_id, held)
        return held

    async def _changed(self, guild_id: int, held: Held | None) -> Held:
        """Return the updated finder; servers without own articles share one."""
        if guild_id != EVERYWHERE and not await self._library.has_own_changes(guild_id):
            return await self._latest(EVERYWHERE)
        held = held or await self._stored(guild_id)
        update = await self._library.updates(guild_id, held.change if held else 0)
        mark = await self._library.mark(update.last_change)
        if held is None or update.is_full:
            finder = await asyncio.to_thread(Finder, update.articles)
            held = Held(finder, update.last_change, mark)
            return await asyncio.to_thread(self._folder.save, guild_id, held)
        finder = await asyncio.to_thread(held.finder.changed, update.articles, update.removed)
        return Held(finder, update.last_change, mark)

    async def _stored(self, guild_id: int) -> Held | None:
        """Return what is stored for a server, unless it is of another database."""
        stored = await asyncio.to_thread(self._folder.load, guild_id)
        if stored is None or stored.mark != await self._library.mark(stored.change):
            return None
        return stored

    def _fold(self, guild_id: int, held: Held) -> None:
        """Fold and store a finder while it goes on answering."""
        task = asyncio.create_task(self._folded(guild_id, held), name=f"fold {guild_id}")
        self._folding[guild_id] = task
        task.add_done_callback(lambda _: self._folding.pop(guild_id))

    async def _folded(self, guild_id: int, held: Held) -> None:
        folded = replace(held, finder=await asyncio.to_thread(held.finder.folded))
        folded = await asyncio.to_thread(self._folder.save, guild_id, folded)
        if self._held.get(guild_id) is held:
            self._held[guild_id] = folded

    def _let_go(self) -> None:
        """Let the finders go that were used longest ago, but never the last one."""
        # Servers without own articles share a finder.
        sizes = {id(held): held.finder.nbytes for held in self._held.values()}
        while sum(sizes.values()) > self._most_bytes and len(self._held) > 1:
            _, held = self._held.popitem(last=False)
            sizes.pop(id(held), None)

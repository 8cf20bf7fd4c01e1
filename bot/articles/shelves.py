"""Each server's finder: built on first use, kept up to date with its shelf."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from corpus.library import Library
from corpus.schema import EVERYWHERE
from index.finder import Finder

log = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds that a question waits for pending changes before it is answered without them."""
MAX_HELD = 256
"""Finders in memory; the least recently used is dropped, and rebuilt on its next use."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A finder and the last change it includes."""

    finder: Finder
    change: int


class Shelves:
    """Provides each server's finder; the database is the source of truth.

    Finders are immutable. An update replaces a finder atomically, so questions never block on it.
    Changes made by another process are picked up with the next question.
    """

    def __init__(self, library: Library, patience: float | None = PATIENCE) -> None:
        """Take how many seconds a question waits for pending changes; None: until they are in."""
        self._library = library
        self._patience = patience
        self._held: OrderedDict[int, _Held] = OrderedDict()
        self._updates: dict[int, asyncio.Task[_Held]] = {}

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

    async def close(self) -> None:
        """Cancel running updates."""
        updates = list(self._updates.values())
        for task in updates:
            task.cancel()
        await asyncio.gather(*updates, return_exceptions=True)

    async def _latest(self, guild_id: int) -> _Held:
        """Return a finder with all changes so far; concurrent callers share one update."""
        under_way = self._updates.get(guild_id)
        if under_way is not None:
            # It may have read the shelf before the last change: only a later update will do.
            await asyncio.wait([under_way])
        # A caller that times out must not cancel the update for the others.
        return await asyncio.shield(self._updates.get(guild_id) or self._begin(guild_id))

    def _begin(self, guild_id: int) -> asyncio.Task[_Held]:
        task = asyncio.create_task(self._update(guild_id), name=f"shelf {guild_id}")
        self._updates[guild_id] = task
        task.add_done_callback(lambda task: self._end(guild_id, task))
        return task

    def _end(self, guild_id: int, task: asyncio.Task[_Held]) -> None:
        del self._updates[guild_id]
        # Logged here because all callers may have timed out by now.
        if not task.cancelled() and (error := task.exception()):
            log.warning("Could not update the finder of server %d: %s", guild_id, error)

    async def _update(self, guild_id: int) -> _Held:
        held = self._held.get(guild_id)
        if held is None or held.change != await self._library.last_change(guild_id):
            held = await self._changed(guild_id, held)
        self._held[guild_id] = held
        self._held.move_to_end(guild_id)
        while len(self._held) > MAX_HELD:
            self._held.popitem(last=False)
        return held

    async def _changed(self, guild_id: int, held: _Held | None) -> _Held:
        """Return the updated finder; servers without own articles share one."""
        if guild_id != EVERYWHERE and not await self._library.has_own_changes(guild_id):
            return await self._latest(EVERYWHERE)
        update = await self._library.updates(guild_id, held.change if held else 0)
        if held is None or update.is_full:
            finder = await asyncio.to_thread(Finder, update.articles)
        else:
            finder = await asyncio.to_thread(held.finder.changed, update.articles, update.removed)
        return _Held(finder, update.last_change)

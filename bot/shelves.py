"""The finder of each server: made when first asked, kept in step with its shelf."""

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
"""Seconds that a question waits for the latest changes; then it is answered without them."""
MOST_HELD = 256
"""Finders; the one that was asked longest ago is made anew when it is asked again."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A finder, and the last change that it knows of."""

    finder: Finder
    change: int


class Shelves:
    """Gives each server's finder; the database is the truth, and finders follow it.

    A finder never changes. A newer one takes its place in one step, so that who is asking never
    waits. Changes that another process makes are seen with the next question.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._held: OrderedDict[int, _Held] = OrderedDict()
        self._updates: dict[int, asyncio.Task[_Held]] = {}

    async def finder(self, guild_id: int | None) -> Finder:
        """Return the finder of a server, or outside servers that of the articles of every server.

        It knows of every change so far, unless taking them in takes longer than PATIENCE.
        """
        key = guild_id or EVERYWHERE
        held = self._held.get(key)
        try:
            async with asyncio.timeout(None if held is None else PATIENCE):
                held = await self._latest(key)
        except TimeoutError:
            log.info("Taking in changes takes long; a question is answered without them.")
        except SQLAlchemyError:
            if held is None:
                raise
        # Only with something held is there a timeout, or no error.
        assert held is not None
        return held.finder

    async def refresh(self, guild_id: int) -> None:
        """Take in all changes to a server's shelf so far.

        Where that fails the changes are made all the same, and the next question looks again.
        """
        with contextlib.suppress(SQLAlchemyError):  # It is logged where the update ends.
            await self._latest(guild_id)

    def forget(self, guild_id: int) -> None:
        """Let go of the finder of a server all of which was deleted."""
        self._held.pop(guild_id, None)

    async def close(self) -> None:
        """Stop what is under way."""
        updates = list(self._updates.values())
        for task in updates:
            task.cancel()
        await asyncio.gather(*updates, return_exceptions=True)

    async def _latest(self, guild_id: int) -> _Held:
        """Return what knows of all changes so far; those who wait at once wait for one update."""
        under_way = self._updates.get(guild_id)
        if under_way is not None:
            # It may have looked before the last change: only one that begins from now on will do.
            await asyncio.wait([under_way])
        # Who stops waiting must not stop the update for the others.
        return await asyncio.shield(self._updates.get(guild_id) or self._begin(guild_id))

    def _begin(self, guild_id: int) -> asyncio.Task[_Held]:
        task = asyncio.create_task(self._update(guild_id), name=f"shelf {guild_id}")
        self._updates[guild_id] = task
        task.add_done_callback(lambda task: self._end(guild_id, task))
        return task

    def _end(self, guild_id: int, task: asyncio.Task[_Held]) -> None:
        del self._updates[guild_id]
        # Here, since those who waited may have given up by now.
        if not task.cancelled() and (error := task.exception()):
            log.warning("The articles of server %d could not be looked up: %s", guild_id, error)

    async def _update(self, guild_id: int) -> _Held:
        held = self._held.get(guild_id)
        if held is None or held.change != await self._library.last_change(guild_id):
            held = await self._changed(guild_id, held)
        self._held[guild_id] = held
        self._held.move_to_end(guild_id)
        while len(self._held) > MOST_HELD:
            self._held.popitem(last=False)
        return held

    async def _changed(self, guild_id: int, held: _Held | None) -> _Held:
        """Return what to hold in place of what was held; servers without a shelf share one."""
        if guild_id != EVERYWHERE and not await self._library.has_own_changes(guild_id):
            return await self._latest(EVERYWHERE)
        update = await self._library.updates(guild_id, held.change if held else 0)
        if held is None or update.is_full:
            finder = await asyncio.to_thread(Finder, update.articles)
        else:
            finder = await asyncio.to_thread(held.finder.changed, update.articles, update.removed)
        return _Held(finder, update.last_change)

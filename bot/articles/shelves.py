"""Each server's finder: built on first use, kept up to date with its shelf."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from dataclasses import dataclass, replace

from sqlalchemy.exc import SQLAlchemyError

from bot.articles.index_folder import Held
from bot.articles.indexing import Indexing
from bot.articles.meanings import Meanings
from corpus.changes import Changes
from corpus.library import Library
from corpus.schema import EVERYWHERE
from index.finder import Finder

log = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds that a question waits for pending changes before it is answered without them."""
MOST_BYTES = 512 * 2**20
"""Of the finders in memory; beyond it those that were used longest ago are let go, and loaded again
when they are used."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The finder of a server in memory."""

    held: Held
    nbytes: int
    """Its size; 0 if the server shares that of EVERYWHERE."""
    version: int | None
    """As `Changes.version`, when it was last known to have all changes."""


class Shelves:
    """Provides each server's finder; the database is the source of truth.

    Finders are immutable. An update replaces a finder atomically, so questions never block on it.
    Changes made by another process are picked up with the next question.
    """

    def __init__(
        self,
        library: Library,
        indexing: Indexing,
        changes: Changes,
        patience: float | None = PATIENCE,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        """Take how many seconds a question waits for pending changes; None: until they are in."""
        self._library = library
        self._indexing = indexing
        self.changes = changes
        """Says whether articles or judgements have changed."""
        self._patience = patience
        self._most_bytes = most_bytes
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._updates: dict[int, asyncio.Task[Held]] = {}
        self._folding: dict[int, asyncio.Task[None]] = {}
        self._encoding: dict[int, asyncio.Task[None]] = {}

    async def finder(self, guild_id: int | None) -> Finder:
        """Return a server's finder or, outside servers, that of the shared articles.

        It includes all changes so far, unless indexing them takes longer than `patience`.
        """
        return await self.finder_at(guild_id, await self.changes.version())

    async def finder_at(self, guild_id: int | None, version: int | None) -> Finder:
        """Return the same, given what `changes` says by now."""
        key = guild_id or EVERYWHERE
        kept = self._kept.get(key)
        if kept is not None and version is not None and kept.version == version:
            self._kept.move_to_end(key)
            return kept.held.finder
        held = self._held(key)
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
        self._kept.pop(guild_id, None)
        self._indexing.folder.forget(guild_id)

    def forget_deleted(self) -> None:
        """Delete stored indexes, in which articles that were deleted may still be."""
        self._indexing.folder.clear()

    async def close(self) -> None:
        """Cancel running updates."""
        updates = [*self._updates.values(), *self._folding.values(), *self._encoding.values()]
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
        # Read first: a change that comes meanwhile makes the next question look again.
        version = await self.changes.version()
        held = self._held(guild_id)
        if held is None or not await self._is_latest(guild_id, held):
            held = await self._changed(guild_id, held)
            self._keep(guild_id, held, version)
            if self._kept[guild_id].nbytes and held.finder.should_fold:
                self._fold(guild_id, held)
            if self._kept[guild_id].nbytes or guild_id == EVERYWHERE:
                self._encode(guild_id)
        elif guild_id in self._kept:
            self._kept[guild_id] = replace(self._kept[guild_id], version=version)
            self._kept.move_to_end(guild_id)
        return held

    async def _is_latest(self, guild_id: int, held: Held) -> bool:
        last = await self._library.last_change(guild_id)
        return held.change == last and await self._indexing.includes_changes(guild_id, held)

    def _held(self, guild_id: int) -> Held | None:
        kept = self._kept.get(guild_id)
        return None if kept is None else kept.held

    def _keep(self, guild_id: int, held: Held, version: int | None) -> None:
        """Keep a finder, and let those go that were used longest ago; but never the last one."""
        is_shared = guild_id != EVERYWHERE and held is self._held(EVERYWHERE)
        self._kept[guild_id] = _Kept(held, 0 if is_shared else held.finder.nbytes, version)
        self._kept.move_to_end(guild_id)
        while (
            sum(kept.nbytes for kept in self._kept.values()) > self._most_bytes
            and len(self._kept) > 1
        ):
            self._kept.popitem(last=False)

    async def _changed(self, guild_id: int, held: Held | None) -> Held:
        """Return the updated finder; servers without own articles share one."""
        if guild_id != EVERYWHERE and not await self._library.has_own_changes(guild_id):
            return await self._latest(EVERYWHERE)
        return await self._indexing.latest(guild_id, held)

    def _fold(self, guild_id: int, held: Held) -> None:
        """Fold and store a finder while it goes on answering."""
        if guild_id in self._folding:
            return
        task = asyncio.create_task(self._folded(guild_id, held), name=f"fold {guild_id}")
        _keep_until_done(self._folding, guild_id, task, "fold the index")

    async def _folded(self, guild_id: int, held: Held) -> None:
        folded = await self._indexing.folded(guild_id, held)
        # Changes may come faster than an index is folded, or the server may be purged meanwhile.
        folded = await self._indexing.latest(guild_id, folded)
        if guild_id in self._kept:
            self._keep(guild_id, folded, None)  # What it replaces may have included more.

    def _encode(self, guild_id: int) -> None:
        """Have the vectors that a finder lacks made, while it goes on answering."""
        meanings = self._indexing.meanings
        if meanings is None or not meanings.in_background or guild_id in self._encoding:
            return
        task = asyncio.create_task(self._encoded(guild_id, meanings), name=f"encode {guild_id}")
        _keep_until_done(self._encoding, guild_id, task, "encode the passages")

    async def _encoded(self, guild_id: int, meanings: Meanings) -> None:
        encoded = None
        # Changes may come while passages are encoded.
        while (held := self._held(guild_id)) is not None and held.change != encoded:
            if await asyncio.to_thread(meanings.lacks, held.finder):
                if not await meanings.make_in_background(guild_id):
                    return
                finder = await asyncio.to_thread(meanings.attached, guild_id, held.finder)
                self._replace(held, replace(held, finder=finder))
            encoded = held.change
        await asyncio.to_thread(meanings.warm_up)

    def _replace(self, held: Held, other: Held) -> None:
        """Keep another finder of the same articles, for all servers that share it."""
        for guild_id, kept in self._kept.items():
            if kept.held is held:
                self._kept[guild_id] = replace(kept, held=other)


def _keep_until_done(
    tasks: dict[int, asyncio.Task[None]], guild_id: int, task: asyncio.Task[None], what: str
) -> None:
    """Keep a server's task among `tasks` until it is done; `what` it does is logged if it fails."""

    def end(task: asyncio.Task[None]) -> None:
        del tasks[guild_id]
        if not task.cancelled() and (error := task.exception()):
            log.warning("Could not %s of server %d: %s", what, guild_id, error)

    tasks[guild_id] = task
    task.add_done_callback(end)

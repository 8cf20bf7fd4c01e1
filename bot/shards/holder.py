"""Holds a fair share of the shards, as long as their leases last.

A process that is stopped or cut off does not know that others have taken its shards. So it trusts a
lease by its own clock, from before it last asked for it, and for less time than the others wait.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from typing import Protocol

from bot.shards.leases import FAILURES, LEASE, Found, Leases, boot_seconds

log = logging.getLogger(__name__)

BEAT_SECONDS = 3.0
"""Between two renewals: a lease outlasts three that fail."""
MARGIN_SECONDS = 2.0
"""How long before others may take a lease it is not trusted any more: for the time between a look
at the clock and what is done then, and for clocks that run unevenly."""
TRUSTED_SECONDS = LEASE.total_seconds() - MARGIN_SECONDS


class Runner(Protocol):
    """Runs shards."""

    def start(self, shard: int) -> None:
        """Begin to run a shard."""

    async def stop(self, shards: Collection[int]) -> None:
        """Run some shards no more; what can be finished soon is finished first."""

    async def refresh(self) -> None:
        """Read what other processes may have changed; raise FAILURES."""


class Holder:
    """The shards of this process."""

    def __init__(
        self,
        leases: Leases,
        shards: int,
        runner: Runner,
        is_down: Callable[[], Awaitable[bool]],
        now: Callable[[], float] = boot_seconds,
    ) -> None:
        """Share so many shards; `is_down` returns whether the database's server does not run."""
        self._leases = leases
        self._shards = shards
        self._runner = runner
        self._is_down = is_down
        self._now = now
        self._held: frozenset[int] = frozenset()
        self._running: frozenset[int] = frozenset()
        self._until = float("-inf")
        self._settings: int | None = None
        self._failing = False

    def trusts(self, shard: int) -> bool:
        """Return whether nobody else can run a shard now."""
        return shard in self._held and self.is_trusted()

    def is_trusted(self) -> bool:
        """Return whether the leases of this process, if any, are valid now."""
        return self._now() < self._until

    async def hold(self) -> None:
        """Renew the leases until this is cancelled."""
        while True:
            try:
                await self.beat()
            except Exception:  # Whatever it is, it must not be the last renewal.
                log.exception("Could not hold the shards.")
            await asyncio.sleep(BEAT_SECONDS)

    async def beat(self) -> None:
        """Renew the leases once, and take or give up shards so that each process has its share.

        While the database can't be used, the shards go on, but only as long as they are trusted.
        """
        asked = self._now()
        try:
            found = await self._leases.renew()
        except FAILURES as error:
            await self._outlast(asked, error)
            return
        if self._failing:
            log.info("The leases of the shards are renewed again.")
        self._failing = False
        self._until = asked + TRUSTED_SECONDS
        self._held = found.held
        if lost := self._running - self._held:
            log.warning("Other processes have taken shards %s.", _listed(lost))
            await self._stop(lost)
        try:
            await self._balance(found)
        except FAILURES as error:
            log.warning("Could not take or give up shards yet: %s", error)

    async def leave(self) -> None:
        """Let others take all shards at once; raise FAILURES."""
        self._held = frozenset()
        await self._leases.leave()

    async def _outlast(self, asked: float, error: Exception) -> None:
        """Go on with what is held, if nobody can take it.

        Where the server does not run, nobody can; and after it has begun to run again, not for
        another lease. An answer that does not come proves nothing: only this process may be cut
        off.
        """
        if not self._failing:
            log.warning("Could not renew the leases of the shards: %s", error)
        self._failing = True
        if await self._is_down() and self.is_trusted():
            self._until = asked + TRUSTED_SECONDS

    async def _balance(self, found: Found) -> None:
        share = -(-self._shards // found.processes)
        if excess := frozenset(sorted(self._held)[share:]):
            log.info("Giving up shards %s for other processes.", _listed(excess))
            self._held -= excess
            await self._stop(excess)
            await self._leases.release(excess)
        elif len(self._held) < share:
            self._held |= await self._leases.take(share - len(self._held))
        new = self._held - self._running
        if new or found.settings != self._settings:
            await self._runner.refresh()
            self._settings = found.settings
        if new:
            log.info("Running shards %s.", _listed(new))
        for shard in sorted(new):
            self._running |= {shard}
            self._runner.start(shard)

    async def _stop(self, shards: frozenset[int]) -> None:
        """Stop those that run: releasing them may have failed the last time."""
        running = self._running & shards
        self._running -= shards
        await self._runner.stop(sorted(running))


def _listed(shards: Collection[int]) -> str:
    return ", ".join(map(str, sorted(shards)))

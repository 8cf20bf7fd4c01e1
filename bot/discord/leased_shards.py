"""Runs the shards that this process has leases of: starts them, and stops those it gives up."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from functools import partial
from importlib.metadata import version

import yarl

from bot.discord.base import BaseClient
from bot.discord.hearing import Hearing
from bot.discord.shard_removal import remove_shard
from bot.operations.supervisor import State, notify
from bot.shards.group import Process, join
from bot.shards.holder import Holder
from bot.shards.leases import FAILURES, Leases, Leasing
from bot.shards.server import is_down

log = logging.getLogger(__name__)

AHEAD_SECONDS = 2
"""How long before its turn to identify a shard connects."""
TURN_WITHIN = timedelta(seconds=45)
"""How far ahead a turn is reserved before a shard connects."""
TURN_CONNECTED = timedelta(seconds=8)
"""The same once it is connected, which must not take long (`gateway.CONNECT_SECONDS`)."""
ON_TIME_SECONDS = 0.1
"""A turn that was missed by more than this is over."""
TRY_AGAIN_SECONDS = 5
FINISH_SECONDS = 3
"""How long replies under way may take before the shards that are given up are another process's."""


class LeasedShards:
    """The shards of a client whose leases this process holds, with their connections."""

    def __init__(self, client: BaseClient, hearing: Hearing, leasing: Leasing) -> None:
        self._client = client
        self._hearing = hearing
        self._url = leasing.url
        self.process = leasing.process
        """The name of this process in the group."""
        self._wanted = leasing.wanted
        self._gateway = yarl.URL()
        self._concurrency = 1
        self._leases = Leases(leasing.url, leasing.process)
        self.holder: Holder | None = None
        """None until the process has joined the group."""
        self._holding: asyncio.Task[None] | None = None
        self._launching: dict[int, asyncio.Task[None]] = {}
        self._buckets: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._turns: dict[int, float] = {}

    async def begin(self) -> None:
        """Join the group, and run this process's share of the shards from now on.

        Raise a KutipError if it can't join, and what discord.py raises.
        """
        client = self._client
        assert client.user is not None
        recommended, gateway, limits = await client.http.get_bot_gateway()
        self._gateway = yarl.URL(gateway)
        self._concurrency = limits["max_concurrency"]
        secret = client.parts.pseudonyms.digest("shards")
        process = Process(self.process, version("kutip"), client.user.id, secret)
        shards = await join(client.parts.engine, process, self._wanted, recommended)
        client.shard_count = client._connection.shard_count = shards
        self.holder = Holder(self._leases, shards, self, partial(is_down, self._url))
        log.info("Process %s shares %d shards.", self.process, shards)
        await self.holder.beat()
        notify(State.READY)
        self._holding = asyncio.create_task(self.holder.hold(), name="holding the shards")

    async def halt(self) -> None:
        """Connect with no more shards, and renew no leases any more."""
        tasks = [*self._launching.values(), *([self._holding] if self._holding else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def end(self) -> None:
        """Let others take the shards, whose connections are closed by now."""
        if self.holder is not None:
            try:
                await self.holder.leave()
            except FAILURES as error:
                log.warning("Others have to wait until the leases are over: %s", error)
        await self._leases.close()

    def start(self, shard: int) -> None:
        """Connect with a shard, when it is its turn."""
        assert self._client.shard_ids is not None
        self._client.shard_ids.append(shard)
        self._hearing.expecting(shard)
        self._launching[shard] = asyncio.create_task(self._launch(shard), name=f"shard {shard}")

    async def stop(self, shards: Collection[int]) -> None:
        """Disconnect some shards, and let the replies under way finish."""
        client = self._client
        assert client.shard_ids is not None
        for shard in shards:
            client.shard_ids.remove(shard)
            client.shards_here.note_gone(shard)
            launching = self._launching.pop(shard)
            launching.cancel()
            await asyncio.wait([launching])
            await remove_shard(client, shard)
        await client.underway.wait(FINISH_SECONDS)

    async def refresh(self) -> None:
        """Read the settings of servers, which other processes may have changed."""
        await self._client.parts.guilds.refresh()

    def runs(self, shard: int) -> bool:
        """Return whether nobody else runs a shard now."""
        return self.holder is not None and self.holder.trusts(shard)

    def is_trusted(self) -> bool:
        """Return whether this process may act at all: it has not lost what it holds."""
        return self.holder is not None and self.holder.is_trusted()

    async def before_identify(self, shard: int) -> None:
        """Wait for the turn of a shard that is connected; raise TimeoutError if that takes long.

        discord.py connects again after this error. Raise it also if the shard is another process's.
        """
        clock = asyncio.get_running_loop().time
        wait = self._turns.pop(shard, float("-inf")) - clock()
        if wait < -ON_TIME_SECONDS:
            reserved = await self._turn(shard, TURN_CONNECTED)
            if reserved is None:
                raise TimeoutError(f"it is not the turn of shard {shard} to identify")
            wait = reserved
        await asyncio.sleep(max(wait, 0))
        if not self.runs(shard):
            raise TimeoutError(f"shard {shard} may be another process's")

    async def _launch(self, shard: int) -> None:
        """Connect with a shard when it is its turn, one after the other in each bucket."""
        clock = asyncio.get_running_loop().time
        async with self._buckets[shard % self._concurrency]:
            while True:
                wait = await self._turn(shard, TURN_WITHIN)
                if wait is not None:
                    break
                await asyncio.sleep(TRY_AGAIN_SECONDS)
            self._turns[shard] = clock() + wait
            await asyncio.sleep(max(wait - AHEAD_SECONDS, 0))
            await self._client.launch_shard(self._gateway, shard)

    async def _turn(self, shard: int, within: timedelta) -> float | None:
        """Reserve a turn; return in how many seconds it is, None if there is none to have now."""
        try:
            return await self._leases.turn(shard % self._concurrency, within)
        except FAILURES as error:
            log.warning("Could not find out when shard %d may identify: %s", shard, error)
            return None

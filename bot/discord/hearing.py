"""Notices when Kutip hears nothing from Discord's gateway although Discord can be reached."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import aiohttp
import discord
from discord.http import Route

from bot.discord.gateway import heard_at
from bot.discord.own_shards import expected_shards
from bot.errors import DeafError

log = logging.getLogger(__name__)

DEAF_SECONDS = 600
"""How long a shard may be deaf, while Discord can be reached, before the program ends, to be
restarted by its supervisor."""
CHECK_SECONDS = 30
"""How often to check that; WatchdogSec= in the systemd unit is longer."""
REACH_SECONDS = 20
"""How long Discord may take to answer a check."""
SILENT_SECONDS = 150
"""How long a connection may be silent: Discord answers a heartbeat every 41 s, and discord.py
connects again after a minute, unless it is stuck."""


class Hearing:
    """Knows for how long each shard has been deaf: not connected, or connected but silent."""

    def __init__(
        self, client: discord.AutoShardedClient, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Take the client, which reports when shards connect and disconnect, and a clock in s."""
        self._client = client
        self._now = now
        self._began = self._now()
        self._lost: dict[int, float] = {}
        self._hears: set[int] = set()

    def connected(self, shard_id: int) -> None:
        """Note that a shard began or resumed a session."""
        self._hears.add(shard_id)
        self._lost.pop(shard_id, None)
        # Shards connect one after the other, so those after it have been waiting for their turn.
        self._began = self._now()

    def disconnected(self, shard_id: int) -> None:
        """Note that a shard lost its connection."""
        self._lost.setdefault(shard_id, self._now())

    def expecting(self, shard_id: int) -> None:
        """Note that a shard is to be connected from now on."""
        self._hears.discard(shard_id)
        self._lost[shard_id] = self._now()

    def deaf_seconds(self) -> float | None:
        """Return for how long the shard that has been deaf longest has been so; None if none is."""
        now = self._now()
        return max((now - since for since in self._deaf_since().values()), default=None)

    def hearing(self) -> dict[int, bool]:
        """Return whether each shard that this process has to run is connected and hears."""
        deaf = self._deaf_since()
        return {shard_id: shard_id not in deaf for shard_id in expected_shards(self._client)}

    def deaf_since(self) -> datetime | None:
        """Return since when that shard has been deaf."""
        seconds = self.deaf_seconds()
        return None if seconds is None else datetime.now(UTC) - timedelta(seconds=seconds)

    async def watch(self, on_check: Callable[[], None]) -> None:
        """Check every CHECK_SECONDS for a deaf shard, and call `on_check` each time.

        Raise DeafError once one has been deaf for DEAF_SECONDS in which Discord could be reached.
        """
        reachable_since: float | None = None
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            deaf = self.deaf_seconds()
            if deaf is None or not await self._is_reachable():
                reachable_since = None
            elif reachable_since is None:
                reachable_since = self._now()
            elif min(deaf, self._now() - reachable_since) >= DEAF_SECONDS:
                raise DeafError(
                    "Discord can be reached, but has sent nothing for {minutes} minutes: Kutip "
                    "stops, so that it can be restarted.",
                    minutes=DEAF_SECONDS // 60,
                )
            on_check()

    def _deaf_since(self) -> dict[int, float]:
        shards = self._client.shards
        found = {}
        for shard_id in expected_shards(self._client):
            shard = shards.get(shard_id)
            if shard_id not in self._hears or shard is None:
                found[shard_id] = max(self._began, self._lost.get(shard_id, self._began))
                continue
            if shard.is_closed():  # The client is not notified of this at once.
                self.disconnected(shard_id)
            if shard_id in self._lost:
                found[shard_id] = self._lost[shard_id]
            elif self._now() - (last := heard_at(shard) or self._now()) > SILENT_SECONDS:
                found[shard_id] = last
        return found

    async def _is_reachable(self) -> bool:
        try:
            async with asyncio.timeout(REACH_SECONDS):
                await self._client.http.request(Route("GET", "/gateway"))
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.info("Discord can't be reached: %s", error)
            return False
        return True

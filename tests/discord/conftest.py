"""The stand-in, for tests of it with discord.py in this process."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord.wire import WireDiscord, gateway_url, rest_url


@pytest.fixture
def shards() -> int:
    return 1


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch, shards: int) -> AsyncIterator[WireDiscord]:
    async with WireDiscord(shards=shards) as wire:
        monkeypatch.setattr(Route, "BASE", rest_url(wire.port))
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(gateway_url(wire.port)))
        yield wire
    assert asyncio.all_tasks() == {asyncio.current_task()}

"""A small query log, and the page over it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.bot.dashboard.log import fill
from tests.bot.dashboard.served import Served, serving


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its database, which no test changes."""
    path = tmp_path_factory.mktemp("reviewed") / "kutip.db"
    asyncio.run(fill(path))
    return path


@pytest.fixture(scope="session")
def served(log: Path) -> Iterator[Served]:
    with serving(log) as served:
        yield served


@pytest.fixture
async def browse(served: Served) -> AsyncIterator[aiohttp.ClientSession]:
    """What requests pages, and is sent nowhere else by them."""
    async with aiohttp.ClientSession(served.address) as session:
        yield session

"""An internet, and what fetches from it."""

from collections.abc import AsyncIterator

import pytest

from corpus.web import Web
from tests.clock import Clock
from tests.corpus.web.server import ALSO_PUBLIC, DOWN, PUBLIC, Internet, running_internet


@pytest.fixture
async def internet(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Internet]:
    """An internet that checks after every test that no private address was connected to."""
    async with running_internet(monkeypatch) as internet:
        yield internet
        assert set(internet.connected) <= {PUBLIC, ALSO_PUBLIC, DOWN}
        assert internet.visitors == 0


@pytest.fixture
async def web(internet: Internet, clock: Clock) -> AsyncIterator[Web]:
    """What fetches, and has all the time in the world unless a test moves the clock."""
    async with Web("1.2.3", resolver=internet) as web:
        yield web

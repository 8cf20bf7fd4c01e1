from collections.abc import AsyncIterator

import pytest

from bot.follows.rounds import Rounds
from bot.parts import Parts
from corpus.web import Web
from tests.bot.follows.site import WEEK, Site
from tests.corpus.web.server import ALSO_PUBLIC, DOWN, PUBLIC, Internet, running_internet
from tests.patience import LONG


@pytest.fixture
async def internet(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Internet]:
    """An internet that checks after every test that no private address was connected to."""
    async with running_internet(monkeypatch) as internet:
        yield internet
        assert set(internet.connected) <= {PUBLIC, ALSO_PUBLIC, DOWN}
        assert internet.visitors == 0


@pytest.fixture
async def web(internet: Internet) -> AsyncIterator[Web]:
    async with Web("test", resolver=internet, total_seconds=LONG) as web:
        yield web


@pytest.fixture
def site(internet: Internet, parts: Parts) -> Site:
    """A site that nobody follows yet; pages of linked articles are looked at weekly."""
    return Site(internet, parts, Rounds(parts, WEEK))

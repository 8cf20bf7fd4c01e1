"""A pytest plugin with desks for tests of what moderators do.

Tests name it in `pytest_plugins` and make their fixture `web` return `web_of_pages`.
"""

from collections.abc import AsyncIterator, Callable

import discord
import pytest
from simcord.env import Env

from bot.parts import Parts
from corpus.web import Web
from tests.bot.desk import Desk
from tests.bot.uploads import serve_uploads
from tests.corpus.web.server import Internet, running_internet
from tests.patience import LONG


@pytest.fixture
async def internet(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Internet]:
    """A small internet that also serves the files uploaded to Discord."""
    async with running_internet(monkeypatch) as internet:
        serve_uploads(internet, monkeypatch)
        yield internet


@pytest.fixture
async def web_of_pages(internet: Internet) -> AsyncIterator[Web]:
    async with Web("test", resolver=internet, total_seconds=LONG) as web:
        yield web


@pytest.fixture
def open_desk(simcord_env: Env, parts: Parts, internet: Internet) -> Callable[[str], Desk]:
    """Create a desk on a new server of this name."""

    def open_desk(name: str) -> Desk:
        guild = simcord_env.create_guild(name)
        powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
        moderator = guild.add_member(simcord_env.create_user(f"mod of {name}"), roles=[powers])
        return Desk(moderator, guild.create_text_channel("news"), parts, internet)

    return open_desk


@pytest.fixture
def desk(open_desk: Callable[[str], Desk]) -> Desk:
    return open_desk("Newsroom")

"""A pytest plugin with desks for tests of what moderators do.

Tests name it in `pytest_plugins` and make their fixture `web` return `web_of_pages`.
"""

from collections.abc import AsyncIterator, Callable
from typing import Any

import discord
import pytest
from simcord.backend import cdn
from simcord.env import Env
from yarl import URL

from bot.parts import Parts
from corpus.web import Web
from tests.bot.desk import Desk
from tests.corpus.web.server import PUBLIC, Internet, running_internet
from tests.patience import LONG


@pytest.fixture
async def internet(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Internet]:
    """A small internet that also serves the files uploaded to Discord."""
    async with running_internet(monkeypatch) as internet:
        serve_uploads(internet, monkeypatch)
        yield internet


def serve_uploads(internet: Internet, patch: pytest.MonkeyPatch) -> None:
    """Serve the files that are uploaded to Discord."""
    patch.setattr(cdn, "CDN_BASE", f"http://{PUBLIC}")
    store = cdn.CdnStore.store_attachment

    def store_and_serve(
        self: cdn.CdnStore, number: int, channel: int, name: str, data: bytes, about: str | None
    ) -> dict[str, Any]:
        stored = store(self, number, channel, name, data, about)
        internet.page(f"{PUBLIC}{URL(stored['url']).raw_path}", data)
        return stored

    patch.setattr(cdn.CdnStore, "store_attachment", store_and_serve)


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

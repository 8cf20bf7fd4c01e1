"""A pytest plugin with desks for tests of reviewing."""

from collections.abc import Callable

import discord
import pytest
from simcord.env import Env

from bot.parts import Parts
from tests.bot.review_desk import ReviewDesk


@pytest.fixture
def open_review(simcord_env: Env, parts: Parts) -> Callable[[str], ReviewDesk]:
    """Create a desk on a new server of this name."""

    def open_review(name: str) -> ReviewDesk:
        guild = simcord_env.create_guild(name, preferred_locale="id")
        powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
        moderator = guild.add_member(simcord_env.create_user(f"mod of {name}"), roles=[powers])
        return ReviewDesk(moderator, guild.create_text_channel("umum"), parts)

    return open_review


@pytest.fixture
def review(open_review: Callable[[str], ReviewDesk]) -> ReviewDesk:
    return open_review("Ruang Berita")

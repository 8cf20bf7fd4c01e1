"""A moderator of the Indonesian server, and articles on its shelf."""

from collections.abc import Awaitable, Callable
from hashlib import sha256

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import GuildHandle
from simcord.env import Env

from bot.parts import Parts
from corpus.article import Article
from corpus.catalogue import Catalogue
from corpus.draft import Draft, new_article_id
from corpus.shelf import Shelf

Keep = Callable[..., Awaitable[Article]]


def text_about(title: str) -> str:
    """Return a text of two passages that is unique to the title."""
    words = sha256(title.encode()).hexdigest()
    return f"{title}: {' '.join(words[:32])} begitu.\n\n{title}: {' '.join(words[32:])} begini."


@pytest.fixture
def ani(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    """A member with Manage Messages."""
    powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    return guild.add_member(simcord_env.create_user("ani"), roles=[powers])


@pytest.fixture
def shelf(parts: Parts, guild: GuildHandle) -> Shelf:
    return parts.shelf(guild.id)


@pytest.fixture
def catalogue(parts: Parts, guild: GuildHandle) -> Catalogue:
    return parts.catalogue(guild.id)


@pytest.fixture
def keep(shelf: Shelf, ani: MemberActor) -> Keep:
    """Publish an article on the server, as Ani."""

    async def keep(title: str, body: str | None = None, url: str | None = None) -> Article:
        draft = Draft(
            id=new_article_id(),
            title=title,
            source="Serambi",
            url=url,
            language="id",
            body=body or text_about(title),
        )
        return await shelf.add(draft, ani.id)

    return keep

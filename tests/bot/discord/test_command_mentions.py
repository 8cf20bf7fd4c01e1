import re
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env

from bot.discord.client import KutipClient
from bot.discord.command_mentions import Mentions, mentions_of
from bot.locales import ENGLISH
from tests.bot.discord_client import MakeClient, Speak, texts_of
from tests.bot.indonesian import INDONESIAN

COMMANDS: list[dict[str, Any]] = [
    {"name": "ask", "name_localizations": {"id": "tanya"}, "options": [{"type": 3, "name": "q"}]},
    {
        "name": "article",
        "name_localizations": {"id": "artikel"},
        "options": [{"type": 1, "name": "list", "name_localizations": {"id": "daftar"}}],
    },
    {"name": "new"},
]


@pytest.fixture
def _commands_quoted() -> None:
    """As mentions, here."""


@pytest.fixture
def wati(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    """An administrator."""
    powers = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    return guild.add_member(simcord_env.create_user("wati"), roles=[powers])


def test_texts_mention_commands_by_default_name_and_id_in_every_language() -> None:
    mentions = mentions_of(COMMANDS, {"ask": 1, "article": 2})

    listed = "</article list:2>"
    assert listed in mentions.within(ENGLISH)("shelf.list_nothing_like", search="x")
    assert listed in mentions.within(INDONESIAN)("shelf.list_nothing_like", search="x")
    assert "</ask:1>" in mentions.within(INDONESIAN)("intake.published", title="x", count=2)


def test_an_unknown_command_and_a_group_stay_plain_text() -> None:
    texts = mentions_of(COMMANDS, {"article": 2}).within(ENGLISH)

    assert "`/ask`" in texts("intake.published", title="x", count=2)
    assert "`/article`" in texts("server.moderator_added", role="x")
    assert Mentions().within(ENGLISH) is ENGLISH


def test_what_is_filled_in_is_left_as_it_is() -> None:
    texts = mentions_of(COMMANDS, {"ask": 1}).within(ENGLISH)

    assert texts("shelf.restored", title="`/ask`") == ENGLISH("shelf.restored", title="`/ask`")


async def test_commands_can_be_clicked_after_the_sync_and_after_a_start_without_one(
    simcord_env: Env,
    wati: MemberActor,
    channel: ChannelHandle,
    make_client: MakeClient,
    speak: Speak,
) -> None:
    assert isinstance(simcord_env.bot, KutipClient)
    known = {each.name: each.id for each in await simcord_env.bot.tree.fetch_commands()}
    expected = f"</article list:{known['article']}>"
    for locale in ("en-US", "id"):
        speak(locale, locale)
        for _ in range(2):
            shown = await wati.slash(channel, "article list", search="zzz")
            assert expected in texts_of(shown.response)
            await simcord_env.restart_bot(make_client())
            assert not re.search(r"`/[^`]+`", texts_of(shown.response))

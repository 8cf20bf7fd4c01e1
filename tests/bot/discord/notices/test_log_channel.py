import pytest
from discord.ui import LayoutView
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env

from bot.discord.client import KutipClient
from bot.discord.components.card import card
from bot.discord.notices.log_channel import post
from bot.guilds import GuildSettings
from bot.locales import Texts
from bot.parts import Parts
from tests.bot.discord_client import texts_of
from tests.bot.indonesian import INDONESIAN


async def greeting(texts: Texts) -> LayoutView:
    return card([texts("server.welcome")])


@pytest.fixture
async def log_channel(parts: Parts, guild: GuildHandle) -> ChannelHandle:
    channel = guild.create_text_channel("catatan")
    await parts.guilds.save(GuildSettings(guild.id, log_channel_id=channel.id))
    return channel


async def test_a_message_has_a_nonce_by_which_discord_knows_it_again(
    simcord_env: Env, client: KutipClient, guild: GuildHandle, log_channel: ChannelHandle
) -> None:
    assert await post(client, guild.id, greeting, "post-7")

    [message] = log_channel.history()
    assert texts_of(message) == INDONESIAN("server.welcome")
    sent = simcord_env.http_requests[-1].json or {}
    assert (sent["nonce"], sent["enforce_nonce"]) == ("post-7", True)


async def test_where_no_log_channel_is_set_there_is_nothing_to_post(
    client: KutipClient, guild: GuildHandle
) -> None:
    assert await post(client, guild.id, greeting, "post-7")


async def test_during_an_outage_of_a_server_nothing_is_posted_yet(
    client: KutipClient, guild: GuildHandle, log_channel: ChannelHandle
) -> None:
    known = client.get_guild(guild.id)
    assert known is not None
    known.unavailable = True

    assert not await post(client, guild.id, greeting, "post-7")
    assert log_channel.history() == []


async def test_a_server_that_kutip_left_needs_no_post_once_discord_has_said_which_ones_are_left(
    client: KutipClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await post(client, 4711, greeting, "post-7")

    monkeypatch.setattr(client.shards_here, "know", lambda _: False)
    assert not await post(client, 4711, greeting, "post-7")

"""The log channel that a server has set for notices to its moderators."""

import logging
from collections.abc import Awaitable, Callable

import discord
from discord.ui import LayoutView

from bot.discord.base import BaseClient
from bot.discord.notices.welcome import may_write
from bot.guilds import GuildSettings
from bot.locales import Texts

log = logging.getLogger(__name__)

Showing = Callable[[Texts], Awaitable[LayoutView]]
"""Makes a message in a language."""


async def post(client: BaseClient, guild_id: int, showing: Showing, nonce: str) -> bool:
    """Post in the log channel of a server, if it has one.

    Discord posts no second message with the same nonce (see `nonce`). Return False, without having
    posted, if Discord has an outage of the server or has not reported yet that Kutip is a member.
    Raise what discord.py and aiohttp raise.
    """
    guild = client.get_guild(guild_id)
    if guild is None:
        return client.shards_here.know(guild_id)  # Then Kutip has left it.
    if guild.unavailable:
        return False
    channel = log_channel(guild, client.parts.guilds.of(guild_id))
    if channel is not None:
        texts = client.public_texts(guild_id, guild.preferred_locale)
        await channel.send(view=await showing(texts), nonce=nonce)
    return True


def log_channel(guild: discord.Guild, settings: GuildSettings) -> discord.abc.Messageable | None:
    """Return the server's log channel; None if it has set none, or the channel is gone."""
    if settings.log_channel_id is None:
        return None
    channel = guild.get_channel_or_thread(settings.log_channel_id)
    if isinstance(channel, discord.abc.Messageable):
        return channel
    log.info("The log channel of server %d is gone.", guild.id)
    return None


def has_log_channel(guild: discord.Guild, settings: GuildSettings) -> bool:
    """Return whether the server has a log channel in which Kutip may write."""
    channel = log_channel(guild, settings)
    return isinstance(channel, discord.TextChannel) and may_write(channel)

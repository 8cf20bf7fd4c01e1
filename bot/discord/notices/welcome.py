"""The welcome message on a new server, and the channel for it."""

import logging

import discord

from bot.discord.failures import NOT_SENT
from bot.locales import Texts

log = logging.getLogger(__name__)


async def welcome(guild: discord.Guild, texts: Texts) -> None:
    """Post the welcome message, if there is a channel that Kutip may write in."""
    channel = welcome_channel(guild)
    if channel is None:
        log.info("Joined server %s, which has no channel for the welcome.", guild.id)
        return
    try:
        await channel.send(texts("server.welcome"))
    except NOT_SENT as error:
        log.info("Could not post the welcome on server %s: %r", guild.id, error)


def welcome_channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the system channel, or else the topmost text channel, that Kutip may write in.

    The inviter gets no direct message, because finding them takes the View Audit Log permission.
    """
    channels = [guild.system_channel, *guild.text_channels]
    return next((channel for channel in channels if channel and may_write(channel)), None)


def may_write(channel: discord.abc.GuildChannel) -> bool:
    """Return True if Kutip may write in a channel."""
    mine = channel.permissions_for(channel.guild.me)
    return mine.view_channel and mine.send_messages

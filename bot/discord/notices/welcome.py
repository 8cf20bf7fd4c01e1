"""The welcome message on a new server, and the channel for it."""

import logging

import discord

from bot.locales import Texts

log = logging.getLogger(__name__)


async def welcome(guild: discord.Guild, texts: Texts) -> None:
    """Post once what to do first; nothing if there is no channel to write in."""
    place = place_for_welcome(guild)
    if place is None:
        log.info("Joined server %s, which has no channel for the welcome.", guild.id)
        return
    try:
        await place.send(texts("server.welcome"))
    except discord.HTTPException as error:
        log.info("Could not post the welcome on server %s: %s", guild.id, error)


def place_for_welcome(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the channel for system messages, or else the uppermost, that Kutip may write in.

    Not a direct message to the inviter: finding them needs the right to read the audit log.
    """
    channels = [guild.system_channel, *guild.text_channels]
    return next((channel for channel in channels if channel and may_write(channel)), None)


def may_write(channel: discord.abc.GuildChannel) -> bool:
    """Return True if Kutip may write in a channel."""
    mine = channel.permissions_for(channel.guild.me)
    return mine.view_channel and mine.send_messages

"""The first words on a server, and where they are said."""

import logging

import discord

from bot.locales import Texts

log = logging.getLogger(__name__)


async def welcome(guild: discord.Guild, texts: Texts) -> None:
    """Say once what to do first; nothing where there is no place to say it."""
    place = place_for_welcome(guild)
    if place is None:
        log.info("Joined server %s, which has no channel to say hello in.", guild.id)
        return
    try:
        await place.send(texts("server.welcome"))
    except discord.HTTPException as error:
        log.info("No welcome could be said on server %s: %s", guild.id, error)


def place_for_welcome(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the channel for system messages, or else the uppermost, that Kutip may write in.

    Not a message to who invited it: only the audit log tells who did, and it is not asked for.
    """
    channels = [guild.system_channel, *guild.text_channels]
    return next((channel for channel in channels if channel and may_write(channel)), None)


def may_write(channel: discord.abc.GuildChannel) -> bool:
    """Tell whether Kutip may write in a channel."""
    mine = channel.permissions_for(channel.guild.me)
    return mine.view_channel and mine.send_messages

"""The log channel that a server has set for notices to its moderators."""

import logging

import discord

from bot.guilds import GuildSettings

log = logging.getLogger(__name__)


def log_channel(guild: discord.Guild, settings: GuildSettings) -> discord.abc.Messageable | None:
    """Return the server's log channel; None if it has set none, or the channel is gone."""
    if settings.log_channel_id is None:
        return None
    channel = guild.get_channel_or_thread(settings.log_channel_id)
    if isinstance(channel, discord.abc.Messageable):
        return channel
    log.info("The log channel of server %d is gone.", guild.id)
    return None

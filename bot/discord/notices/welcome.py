"""The welcome message on a new server, and the channel for it."""

import logging
from datetime import UTC, datetime, timedelta

import discord

from bot.discord.base import BaseClient
from bot.discord.failures import NOT_SENT

log = logging.getLogger(__name__)

LATELY = timedelta(days=1)
"""How long before its start Kutip was invited, at most, to say hello then. Not longer, because no
server is known when the database is lost."""


class Welcomes:
    """Says hello on new servers, once as long as Kutip is on them."""

    def __init__(self, client: BaseClient) -> None:
        self._client = client
        self._due: set[int] = set()
        self._said: set[int] = set()

    def expect(self) -> None:
        """Find the servers that Kutip was invited to while it was not running.

        They must not have been recorded yet.
        """
        after = datetime.now(UTC) - LATELY
        for guild in self._client.guilds:
            if guild.unavailable or self._client.parts.guilds.is_recorded(guild.id):
                continue
            invited_at = guild.me.joined_at
            if invited_at is not None and invited_at > after:
                self._due.add(guild.id)

    async def say_due(self) -> None:
        """Say hello on these servers."""
        for guild in self._client.guilds:
            if guild.id in self._due and self._client.shards_here.work_for(guild.id):
                await self.say(guild)
        self._due.clear()

    async def say(self, guild: discord.Guild) -> None:
        """Post the welcome message, if there is a channel that Kutip may write in."""
        if guild.id in self._said:
            return
        self._said.add(guild.id)
        channel = welcome_channel(guild)
        if channel is None:
            log.info("Joined server %s, which has no channel for the welcome.", guild.id)
            return
        texts = self._client.public_texts(guild.id, guild.preferred_locale)
        try:
            await channel.send(texts("server.welcome"))
        except NOT_SENT as error:
            log.info("Could not post the welcome on server %s: %r", guild.id, error)

    def forget(self, guild: discord.Guild) -> None:
        """Let it be said again, once Kutip is back on a server that it left."""
        self._said.discard(guild.id)


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

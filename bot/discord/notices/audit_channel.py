"""Posts article changes, and who made them, in each server's log channel."""

import logging

import discord
from aiohttp import ClientError
from discord.ui import LayoutView, TextDisplay
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.discord.notices.log_channel import log_channel
from bot.discord.render.shelf import CHANGES_SHOWN, news_text
from bot.locales import texts_for
from bot.parts import Parts
from corpus.schema import audit

log = logging.getLogger(__name__)

EVERY_SECONDS = 10
"""Seconds between polls of the audit, which are cheap. Polling also finds changes by `kutip` in a
terminal."""


class AuditChannel:
    """Follows the audit from the first poll on; earlier changes are not posted."""

    def __init__(self, client: discord.Client, parts: Parts) -> None:
        self._client = client
        self._parts = parts
        self._seen: int | None = None

    async def poll(self) -> None:
        """Post the changes since the last poll, in at most one message per server.

        Failures are logged; the changes remain in the articles' histories.
        """
        try:
            async with self._parts.engine.connect() as connection:
                last = await connection.scalar(select(func.max(audit.c.id))) or 0
                since, self._seen = self._seen, last
                if since is None or since == last:
                    return
                counted = await connection.execute(
                    select(audit.c.guild_id, func.count())
                    .where(audit.c.id > since, audit.c.id <= last)
                    .group_by(audit.c.guild_id)
                )
                counts = [(guild_id, count) for guild_id, count in counted]
            for guild_id, count in counts:
                await self._post(guild_id, count, range(since + 1, last + 1))
        except SQLAlchemyError as error:
            log.warning("Could not read the audit for log channels: %s", error)

    async def _post(self, guild_id: int, count: int, new: range) -> None:
        """Post the `count` changes of a server, whose ids are in `new`."""
        settings = self._parts.guilds.of(guild_id)
        guild = self._client.get_guild(guild_id)
        channel = None if guild is None else log_channel(guild, settings)
        if guild is None or channel is None:
            return
        texts = texts_for(settings.language or guild.preferred_locale.value, self._parts.language)
        try:
            latest = await self._parts.catalogue(guild_id).changes(limit=CHANGES_SHOWN)
            own = [
                each for each in reversed(latest) if each.guild_id == guild_id and each.id in new
            ]
            view = LayoutView(timeout=None).add_item(TextDisplay(news_text(own, count, texts)))
            await channel.send(view=view)
        # One server's failure must not affect the others.
        except (discord.DiscordException, ClientError, OSError, SQLAlchemyError) as error:
            log.warning("Could not post changes on server %s: %s", guild_id, error)

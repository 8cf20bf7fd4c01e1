"""Tells each server that wants it, in a channel of its choice, who changed which article."""

import logging

import discord
from aiohttp import ClientError
from discord.ui import LayoutView, TextDisplay
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.locales import texts_for
from bot.notices.log_channel import log_channel
from bot.parts import Parts
from bot.render.shelf import CHANGES_SHOWN, news_text
from corpus.schema import audit

log = logging.getLogger(__name__)

EVERY_SECONDS = 10
"""How often the audit is looked at: soon enough to be read as news, and one look-up costs little.
Whoever makes a change needs to know nothing of this, be it on Discord or at a terminal."""


class AuditChannel:
    """Follows the audit from the first look on; what changed before is not told."""

    def __init__(self, client: discord.Client, parts: Parts) -> None:
        self._client = client
        self._parts = parts
        self._seen: int | None = None

    async def look(self) -> None:
        """Tell the servers what has changed since the last look, once each at most.

        What can't be told is logged; it stays in the articles' histories.
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
                await self._tell(guild_id, count, range(since + 1, last + 1))
        except SQLAlchemyError as error:
            log.warning("Changes could not be looked up for log channels: %s", error)

    async def _tell(self, guild_id: int, count: int, new: range) -> None:
        """Tell a server of its changes with these ids, which are so many."""
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
        # One server's trouble must not keep the news from the others.
        except (discord.DiscordException, ClientError, OSError, SQLAlchemyError) as error:
            log.warning("Changes could not be told on server %s: %s", guild_id, error)

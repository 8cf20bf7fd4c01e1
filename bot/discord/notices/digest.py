"""Tells each server that wants it, once a week in its log channel, what was asked."""

import logging
from datetime import UTC, datetime, timedelta

import discord
from aiohttp import ClientError
from sqlalchemy.exc import SQLAlchemyError

from bot.discord.base import BaseClient
from bot.discord.components.card import card
from bot.discord.notices.log_channel import log_channel
from bot.discord.render.figures import digest_texts
from bot.querylog.selection import Selection
from bot.querylog.statistics import statistics
from bot.querylog.unanswered import unanswered

log = logging.getLogger(__name__)

WEEK = timedelta(days=7)
LOOKED_AFTER_HOURS = 1
"""How often it is looked which servers are due."""
EARLY = timedelta(minutes=30)
"""How much sooner than a week it may be: else each would come a look later than the last."""


class Digest:
    """Tells of the last week a week after it did so last; the first time, when it is set."""

    def __init__(self, client: BaseClient) -> None:
        self._client = client

    async def look(self) -> None:
        """Tell the servers that are due; what fails is logged, and tried again at the next look."""
        guilds, now = self._client.parts.guilds, datetime.now(UTC)
        try:
            due = await guilds.digests_due(now - WEEK + EARLY)
        except SQLAlchemyError as error:
            log.warning("It could not be looked up whom to tell of the week: %s", error)
            return
        for guild_id in due:
            guild = self._client.get_guild(guild_id)
            if guild is None or guild.unavailable:
                continue  # Discord has an outage there.
            try:
                await self._tell(guild, now)
            except (discord.DiscordException, ClientError, OSError, SQLAlchemyError) as error:
                log.warning("Server %d could not be told of its week: %s", guild_id, error)
            except Exception:  # One server's trouble must not keep it from the others.
                log.exception("Server %d could not be told of its week.", guild_id)

    async def _tell(self, guild: discord.Guild, now: datetime) -> None:
        """Tell a server of its week, if anything was asked; while its channel is gone, wait."""
        client, engine = self._client, self._client.parts.engine
        channel = log_channel(guild, client.parts.guilds.of(guild.id))
        if channel is None:
            return
        since = now - WEEK
        figures = await statistics(engine, Selection(guild_id=guild.id, since=since))
        if figures.asked:
            texts = client.public_texts(guild.id, guild.preferred_locale)
            asked_in_vain = await unanswered(engine, guild.id, since)
            await channel.send(view=card(digest_texts(figures, asked_in_vain, texts)))
        await client.parts.guilds.set_digest_at(guild.id, now)

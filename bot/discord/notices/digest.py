"""Posts a weekly digest of the questions in the log channel of servers that want it."""

import logging
from datetime import UTC, datetime, timedelta

import discord
from sqlalchemy.exc import SQLAlchemyError

from bot.discord.base import BaseClient
from bot.discord.components.card import card
from bot.discord.failures import NOT_SENT
from bot.discord.notices.log_channel import log_channel
from bot.discord.notices.nonce import nonce_of
from bot.discord.render.figures import digest_texts
from bot.discord.retries import UnsentError
from bot.querylog.selection import Selection
from bot.querylog.statistics import statistics
from bot.querylog.unanswered import unanswered

log = logging.getLogger(__name__)

WEEK = timedelta(days=7)
CHECK_HOURS = 1
"""How often to check for servers that are due."""
EARLY = timedelta(minutes=30)
"""Tolerance below a week; without it each digest would come one check later than the last."""


class Digest:
    """Posts each digest a week after the last one; the first when the setting is turned on."""

    def __init__(self, client: BaseClient) -> None:
        self._client = client

    async def poll(self) -> None:
        """Post in the servers that are due; failures are logged and retried at the next check."""
        client, now = self._client, datetime.now(UTC)
        guilds = client.parts.guilds
        try:
            # A digest posted while the clock was ahead would delay the next one. None is posted for
            # this, because it may be now that the clock is wrong.
            await guilds.set_later_digests_at(after=now + WEEK, at=now)
            due = await guilds.digests_due(now - WEEK + EARLY)
        except SQLAlchemyError as error:
            log.warning("Could not list servers due for a digest: %s", error)
            return
        for guild_id, last in due.items():
            guild = client.get_guild(guild_id)
            if guild is None or guild.unavailable or not client.shards_here.work_for(guild_id):
                continue  # Another process posts it, or Discord has an outage there.
            try:
                await self._post(guild, now, last)
            except (*NOT_SENT, SQLAlchemyError) as error:
                log.warning("Could not post the digest on server %d: %r", guild_id, error)
            except Exception:  # One server's failure must not affect the others.
                log.exception("Could not post the digest on server %d.", guild_id)

    async def _post(self, guild: discord.Guild, now: datetime, last: datetime | None) -> None:
        """Post the digest if anything was asked; stay due while there is no log channel.

        It is posted at most once: only what Discord certainly did not post is due again.
        """
        client, engine = self._client, self._client.parts.engine
        guilds = client.parts.guilds
        channel = log_channel(guild, guilds.of(guild.id))
        if channel is None:
            return
        since = now - WEEK
        figures = await statistics(engine, Selection(guild_id=guild.id, since=since))
        questions = await unanswered(engine, guild.id, since) if figures.asked else ()
        if not await guilds.claim_digest(guild.id, last, now) or not figures.asked:
            return
        texts = client.public_texts(guild.id, guild.preferred_locale)
        view = card(digest_texts(figures, questions, texts))
        try:
            await channel.send(view=view, nonce=nonce_of("digest", guild.id, last))
        except (discord.HTTPException, UnsentError):
            await guilds.release_digest(guild.id, last, now)
            raise

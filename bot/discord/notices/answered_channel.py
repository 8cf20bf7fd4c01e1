"""Asks questions again after changes from outside Discord, and posts in each log channel."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from bot.discord.base import BaseClient
from bot.discord.notices.answered import answered_view
from bot.discord.notices.log_channel import log_channel
from bot.discord.notices.telling import tell_wishers
from bot.querylog.wishes import Wishes
from bot.questions.reasking import Changed, affected, changed_outside_discord, last_change
from corpus.schema import EVERYWHERE

log = logging.getLogger(__name__)


class AnsweredChannel:
    """Follows the audit from the first look on; moderators see the effect of their own changes.

    A server reads in its log channel what the changed articles answer now, if it has one. Outside
    servers nobody could press a button, so notification requests are served at once.
    """

    def __init__(self, client: BaseClient) -> None:
        self._client = client
        self._seen: int | None = None

    async def look(self) -> None:
        """Ask again on each server whose articles have changed since the last look."""
        engine = self._client.parts.engine
        try:
            await self._tell_outside_servers()
            last = await last_change(engine)
            if self._seen is None:
                self._seen = last
            shelves = await changed_outside_discord(engine, self._seen, last)
            changes = [each for shelf in shelves for each in await affected(engine, shelf)]
        except SQLAlchemyError as error:
            log.warning("Could not read the audit for asking again: %s", error)
            return
        for changed in changes:
            try:
                await self._ask_again(changed)
            except Exception:  # Whatever it is, the other servers must still be asked.
                log.exception("Asking again failed on server %d.", changed.guild_id)
        self._seen = last

    async def _tell_outside_servers(self) -> None:
        """Notify the people waiting there, also for answers found while no bot was running."""
        client = self._client
        for article_id in await Wishes(client.parts.engine).waiting(EVERYWHERE):
            await tell_wishers(client, EVERYWHERE, article_id)

    async def _ask_again(self, changed: Changed) -> None:
        client, guild_id = self._client, changed.guild_id
        found = await client.parts.ask_again(changed)
        if guild_id == EVERYWHERE:
            await self._tell_outside_servers()
            return
        guild = client.get_guild(guild_id)
        if not found or guild is None:
            return
        channel = log_channel(guild, client.parts.guilds.of(guild_id))
        if channel is not None:
            texts = client.public_texts(guild_id, guild.preferred_locale)
            await channel.send(view=await answered_view(client.parts, guild_id, found, texts))

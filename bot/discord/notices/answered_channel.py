"""Asks questions again after changes from outside Discord, and posts in each log channel."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from bot.discord.base import BaseClient
from bot.discord.notices.effects import effects_view
from bot.discord.notices.log_channel import log_channel
from bot.discord.notices.notifications import notify_waiting
from bot.querylog.wishes import Wishes
from bot.questions.reasking import Changed, affected, changed_outside_discord, last_change
from corpus.schema import EVERYWHERE

log = logging.getLogger(__name__)


class AnsweredChannel:
    """Follows the audit from the first poll on, skipping changes on Discord: they report at once.

    What the changes did to answers is posted in each server's log channel, if it has one.
    Outside servers nobody could press a button, so people there are notified at once.
    """

    def __init__(self, client: BaseClient) -> None:
        self._client = client
        self._seen: int | None = None
        self._due: list[Changed] = []

    async def poll(self) -> None:
        """Ask again on each server whose articles have changed since the last poll.

        While the database is unavailable, the changes stay due for the next poll.
        """
        engine = self._client.parts.engine
        try:
            await self._notify_outside_servers()
            last = await last_change(engine)
            if self._seen is None:
                self._seen = last
            shelves = await changed_outside_discord(engine, self._seen, last)
            self._due += [each for shelf in shelves for each in await affected(engine, shelf)]
            self._seen = last
        except SQLAlchemyError as error:
            log.warning("Could not read the audit for asking again: %s", error)
            return
        due, self._due = self._due, []
        for changed in due:
            try:
                await self._ask_again(changed)
            except SQLAlchemyError as error:
                log.warning("Could not ask again on server %d yet: %s", changed.guild_id, error)
                self._due.append(changed)
            except Exception:  # One server's failure must not affect the others.
                log.exception("Asking again failed on server %d.", changed.guild_id)

    async def _notify_outside_servers(self) -> None:
        """Notify the people waiting there, also for answers found while no bot was running."""
        client = self._client
        for article_id in await Wishes(client.parts.engine).waiting(EVERYWHERE):
            await notify_waiting(client, EVERYWHERE, article_id)

    async def _ask_again(self, changed: Changed) -> None:
        client, guild_id = self._client, changed.guild_id
        asked = await client.parts.ask_again(changed)
        if guild_id == EVERYWHERE:
            await self._notify_outside_servers()
            return
        guild = client.get_guild(guild_id)
        if asked is None or not asked.changes or guild is None:
            return
        channel = log_channel(guild, client.parts.guilds.of(guild_id))
        if channel is not None:
            texts = client.public_texts(guild_id, guild.preferred_locale)
            await channel.send(view=await effects_view(client.parts, guild_id, asked, texts))

"""Asks questions again after changes, and shows in each log channel what that found."""

import logging
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from bot.discord.base import BaseClient
from bot.discord.notices.attempts import attempt
from bot.discord.notices.effects import effects_view
from bot.discord.notices.log_channel import post
from bot.discord.notices.notifications import notify_waiting
from bot.querylog.wishes import Wishes
from bot.questions.following import found_by, spread_changes
from corpus.outbox import Batch, Task, done, due
from corpus.schema import EVERYWHERE

log = logging.getLogger(__name__)


class AnsweredChannel:
    """Acts on the outbox, except on servers whose moderator is being shown the effects of a change.

    This leaves changes made in the terminal, and those whose interaction failed or was interrupted
    by a stop. Outside servers nobody could press a button, so people there are notified at once.
    """

    def __init__(self, client: BaseClient) -> None:
        self._client = client

    async def poll(self) -> None:
        """Ask again on each server whose articles have changed, and show what that found.

        While the database or Discord is unavailable, both stay due for the next poll.
        """
        parts, work_for = self._client.parts, self._client.shards_here.work_for

        def is_free(guild_id: int) -> bool:
            return work_for(guild_id) and guild_id not in parts.held

        if work_for(EVERYWHERE):
            await self._notify_outside_servers()
        try:
            await spread_changes(parts.engine, work_for)
            to_show = await due(parts.engine, Task.SHOW, is_free)
            to_ask = await due(parts.engine, Task.ASK, is_free)
        except SQLAlchemyError as error:
            log.warning("Could not read what has to follow changes: %s", error)
            return
        for batch in to_show:
            await self._attempt_to_show(batch)
        for batch in to_ask:
            parts.held.caught_up(batch.guild_id)
            await attempt(parts.engine, batch, self._ask, "ask again")

    async def _ask(self, batch: Batch) -> None:
        shown = await self._client.parts.follow_up(batch)
        if batch.guild_id == EVERYWHERE:
            await self._notify_outside_servers()
        if shown is not None:
            await self._attempt_to_show(shown)

    async def _attempt_to_show(self, batch: Batch) -> None:
        await attempt(self._client.parts.engine, batch, self._show, "show what changed answers")

    async def _show(self, batch: Batch) -> None:
        parts = self._client.parts
        asked = await found_by(parts.engine, batch)
        showing = partial(effects_view, parts, batch.guild_id, asked)
        if not asked.changes or await post(
            self._client, batch.guild_id, showing, f"show-{batch.number}"
        ):
            await done(parts.engine, batch)

    async def _notify_outside_servers(self) -> None:
        """Notify the people waiting there, also for answers found while no bot was running."""
        client = self._client
        try:
            for article_id in await Wishes(client.parts.engine).waiting(EVERYWHERE):
                await notify_waiting(client, EVERYWHERE, article_id)
        except SQLAlchemyError as error:
            log.warning("Could not notify people outside servers yet: %s", error)
        except Exception:  # It must not keep the servers waiting.
            log.exception("Could not notify people outside servers.")

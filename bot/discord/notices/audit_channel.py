"""Posts article changes, and who made them, in each server's log channel."""

import logging

from discord.ui import LayoutView, TextDisplay
from sqlalchemy.exc import SQLAlchemyError

from bot.discord.base import BaseClient
from bot.discord.components.unwatched import unwatched
from bot.discord.notices.attempts import attempt
from bot.discord.notices.log_channel import post
from bot.discord.render.shelf import CHANGES_SHOWN, news_text
from bot.locales import Texts
from bot.parts import Parts
from corpus.audit import changes_in
from corpus.outbox import Batch, Task, done, due

log = logging.getLogger(__name__)

EVERY_SECONDS = 10
"""Seconds between polls of the outbox, which are cheap. Polling also finds changes by `kutip` in a
terminal."""


class AuditChannel:
    """Posts the changes in the outbox, also those made while no bot was running."""

    def __init__(self, client: BaseClient, parts: Parts) -> None:
        self._client = client
        self._engine = parts.engine

    async def poll(self) -> None:
        """Post the changes since the last post, in at most one message per server.

        While the database or Discord is unavailable, they stay due for the next poll.
        """
        try:
            batches = await due(self._engine, Task.POST, self._client.shards_here.work_for)
        except SQLAlchemyError as error:
            log.warning("Could not read which changes to post: %s", error)
            return
        for batch in batches:
            await attempt(self._engine, batch, self._post, "post changes")

    async def _post(self, batch: Batch) -> None:
        async def showing(texts: Texts) -> LayoutView:
            async with self._engine.connect() as connection:
                latest, count = await changes_in(connection, batch, CHANGES_SHOWN)
            text = news_text(latest[::-1], count, texts)
            return unwatched(LayoutView().add_item(TextDisplay(text)))

        if await post(self._client, batch.guild_id, showing, f"post-{batch.number}"):
            await done(self._engine, batch)

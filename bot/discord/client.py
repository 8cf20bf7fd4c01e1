"""The Discord client: answers questions, runs recurring tasks, and shuts down gracefully."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import discord
from discord import app_commands
from discord.ext import tasks

import bot.discord.views.mending  # noqa: F401 - registers its menu
from bot.asked import Asked
from bot.discord.addressed import asked_in
from bot.discord.base import BaseClient
from bot.discord.command_sync import sync_commands
from bot.discord.commands.article.add import add_message
from bot.discord.commands.article.commands import article
from bot.discord.commands.ask import ask, ask_about
from bot.discord.commands.names import Names
from bot.discord.commands.privacy import privacy
from bot.discord.commands.review import review
from bot.discord.commands.server import server
from bot.discord.components.pressed import Pressed
from bot.discord.failures import (
    NOT_SENT,
    explain,
    explain_autocompletions,
    is_shut_out,
    report_failure,
)
from bot.discord.notices.answered_channel import AnsweredChannel
from bot.discord.notices.audit_channel import EVERY_SECONDS, AuditChannel
from bot.discord.notices.digest import CHECK_HOURS, Digest
from bot.discord.notices.welcome import welcome
from bot.discord.views.answer import reply_view
from bot.errors import NotTakenError
from bot.housekeeping import EVERY_HOURS, tidy
from bot.locales import texts_for
from bot.parts import Parts

log = logging.getLogger(__name__)

CANNOT_REPLY = 160002
"""Discord's error code if Kutip lacks the Read Message History permission, which replies need."""


class KutipClient(BaseClient):
    """The client that registers the commands, events, buttons and recurring tasks."""

    def __init__(
        self, parts: Parts, *, keep: timedelta, keep_left: timedelta, cooldown: int = 0
    ) -> None:
        """Keep questions for `keep`, and a server's data for `keep_left` after leaving it.

        A person may ask `cooldown` questions in a period, see `Cooldown`.
        """
        super().__init__(parts, keep=keep, cooldown=cooldown)
        self.tree = KutipTree(self)
        self.tree.add_command(ask)
        self.tree.add_command(ask_about)
        self.tree.add_command(article)
        self.tree.add_command(add_message)
        self.tree.add_command(server)
        self.tree.add_command(privacy)
        self.tree.add_command(review)
        self._keep_left = keep_left
        audit_channel = AuditChannel(self, parts)
        self._posting_changes = tasks.loop(seconds=EVERY_SECONDS)(audit_channel.poll)
        # A separate task, because asking again takes time and must not delay the log channels.
        self._asking_again = tasks.loop(seconds=EVERY_SECONDS)(AnsweredChannel(self).poll)
        self._tidying = tasks.loop(hours=EVERY_HOURS)(self._tidy)
        self._digesting = tasks.loop(hours=CHECK_HOURS)(Digest(self).poll)

    async def setup_hook(self) -> None:
        """Register the buttons of earlier runs, and sync the commands if they changed."""
        self.add_dynamic_items(*Pressed.kinds)
        await self.tree.set_translator(Names())
        assert self.application_id is not None
        await sync_commands(self.tree, self.parts.engine, self.application_id)
        _ = self._posting_changes.start()
        _ = self._asking_again.start()

    async def close(self) -> None:
        """Stop the recurring tasks, then disconnect."""
        loops = (self._posting_changes, self._asking_again, self._tidying, self._digesting)
        running = [task for loop in loops if (task := loop.get_task()) is not None]
        for loop in loops:
            loop.cancel()
        # They may still use the database, which is closed next.
        await asyncio.gather(*running, return_exceptions=True)
        await super().close()

    def is_connected(self) -> bool:
        """Return True if every shard has identified and none is disconnected."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())

    async def on_ready(self) -> None:
        """Record which servers Kutip left or rejoined while not running; start the daily tasks."""
        # Those with an outage are among them.
        present = {guild.id for guild in self.guilds}
        await self.parts.guilds.note_present(present, datetime.now(UTC))
        # Not earlier, or a server that Kutip rejoined would be deleted.
        if not self._tidying.is_running():
            _ = self._tidying.start()
        if not self._digesting.is_running():
            _ = self._digesting.start()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say hello on a new server; one that is back from an outage does not raise this event."""
        await self.parts.guilds.set_left(guild.id, None)
        await welcome(guild, self.public_texts(guild.id, guild.preferred_locale))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Record when Kutip left a server, so that its data is deleted in time."""
        await self.parts.guilds.set_left(guild.id, datetime.now(UTC))

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is addressed to Kutip."""
        assert self.user is not None
        asked = asked_in(message, self.user.id, self.parts.guilds)
        if asked is None or self.underway.closed:
            return
        with self.underway.working():
            await self._answer(message, asked)

    async def finish(self, seconds: float) -> int:
        """Start no new reply; return how many are still in progress after `seconds`."""
        return await self.underway.finish(seconds)

    async def _answer(self, message: discord.Message, asked: Asked) -> None:
        texts = texts_for(None, self.parts.language)
        if message.guild is not None:
            texts = self.public_texts(message.guild.id, message.guild.preferred_locale)
        try:
            with self.taking(asked):
                reply = await self.parts.assistant.ask(asked)
            with self.delivering(reply):
                await _send(message, reply_view(reply, texts, can_choose=message.guild is not None))
        except NotTakenError as error:
            if self.cooldown.may_notify(asked):
                await self._apologise(message, error.sentence(texts))
        except Exception as error:  # explain() sorts out the expected ones
            if is_shut_out(error):
                log.info("Not allowed to answer in channel %s: %s", message.channel.id, error)
                return
            sentence = explain(error, texts)
            if sentence is not None:
                await self._apologise(message, sentence)

    async def _tidy(self) -> None:
        await tidy(self.parts, self.keep, self._keep_left, datetime.now(UTC))

    async def _apologise(self, message: discord.Message, sentence: str) -> None:
        try:
            await message.channel.send(sentence)
        except NOT_SENT as error:
            log.warning("Could not send an apology to channel %s: %r", message.channel.id, error)


class KutipTree(app_commands.CommandTree[KutipClient]):
    """The command tree, with error handling."""

    def __init__(self, client: KutipClient) -> None:
        """Create the tree of a client."""
        super().__init__(client)
        explain_autocompletions()

    async def interaction_check(self, _interaction: discord.Interaction[KutipClient]) -> bool:
        """Refuse new commands once Kutip is stopping."""
        return not self.client.underway.closed

    async def on_error(
        self,
        interaction: discord.Interaction[KutipClient],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Show the user what went wrong."""
        await report_failure(interaction, error, self.client.texts_for(interaction, private=True))


async def _send(message: discord.Message, view: discord.ui.LayoutView) -> None:
    try:
        await message.channel.send(
            view=view,
            # The question may have been deleted while it was answered.
            reference=message.to_reference(fail_if_not_exists=False),
            mention_author=False,
        )
    except discord.HTTPException as error:
        if error.code != CANNOT_REPLY:
            raise
        await message.channel.send(view=view)

"""The Discord client: answers questions, runs recurring tasks, and shuts down gracefully."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext.tasks import Loop
from sqlalchemy.exc import SQLAlchemyError

import bot.discord.views.mending  # noqa: F401 - registers its menu
from bot.asked import Asked
from bot.discord.addressed import asked_in, overheard_in
from bot.discord.base import BaseClient
from bot.discord.command_sync import sync_commands
from bot.discord.commands.every import add_every_command
from bot.discord.commands.names import Names
from bot.discord.components.pressed import Pressed
from bot.discord.failures import (
    NOT_SENT,
    explain,
    explain_autocompletions,
    is_shut_out,
    report_failure,
)
from bot.discord.follow_channel import FollowChannel
from bot.discord.gateway import act_only, outlast_malformed_events
from bot.discord.hearing import Hearing
from bot.discord.helper_role import has_helpers
from bot.discord.leased_shards import LeasedShards
from bot.discord.lost_requests import LOOK_SECONDS, LostRequests
from bot.discord.notices.answered_channel import AnsweredChannel
from bot.discord.notices.audit_channel import EVERY_SECONDS, AuditChannel
from bot.discord.notices.digest import CHECK_HOURS, Digest
from bot.discord.notices.helper_role import note_deleted
from bot.discord.notices.nonce import nonce_of
from bot.discord.notices.welcome import Welcomes
from bot.discord.place_names import PlaceNames
from bot.discord.recurring import recurring
from bot.discord.retries import UnsentError
from bot.discord.views.answer import reply_view
from bot.errors import NotTakenError
from bot.follows import rounds
from bot.housekeeping import EVERY_HOURS, tidy
from bot.invite import invite_link
from bot.locales import ENGLISH
from bot.operations import memory
from bot.operations.supervisor import State, notify
from bot.parts import Parts
from bot.shards.leases import Leasing
from bot.shards.pinned import Pinned
from corpus.schema import EVERYWHERE

log = logging.getLogger(__name__)

SYNC_AGAIN_SECONDS = 600
"""Pause before a failed sync of the commands is tried again."""
NOTE_AGAIN_SECONDS = 15
"""The same for recording the servers, which the daily tasks wait for."""
CANNOT_REPLY = 160002
"""Discord's error code if Kutip lacks the Read Message History permission, which replies need."""


class KutipClient(BaseClient):
    """The client that registers the commands, events, buttons and recurring tasks."""

    def __init__(  # noqa: PLR0913 - what a bot is set to
        self,
        parts: Parts,
        *,
        keep: timedelta,
        keep_left: timedelta,
        refresh: timedelta | None = None,
        cooldown: int = 0,
        message_content: bool = False,
        shards: Pinned | Leasing | None = None,
        accept: Callable[[int], None] = lambda _bot_id: None,
    ) -> None:
        """Keep questions for `keep`, and a server's data for `keep_left` after leaving it.

        The pages of linked articles are looked at every `refresh`; None: not by schedule. `accept`
        raises an error for the user id of a bot that may not run with these parts. For the others
        see `BaseClient`.
        """
        super().__init__(
            parts, keep=keep, cooldown=cooldown, message_content=message_content, shards=shards
        )
        self.tree = KutipTree(self)
        add_every_command(self.tree)
        self.hearing = Hearing(self)
        self.leased = None
        if isinstance(shards, Leasing):
            self.leased = LeasedShards(self, self.hearing, shards)
            self.shards_here.lessee = self.leased
            act_only(self, self.shards_here.act_on)
        outlast_malformed_events(self)
        self._names = PlaceNames(parts.engine)
        self._welcomes = Welcomes(self)
        self._accept = accept
        self._keep_left = keep_left
        self._syncing = recurring(self._sync_again, SYNC_AGAIN_SECONDS)
        self._noting_servers = recurring(self._note_servers, NOTE_AGAIN_SECONDS)
        self._posting_changes = recurring(AuditChannel(self, parts).poll, EVERY_SECONDS)
        # A separate task, because asking again takes time and must not delay the log channels.
        self._asking_again = recurring(AnsweredChannel(self).poll, EVERY_SECONDS)
        # Two tasks, because pages can be slow, and must not delay what is ready to be shown.
        self._looking = recurring(
            rounds.Rounds(parts, refresh, self.shards_here.work_for).poll, rounds.EVERY_SECONDS
        )
        self._proposing = recurring(FollowChannel(self).poll, EVERY_SECONDS)
        self._tidied: frozenset[int] = frozenset()
        self._tidying = recurring(self._tidy, EVERY_HOURS * 3600)
        self._digesting = recurring(Digest(self).poll, CHECK_HOURS * 3600)
        self._passing_on = recurring(LostRequests(self).poll, LOOK_SECONDS)
        self._giving_back = recurring(memory.give_back, memory.EVERY_SECONDS)

    async def setup_hook(self) -> None:
        """Register the buttons of earlier runs, and sync the commands if they differ."""
        assert self.user is not None
        self._accept(self.user.id)
        self.add_dynamic_items(*Pressed.kinds)
        await self.tree.set_translator(Names())
        if not await self._sync():
            _ = self._syncing.start()
        _ = self._posting_changes.start()
        _ = self._asking_again.start()
        _ = self._looking.start()
        _ = self._proposing.start()
        _ = self._giving_back.start()

    async def launch_shards(self) -> None:
        """Connect with the shards that this process has to run; discord.py takes none for all."""
        if self.leased is not None:
            await self.leased.begin()
        elif self.shard_ids is None or self.shard_ids:
            await super().launch_shards()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait until Discord takes another session."""
        if self.leased is None or shard_id is None:
            await super().before_identify_hook(shard_id, initial=initial)
        else:
            await self.leased.before_identify(shard_id)

    async def close(self) -> None:
        """Stop the recurring tasks, then disconnect."""
        loops = (
            self._syncing,
            self._noting_servers,
            self._posting_changes,
            self._asking_again,
            self._looking,
            self._proposing,
            self._tidying,
            self._digesting,
            self._passing_on,
            self._giving_back,
        )
        running = [task for loop in loops if (task := loop.get_task()) is not None]
        for loop in loops:
            loop.cancel()
        # They may still use the database, which is closed next.
        await asyncio.gather(*running, return_exceptions=True)
        if self.leased is not None:
            await self.leased.halt()
        await super().close()
        if self.leased is not None:
            await self.leased.end()

    def is_connected(self) -> bool:
        """Return True if every shard has identified and hears from Discord."""
        is_ready = self.is_ready()
        if self.leased is not None:
            is_ready = self.leased.is_trusted() and self.shards_here.all_ready()
        return is_ready and self.hearing.deaf_seconds() is None

    def deaf_since(self) -> datetime | None:
        """Return since when nothing has been heard from Discord; None while all is well."""
        return self.hearing.deaf_since()

    def connected_shards(self) -> dict[int, bool]:
        """Return whether each shard of this process is connected."""
        return self.hearing.hearing()

    @property
    def process(self) -> str:
        """The name of this process among those that share the shards; empty if none do."""
        return "" if self.leased is None else self.leased.process

    def may_act(self) -> bool:
        """Return False while others may do what this process would do."""
        return self.leased is None or self.leased.is_trusted()

    async def on_shard_ready(self, shard_id: int) -> None:
        """Have the servers recorded; this event comes again after an outage."""
        self.shards_here.note_ready(shard_id)
        if self.leased is not None and self._syncing.is_running() and await self._sync():
            self._syncing.stop()
        if self.shards_here.all_ready():
            _start(self._noting_servers)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note that a shard began a session."""
        self.hearing.connected(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note that a shard resumed its session."""
        self.hearing.connected(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note that a shard lost its connection."""
        self.hearing.disconnected(shard_id)

    async def on_ready(self) -> None:
        """Report that Kutip is there; this event comes again after an outage."""
        notify(State.READY)
        log.info("On Discord as %s; servers: %d.", self.user, len(self.guilds))
        if not self.guilds:
            assert self.application_id is not None
            link = invite_link(self.application_id)
            log.info("On no server yet. Who manages one can invite this bot: %s", link)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say hello on a new server; one that is back from an outage does not raise this event."""
        if not self.shards_here.work_for(guild.id):
            return
        await self._note_server(guild, None)
        await self._names.note_servers([guild])
        await self._welcomes.say(guild)

    async def on_guild_update(self, _before: discord.Guild, after: discord.Guild) -> None:
        """Note the new name of a server."""
        await self._names.note_servers([after])

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Note where Kutip is used; the command is answered apart from this.

        Not where only its user has installed it: of such a server, nothing is deleted later.
        """
        await self._names.note(self.get_guild(interaction.guild_id or 0), interaction.channel)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Record when Kutip left a server, so that its data is deleted in time."""
        self._names.forget(guild)
        self._welcomes.forget(guild)
        if self.shards_here.work_for(guild.id):
            await self._note_server(guild, datetime.now(UTC))

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Notice if it is a helper role."""
        if self.shards_here.work_for(role.guild.id):
            await note_deleted(self, role)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is addressed to Kutip."""
        assert self.user is not None
        if self.underway.closed:
            return
        asked = asked_in(message, self.user.id, self.parts.guilds)
        overheard = None
        # Without the intent, Discord still sends the titles of forum posts.
        if asked is None and self.intents.message_content:
            overheard = overheard_in(message, self.parts.guilds)
        with self.underway.working():
            if asked is not None:
                await self._answer(message, asked)
                await self._names.note(message.guild, message.channel)
            elif overheard is not None:
                await self._answer_overheard(message, overheard)

    async def finish(self, seconds: float) -> int:
        """Start no new reply; return how many are still in progress after `seconds`."""
        return await self.underway.finish(seconds)

    async def _answer(self, message: discord.Message, asked: Asked) -> None:
        texts = self.texts_in(None)
        if message.guild is not None:
            texts = self.public_texts(message.guild.id, message.guild.preferred_locale)
        try:
            with self.taking(asked):
                reply = await self.parts.assistant.ask(asked)
            with self.delivering(reply):
                self._check_still_ours(asked)
                view = reply_view(
                    reply,
                    texts,
                    can_choose=message.guild is not None,
                    can_ask_human=has_helpers(self, asked.guild_id),
                )
                await _send(message, view)
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

    def _check_still_ours(self, asked: Asked) -> None:
        """Raise UnsentError if another process may answer on this server by now."""
        if not self.shards_here.act_on(asked.guild_id):
            raise UnsentError("another process may run this shard by now")

    async def _answer_overheard(self, message: discord.Message, asked: Asked) -> None:
        """Answer a question that was not put to Kutip, if it is sure; else stay silent."""
        assert message.guild is not None
        try:
            with self.taking(asked):
                reply = await self.parts.assistant.ask_if_sure(asked)
            if reply is None:
                return
            texts = self.public_texts(message.guild.id, message.guild.preferred_locale)
            with self.delivering(reply):
                self._check_still_ours(asked)
                await _send(message, reply_view(reply, texts, can_choose=True))
            await self._names.note(message.guild, message.channel)
        except NotTakenError:
            return
        except Exception as error:  # Nobody waits for an answer, so nobody is shown it.
            if is_shut_out(error):
                log.info("Not allowed to answer in channel %s: %s", message.channel.id, error)
            else:
                explain(error, ENGLISH)

    async def _sync(self) -> bool:
        """Sync the commands; return whether Discord has them now."""
        mentions = await sync_commands(self.tree, may_change=self.shards_here.work_for(EVERYWHERE))
        if mentions is not None:
            self.mention_commands(mentions)
        return mentions is not None

    async def _sync_again(self) -> None:
        # Not at once: it has just failed.
        if self._syncing.current_loop and await self._sync():
            self._syncing.stop()

    async def _note_server(self, guild: discord.Guild, left_at: datetime | None) -> None:
        try:
            await self.parts.guilds.set_left(guild.id, left_at)
        except SQLAlchemyError as error:
            log.warning(
                "Could not record yet that server %d was joined or left: %s", guild.id, error
            )
            _start(self._noting_servers)

    async def _note_servers(self) -> None:
        """Record which servers Kutip left or joined while not running; start the daily tasks."""
        self._welcomes.expect()
        noted = None
        # Again if one was joined or left meanwhile. Those with an outage are among them.
        while noted != (present := {guild.id for guild in self.guilds}):
            await self.parts.guilds.note_present(present, datetime.now(UTC), self.shards_here.know)
            noted = present
        await self._names.note_servers(self.guilds)
        await self._welcomes.say_due()
        self._noting_servers.stop()
        # Not earlier, or a server that Kutip rejoined would be deleted.
        ready, tidied = self.shards_here.ready, self._tidied
        self._tidied |= ready
        if self._tidying.is_running() and not ready <= tidied:
            self._tidying.restart()  # It has left out the servers that came later.
        _start(self._tidying)
        _start(self._digesting)
        _start(self._passing_on)

    async def _tidy(self) -> None:
        now = datetime.now(UTC)
        await tidy(self.parts, self.keep, self._keep_left, now, self.shards_here.know)

    async def _apologise(self, message: discord.Message, sentence: str) -> None:
        try:
            await message.channel.send(sentence, nonce=nonce_of("reply", message.id))
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


def _start(loop: Loop[Any]) -> None:
    if not loop.is_running():
        _ = loop.start()


async def _send(message: discord.Message, view: discord.ui.LayoutView) -> None:
    """Reply to a question, once, whoever else replies to it for this bot."""
    nonce = nonce_of("reply", message.id)
    try:
        await message.channel.send(
            view=view,
            nonce=nonce,
            # The question may have been deleted while it was answered.
            reference=message.to_reference(fail_if_not_exists=False),
            mention_author=False,
        )
    except discord.HTTPException as error:
        if error.code != CANNOT_REPLY:
            raise
        await message.channel.send(view=view, nonce=nonce)

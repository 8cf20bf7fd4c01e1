"""Kutip on Discord: hears what it is asked, answers, and stops without dropping replies."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import discord
from discord import app_commands
from discord.ext import tasks

from bot.addressed import asked_in
from bot.asked import Asked
from bot.command_sync import sync_commands
from bot.commands.article.add import add_message
from bot.commands.article.commands import article
from bot.commands.ask import ask, ask_about
from bot.commands.names import Names
from bot.commands.privacy import privacy
from bot.commands.review import review
from bot.commands.server import server
from bot.failures import explain, is_shut_out, tell
from bot.housekeeping import EVERY_HOURS, tidy
from bot.locales import Texts, texts_for
from bot.notices.answered_channel import AnsweredChannel
from bot.notices.audit_channel import EVERY_SECONDS, AuditChannel
from bot.notices.digest import LOOKED_AFTER_HOURS, Digest
from bot.notices.welcome import welcome
from bot.parts import Parts
from bot.underway import Underway
from bot.views.answer import BinButton, ShowButton, reply_view
from bot.views.answered import TellButton
from bot.views.draft import DRAFT_ITEMS
from bot.views.feedback import FEEDBACK_ITEMS
from bot.views.privacy import PRIVACY_ITEMS
from bot.views.review import REVIEW_ITEMS
from bot.views.shelf import SHELF_ITEMS

log = logging.getLogger(__name__)

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""None of them privileged: Discord shows the text of mentions and direct messages without."""
CANNOT_REPLY = 160002
"""Discord's code: a reply, unlike a message, needs the right to read the channel's history."""


class KutipClient(discord.AutoShardedClient):
    """Kutip's parts, as people on Discord meet them."""

    def __init__(self, parts: Parts, *, keep: timedelta, keep_left: timedelta) -> None:
        """Make the client; questions are kept for so long, and a server that was left for so."""
        # Kutip never talks; else discord.py warns at each start of what it lacks for voice.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.parts = parts
        self.assistant = parts.assistant
        self.underway = Underway()
        self.tree = KutipTree(self)
        self.tree.add_command(ask)
        self.tree.add_command(ask_about)
        self.tree.add_command(article)
        self.tree.add_command(add_message)
        self.tree.add_command(server)
        self.tree.add_command(privacy)
        self.tree.add_command(review)
        self.keep = keep
        self._keep_left = keep_left
        audit_channel = AuditChannel(self, parts)
        self._looking = tasks.loop(seconds=EVERY_SECONDS)(audit_channel.look)
        # Apart, since asking again takes its time and news need not wait for it.
        self._asking_again = tasks.loop(seconds=EVERY_SECONDS)(AnsweredChannel(self).look)
        self._tidying = tasks.loop(hours=EVERY_HOURS)(self._tidy)
        self._digesting = tasks.loop(hours=LOOKED_AFTER_HOURS)(Digest(self).look)

    async def setup_hook(self) -> None:
        """Make the buttons of earlier runs work, and sync the commands if they changed."""
        self.add_dynamic_items(ShowButton, BinButton, TellButton, *FEEDBACK_ITEMS)
        self.add_dynamic_items(*SHELF_ITEMS, *DRAFT_ITEMS, *PRIVACY_ITEMS, *REVIEW_ITEMS)
        await self.tree.set_translator(Names())
        assert self.application_id is not None
        await sync_commands(self.tree, self.parts.engine, self.application_id)
        _ = self._looking.start()
        _ = self._asking_again.start()

    async def close(self) -> None:
        """Stop what is done again and again, then leave Discord."""
        loops = (self._looking, self._asking_again, self._tidying, self._digesting)
        running = [task for loop in loops if (task := loop.get_task()) is not None]
        for loop in loops:
            loop.cancel()
        # What they were at uses the database, which is closed next.
        await asyncio.gather(*running, return_exceptions=True)
        await super().close()

    def is_connected(self) -> bool:
        """Tell whether Discord is heard: every shard has been let in, and is not cut off."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())

    def texts_for(self, interaction: discord.Interaction, *, private: bool) -> Texts:
        """Return the texts in the language of the person, if only they read it, or the server."""
        if private or interaction.guild_locale is None:
            return texts_for(interaction.locale.value, self.parts.language)
        return self.public_texts(interaction.guild_id, interaction.guild_locale)

    def public_texts(self, guild_id: int | None, locale: discord.Locale) -> Texts:
        """Return the texts in the language that a server has set, or else Discord knows of it."""
        language = self.parts.guilds.of(guild_id).language
        return texts_for(language or locale.value, self.parts.language)

    async def on_ready(self) -> None:
        """Note which servers Kutip left, or came back to, while it didn't run; then tidy up."""
        # Those with an outage are among them.
        present = {guild.id for guild in self.guilds}
        await self.parts.guilds.note_present(present, datetime.now(UTC))
        # Not before, or a server that was come back to would be deleted.
        if not self._tidying.is_running():
            _ = self._tidying.start()
        if not self._digesting.is_running():
            _ = self._digesting.start()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say hello on a server that is new; one back from an outage is not."""
        await self.parts.guilds.set_left(guild.id, None)
        await welcome(guild, self.public_texts(guild.id, guild.preferred_locale))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note when Kutip left a server, so that what is kept of it goes in time."""
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
        """Begin no new reply, wait so long at most for those under way; return how many remain."""
        return await self.underway.finish(seconds)

    async def _answer(self, message: discord.Message, asked: Asked) -> None:
        texts = texts_for(None, self.parts.language)
        if message.guild is not None:
            texts = self.public_texts(message.guild.id, message.guild.preferred_locale)
        try:
            reply = await self.assistant.ask(asked)
            await _send(message, reply_view(reply, texts))
        except Exception as error:  # the one error handler sorts them
            if is_shut_out(error):
                log.info("No right to answer in channel %s: %s", message.channel.id, error)
                return
            sentence = explain(error, texts)
            if sentence is not None:
                await self._apologise(message, sentence)

    async def _tidy(self) -> None:
        await tidy(self.parts, self.keep, self._keep_left, datetime.now(UTC))

    async def _apologise(self, message: discord.Message, sentence: str) -> None:
        try:
            await message.channel.send(sentence)
        except discord.HTTPException as error:
            log.warning("No apology could be sent to channel %s: %s", message.channel.id, error)


class KutipTree(app_commands.CommandTree[KutipClient]):
    """The commands; what goes wrong in them comes to the one error handler."""

    async def interaction_check(self, _interaction: discord.Interaction[KutipClient]) -> bool:
        """Begin nothing once Kutip is stopping."""
        return not self.client.underway.closed

    async def on_error(
        self,
        interaction: discord.Interaction[KutipClient],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Tell the person what went wrong."""
        await tell(interaction, error, self.client.texts_for(interaction, private=True))


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

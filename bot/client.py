"""Kutip on Discord: hears what it is asked, answers, and stops without dropping replies."""

import logging

import discord
from discord import app_commands
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.addressed import asked_in
from bot.asked import Asked
from bot.assistant import Assistant
from bot.command_sync import sync_commands
from bot.commands.ask import ask, ask_about
from bot.commands.names import Names
from bot.failures import explain, tell
from bot.locales import Texts, texts_for
from bot.underway import Underway
from bot.views import BinButton, ShowButton, VoteButton, reply_view

log = logging.getLogger(__name__)

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""None of them privileged: Discord shows the text of mentions and direct messages without."""
CANNOT_REPLY = 160002
"""Discord's code: a reply, unlike a message, needs the right to read the channel's history."""
THREAD_ARCHIVED = 50083


class KutipClient(discord.AutoShardedClient):
    """Answers with an assistant; its language, `id` or `en`, is used where Discord tells none."""

    def __init__(self, assistant: Assistant, engine: AsyncEngine, language: str) -> None:
        # Kutip never talks; else discord.py warns at each start of what it lacks for voice.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.assistant = assistant
        self.underway = Underway()
        self.tree = KutipTree(self)
        self.tree.add_command(ask)
        self.tree.add_command(ask_about)
        self._engine = engine
        self._language = language

    async def setup_hook(self) -> None:
        """Make the buttons of earlier runs work, and sync the commands if they changed."""
        self.add_dynamic_items(ShowButton, VoteButton, BinButton)
        await self.tree.set_translator(Names())
        assert self.application_id is not None
        await sync_commands(self.tree, self._engine, self.application_id)

    def texts_for(self, interaction: discord.Interaction, *, private: bool) -> Texts:
        """Return the texts in the language of the person, if only they read it, or the server."""
        locale = interaction.guild_locale
        if private or locale is None:
            locale = interaction.locale
        return texts_for(locale.value, self._language)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is addressed to Kutip."""
        assert self.user is not None
        asked = asked_in(message, self.user.id)
        if asked is None or self.underway.closed:
            return
        with self.underway.working():
            await self._answer(message, asked)

    async def finish(self, seconds: float) -> int:
        """Begin no new reply, wait so long at most for those under way; return how many remain."""
        return await self.underway.finish(seconds)

    async def _answer(self, message: discord.Message, asked: Asked) -> None:
        locale = None if message.guild is None else message.guild.preferred_locale.value
        texts = texts_for(locale, self._language)
        try:
            reply = await self.assistant.ask(asked)
            await _send(message, reply_view(reply, texts))
        except Exception as error:  # the one error handler sorts them
            if _is_shut_out(error):
                log.info("No right to answer in channel %s: %s", message.channel.id, error)
                return
            sentence = explain(error, texts)
            if sentence is not None:
                await self._apologise(message, sentence)

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


def _is_shut_out(error: Exception) -> bool:
    return isinstance(error, (discord.Forbidden, discord.NotFound)) or (
        isinstance(error, discord.HTTPException) and error.code == THREAD_ARCHIVED
    )

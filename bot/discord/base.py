"""The base class of the client, which commands, buttons, forms and notices type against.

The client that registers commands and events is derived from it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeAlias

import discord

from bot.asked import Asked
from bot.discord.command_mentions import Mentions
from bot.discord.cooldown import Cooldown
from bot.discord.own_shards import OwnShards
from bot.discord.underway import Underway
from bot.locales import LANGUAGES, Texts, texts_for, texts_in
from bot.parts import Parts
from bot.questions.assistant import Reply
from bot.questions.suggestions import Suggestions
from bot.shards.leases import Leasing
from bot.shards.pinned import Pinned

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
"""No privileged intents: Discord sends the text of mentions and direct messages without them.
Only for answering every question in a channel is that of all messages needed."""


class BaseClient(discord.AutoShardedClient):
    """Kutip's parts, the replies under way, and the language of each reply."""

    def __init__(
        self,
        parts: Parts,
        *,
        keep: timedelta,
        cooldown: int = 0,
        message_content: bool = False,
        shards: Pinned | Leasing | None = None,
    ) -> None:
        """Create the client; questions and votes are kept for `keep`.

        A person may ask `cooldown` questions in a period, see `Cooldown`. With `message_content`,
        Discord is asked for the text of all messages. Only these `shards` are run, if given;
        with Leasing, none to begin with.
        """
        if isinstance(shards, Leasing):
            shards = Pinned((), 1)
        some: dict[str, Any] = {}
        if shards is not None:
            some = {"shard_ids": list(shards.ids), "shard_count": shards.count}
        intents = INTENTS | discord.Intents(message_content=message_content)
        # Kutip uses no voice; otherwise discord.py warns at each start about missing libraries.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            **some,
        )
        self.parts = parts
        self.shards_here = OwnShards(self)
        self.keep = keep
        self.underway = Underway()
        self.cooldown = Cooldown(cooldown)
        self.suggestions = Suggestions(parts.engine, parts.assistant, parts.shelves)
        self._clickable: dict[str, Texts] = {}
        # By nonce, the notifications under way, and those sent whose wish is not deleted yet.
        self.notifying: set[str] = set()
        self.notified: set[str] = set()

    @contextmanager
    def taking(self, asked: Asked) -> Iterator[None]:
        """Hold a place for a question within the block; raise NotTakenError if it isn't taken."""
        self.cooldown.check(asked)
        with self.parts.queue.place(asked.line):
            yield

    @contextmanager
    def delivering(self, reply: Reply) -> Iterator[None]:
        """Note in the query log that a reply did not arrive, if the block fails to send it."""
        try:
            yield
        except BaseException:  # Also if Kutip stops meanwhile.
            self.parts.querylog.not_delivered(reply.query.id)
            raise

    def mention_commands(self, mentions: Mentions) -> None:
        """From now on, let people click the commands in texts."""
        self._clickable = {each: mentions.within(texts_in(each)) for each in LANGUAGES}

    def texts_in(self, locale: str | None) -> Texts:
        """Return the texts for a locale; where it is unknown, None, the installation's."""
        texts = texts_for(locale, self.parts.language)
        return self._clickable.get(texts.language, texts)

    def texts_for(self, interaction: discord.Interaction, *, private: bool) -> Texts:
        """Return the texts in the user's language if only they see them, else in the server's."""
        if private or interaction.guild_locale is None:
            return self.texts_in(interaction.locale.value)
        return self.public_texts(interaction.guild_id, interaction.guild_locale)

    def public_texts(self, guild_id: int | None, locale: discord.Locale) -> Texts:
        """Return the texts in the language that the server has set, or else in its locale."""
        return self.texts_in(self.parts.guilds.of(guild_id).language or locale.value)


Interaction: TypeAlias = discord.Interaction[BaseClient]
"""A command, a button press or a submitted form, with Kutip's client."""

"""Decides, without side effects, whether a message is a question for Kutip."""

import re
from collections.abc import Iterable, Iterator

import discord

from bot.asked import Asked, WayIn
from bot.discord.components.custom_id import QUERY
from bot.guilds import Guilds
from index.finder import ASKED_IN
from index.reading.asking import looks_like_question
from index.reading.languages import language

QUERY_OF_BUTTON = re.compile(rf"kutip:[a-z]+:(?P<query>{QUERY})")
"""The start of the custom id of a button below an answer."""


def asked_in(message: discord.Message, me: int, guilds: Guilds) -> Asked | None:
    """Return the question in a message to the bot with user id `me`; None if there is none.

    A message is addressed to the bot if it comes from a person and mentions the bot by name (not
    through @everyone, a role, or the ping of a reply), replies with a ping to one of its messages,
    or is a direct message. On a server that has set channels, only these and their threads count.
    """
    if message.author.bot or message.type not in {
        discord.MessageType.default,
        discord.MessageType.reply,
    }:
        return None
    mention = re.compile(rf"\s*<@!?{me}>\s*")
    if isinstance(message.channel, discord.DMChannel):
        way_in = WayIn.DM
    elif message.guild is None:
        return None  # from a server that Discord has not sent yet, or that is unavailable
    elif not guilds.of(message.guild.id).answers_in(
        message.channel.id, getattr(message.channel, "parent_id", None)
    ):
        return None
    elif mention.search(message.content) or _replies_to(message, me):
        way_in = WayIn.MENTION
    else:
        return None
    return Asked(
        question=mention.sub(" ", message.content).strip(),
        way_in=way_in,
        guild_id=None if message.guild is None else message.guild.id,
        channel_id=message.channel.id,
        asker_id=message.author.id,
        follows=_answered_query(message, me),
    )


def overheard_in(message: discord.Message, guilds: Guilds) -> Asked | None:
    """Return the question in a message to nobody, where the server has every question answered.

    It comes from a person, mentions nobody, is no reply, and looks like a question. In forum posts,
    only the first message counts, and its title; in threads of other channels, none does.
    """
    if message.guild is None or message.author.bot:
        return None
    if message.type is not discord.MessageType.default or _mentions_anybody(message):
        return None
    opened = guilds.of(message.guild.id).open_channels
    texts = [message.content]
    if isinstance(message.channel, discord.Thread):
        # A forum post has the id of its first message; a thread has none of its own.
        if message.channel.parent_id not in opened or message.id != message.channel.id:
            return None
        texts = [message.channel.name, message.content]
    elif message.channel.id not in opened:
        return None
    languages = [language(code) for code in ASKED_IN]
    question = next((text for text in texts if looks_like_question(text, languages)), None)
    if question is None:
        return None
    return Asked(
        question=question.strip(),
        way_in=WayIn.MENTION,
        guild_id=message.guild.id,
        channel_id=message.channel.id,
        asker_id=message.author.id,
    )


def _mentions_anybody(message: discord.Message) -> bool:
    return bool(message.mentions or message.role_mentions or message.mention_everyone)


def _replies_to(message: discord.Message, me: int) -> bool:
    # Without the ping, Discord withholds the text of the reply.
    pinged = any(user.id == me for user in message.mentions)
    return pinged and _own_original(message, me) is not None


def _own_original(message: discord.Message, me: int) -> discord.Message | None:
    """Return the bot's own message that this one replies to, if any."""
    original = message.reference.resolved if message.reference is not None else None
    return original if isinstance(original, discord.Message) and original.author.id == me else None


def _answered_query(message: discord.Message, me: int) -> str | None:
    """Return the query id of the answer that the message replies to, from the answer's buttons."""
    original = _own_original(message, me)
    if original is None:
        return None
    custom_ids = (
        getattr(component, "custom_id", None) or "" for component in _flat(original.components)
    )
    found = (QUERY_OF_BUTTON.match(custom_id) for custom_id in custom_ids)
    return next((match["query"] for match in found if match), None)


def _flat(components: Iterable[discord.Component]) -> Iterator[discord.Component]:
    for component in components:
        yield component
        yield from _flat(getattr(component, "children", ()))

"""Whether a message asks Kutip something: a decision, taken without doing anything."""

import re

import discord

from bot.asked import Asked, WayIn


def asked_in(message: discord.Message, me: int) -> Asked | None:
    """Return what the message asks the bot with this user id; None if it isn't addressed.

    Addressed is what comes from a person and mentions the bot by name (not through @everyone, a
    role, or the ping of a reply), replies with a ping to a message of the bot, or is a direct
    message.
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
        return None  # of a server that Discord hasn't told of yet, or no longer tells of
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
    )


def _replies_to(message: discord.Message, me: int) -> bool:
    # Without the ping Discord withholds the text of the reply; it isn't meant for the bot then.
    pinged = any(user.id == me for user in message.mentions)
    original = message.reference.resolved if message.reference is not None else None
    return pinged and isinstance(original, discord.Message) and original.author.id == me

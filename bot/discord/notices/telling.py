"""Tells those who wished to be told that their question has an answer: once, and only them.

Nowhere else does Kutip mention a person so that Discord notifies them.
"""

import logging
from dataclasses import dataclass, field
from enum import Enum

import discord
from aiohttp import ClientError
from discord.ui import LayoutView

from bot.discord.base import BaseClient
from bot.discord.components.card import card
from bot.discord.failures import is_shut_out
from bot.discord.render.answer import render_page
from bot.discord.render.limits import MESSAGE_TEXT, units
from bot.locales import Texts, texts_for
from bot.querylog.wishes import Wish, Wishes
from corpus.schema import EVERYWHERE
from index.answer import Answer

log = logging.getLogger(__name__)

TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500
"""The least status of HTTP for trouble of the server's. RFC 9110, 15.6."""


class Sent(Enum):
    """What became of a message to one person."""

    OUT = "out"
    SHUT_OUT = "shut out"
    """They have left, or Kutip may write to them nowhere."""
    FAILED = "failed"
    """For now: Discord, or the way to it, had trouble."""


@dataclass(slots=True)
class Told:
    """What came of wishes, as the ids of the people who had them; of several, one is in several."""

    told: set[int] = field(default_factory=set)
    not_reached: set[int] = field(default_factory=set)
    """They are not tried again."""
    not_yet: set[int] = field(default_factory=set)
    """They couldn't be told for now, and wait on."""
    waiting: set[int] = field(default_factory=set)
    """Their questions have no sure answer any more."""


async def tell_wishers(client: BaseClient, guild_id: int, article_id: str) -> Told:
    """Tell those on a server who wait for what this article answers; EVERYWHERE: outside servers.

    Each is told where they wished for it, or in private where Kutip may not write there any more;
    what can't be told is logged.
    """
    told = Told()
    guild = client.get_guild(guild_id)
    if guild is None and guild_id != EVERYWHERE:
        return told
    wishes = Wishes(client.parts.engine)
    for wish in await wishes.fulfillable(guild_id, article_id):
        answer = await client.parts.assistant.answer(wish.question, guild_id or None, most=1)
        if not answer.answered or answer.doubtful:
            told.waiting.add(wish.user_id)
            continue
        if guild is None:
            texts = texts_for(wish.locale, client.parts.language)
        else:
            texts = client.public_texts(guild.id, guild.preferred_locale)
        view = _news(wish, answer, texts)
        # Only now, so that who presses at the same time tells nobody twice.
        if await wishes.claim(wish):
            sent = await _send(client, guild, wish, view)
            if sent is Sent.FAILED:
                await wishes.put_back(wish)
            has_outcome = {
                Sent.OUT: told.told,
                Sent.SHUT_OUT: told.not_reached,
                Sent.FAILED: told.not_yet,
            }
            has_outcome[sent].add(wish.user_id)
    return told


def _news(wish: Wish, answer: Answer, texts: Texts) -> LayoutView:
    greeting = texts("feedback.answer_found", who=f"<@{wish.user_id}>")
    room = MESSAGE_TEXT - units(greeting)
    page = render_page(answer, texts, 0, around=False, show_question=True, room=room)
    return card([greeting, *page.texts])


async def _send(
    client: BaseClient, guild: discord.Guild | None, wish: Wish, view: LayoutView
) -> Sent:
    """Send the news to one person."""
    person = discord.Object(wish.user_id)
    only_them = discord.AllowedMentions(
        everyone=False, users=[person], roles=False, replied_user=False
    )
    try:
        if guild is not None:
            # What is quoted is for members; who has left the server is none.
            await guild.fetch_member(wish.user_id)
        channel = client.get_partial_messageable(wish.channel_id)
        try:
            await channel.send(view=view, allowed_mentions=only_them)
        except discord.HTTPException as error:
            if not is_shut_out(error):
                raise
            in_private = await client.create_dm(person)
            await in_private.send(view=view, allowed_mentions=only_them)
    except (discord.DiscordException, ClientError, OSError) as error:
        if _passes(error):
            log.warning("One who wished on server %d can't be told yet: %s", wish.guild_id, error)
            return Sent.FAILED
        log.warning("One who wished to be told on server %d can't be: %s", wish.guild_id, error)
        return Sent.SHUT_OUT
    return Sent.OUT


def _passes(error: Exception) -> bool:
    """Tell whether it is trouble of Discord's, or on the way to it, and not a refusal."""
    if isinstance(error, discord.HTTPException):
        return error.status >= SERVER_ERROR or error.status == TOO_MANY_REQUESTS
    return not isinstance(error, discord.DiscordException) or isinstance(error, discord.RateLimited)

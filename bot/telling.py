"""Tells those who wished to be told that their question has an answer: once, and only them.

Nowhere else does Kutip mention a person so that Discord notifies them.
"""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
from aiohttp import ClientError
from discord.ui import LayoutView

from bot.failures import is_shut_out
from bot.locales import Texts, texts_for
from bot.querylog.wishes import Wish, Wishes
from bot.render.answer import render_page
from bot.render.limits import MESSAGE_TEXT, units
from bot.views.card import card
from corpus.schema import EVERYWHERE
from index.answer import Answer

if TYPE_CHECKING:
    from bot.client import KutipClient

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Told:
    """How many wishes came to what."""

    told: int = 0
    not_reached: int = 0
    """They are not tried again."""
    waiting: int = 0
    """Their questions have no answer any more."""


async def tell_wishers(client: "KutipClient", guild_id: int, article_id: str) -> Told:
    """Tell those on a server who wait for what this article answers; EVERYWHERE: outside servers.

    Each is told where they wished for it, or in private where Kutip may not write there any more;
    what can't be told is logged.
    """
    told = Told()
    guild = client.get_guild(guild_id)
    if guild is None and guild_id != EVERYWHERE:
        return told
    wishes = Wishes(client.parts.engine)
    for wish in await wishes.to_tell(guild_id, article_id):
        answer = await client.assistant.answer(wish.question, guild_id or None, most=1)
        if not answer.answered:
            told.waiting += 1
            continue
        if guild is None:
            texts = texts_for(wish.locale, client.parts.language)
        else:
            texts = client.public_texts(guild.id, guild.preferred_locale)
        view = _news(wish, answer, texts)
        # Only now, so that who presses at the same time tells nobody twice.
        if await wishes.claim(wish):
            if await _send(client, guild, wish, view):
                told.told += 1
            else:
                told.not_reached += 1
    return told


def _news(wish: Wish, answer: Answer, texts: Texts) -> LayoutView:
    greeting = texts.feedback.answer_found.format(who=f"<@{wish.user_id}>")
    room = MESSAGE_TEXT - units(greeting)
    page = render_page(answer, texts, 0, around=False, show_question=True, room=room)
    return card([greeting, *page.texts])


async def _send(
    client: "KutipClient", guild: discord.Guild | None, wish: Wish, view: LayoutView
) -> bool:
    """Send the news to one person, and return whether it went out."""
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
        log.warning("One who wished to be told on server %d can't be: %s", wish.guild_id, error)
        return False
    return True

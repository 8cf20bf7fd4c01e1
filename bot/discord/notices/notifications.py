"""Notifies people who asked for it that their question has an answer, once each.

Only these messages ping anyone.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

import discord
from discord.ui import LayoutView

from bot.discord.base import BaseClient
from bot.discord.components.quote_card import quote_card
from bot.discord.failures import NOT_SENT, is_shut_out, is_temporary
from bot.discord.notices.nonce import nonce_of
from bot.discord.render.answer import render_page
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.locales import Texts
from bot.querylog.wishes import Wish, Wishes
from corpus.schema import EVERYWHERE
from index.answer import Answer

log = logging.getLogger(__name__)


class Sent(Enum):
    """The result of sending a message to one person."""

    DELIVERED = "delivered"
    UNREACHABLE = "unreachable"
    """They left the server, or Kutip may not write to them anywhere."""
    FAILED = "failed"
    """A temporary failure of Discord or the network."""


@dataclass(slots=True)
class Notified:
    """The ids of people by the result of their requests; with several requests, in several sets."""

    notified: set[int] = field(default_factory=set)
    unreachable: set[int] = field(default_factory=set)
    """They are not tried again."""
    failed: set[int] = field(default_factory=set)
    """They are tried again later."""
    waiting: set[int] = field(default_factory=set)
    """Their questions no longer have an answer, or only a doubtful one."""


async def notify_waiting(client: BaseClient, guild_id: int, article_id: str) -> Notified:
    """Notify the people on a server who wait for what this article answers; see `notify`."""
    wishes = await Wishes(client.parts.engine).fulfillable(guild_id, article_id)
    return await notify(client, guild_id, wishes)


async def notify(client: BaseClient, guild_id: int, due: Sequence[Wish]) -> Notified:
    """Fulfil these wishes of a server, except those whose question has no sure answer.

    The server may be EVERYWHERE for questions from outside servers. Each person is notified in the
    channel of their request, or by direct message if Kutip may no longer write there. Failures are
    logged.
    """
    notified = Notified()
    guild = client.get_guild(guild_id)
    if guild is None and guild_id != EVERYWHERE:
        return notified
    by_result = {
        Sent.DELIVERED: notified.notified,
        Sent.UNREACHABLE: notified.unreachable,
        Sent.FAILED: notified.failed,
    }
    for wish in due:
        answer = await client.parts.assistant.answer(
            wish.question, guild_id or None, most=1, earlier=wish.earlier
        )
        if not answer.answered or answer.doubtful:
            notified.waiting.add(wish.user_id)
            continue
        if guild is None:
            texts = client.texts_in(wish.locale)
        else:
            texts = client.public_texts(guild.id, guild.preferred_locale)
        view = _notification(wish, answer, texts)
        sent = await _fulfil(client, guild, wish, view)
        if sent is not None:
            by_result[sent].add(wish.user_id)
    return notified


def _notification(wish: Wish, answer: Answer, texts: Texts) -> LayoutView:
    greeting = texts("feedback.answer_found", who=f"<@{wish.user_id}>")
    room = MESSAGE_TEXT - size(greeting)
    page = render_page(answer, texts, 0, around=False, show_question=True, room=room)
    return quote_card(page, texts, greeting=greeting)


async def _fulfil(
    client: BaseClient, guild: discord.Guild | None, wish: Wish, view: LayoutView
) -> Sent | None:
    """Notify one person, then delete the wish, so that none is lost if Kutip stops in between.

    Return None if another attempt is doing that, or has done it.
    """
    wishes, sent = Wishes(client.parts.engine), None
    nonce = nonce_of("wish", wish.query_id, wish.user_id, wish.moment)
    if nonce in client.notifying:
        return None
    client.notifying.add(nonce)
    try:
        if not await wishes.stands(wish):
            return None
        if nonce not in client.notified:
            sent = await send_to(client, guild, wish.user_id, wish.channel_id, view, nonce)
            if sent is Sent.FAILED:
                return sent
            client.notified.add(nonce)
        await wishes.delete(wish)
        client.notified.remove(nonce)
    finally:
        client.notifying.remove(nonce)
    return sent


async def send_to(  # noqa: PLR0913, PLR0917
    client: BaseClient,
    guild: discord.Guild | None,
    user_id: int,
    channel_id: int,
    view: LayoutView,
    nonce: str,
) -> Sent:
    """Send a message that pings one person, in a channel or else by direct message.

    On a server, they must be a member. Discord posts no second message with the same nonce.
    """
    person = discord.Object(user_id)
    guild_id = EVERYWHERE if guild is None else guild.id
    only_them = discord.AllowedMentions(
        everyone=False, users=[person], roles=False, replied_user=False
    )
    try:
        if guild is not None:
            # Quotes are for members only: this raises NotFound if they have left.
            await guild.fetch_member(user_id)
        channel = client.get_partial_messageable(channel_id)
        try:
            await channel.send(view=view, allowed_mentions=only_them, nonce=nonce)
        except discord.HTTPException as error:
            if not is_shut_out(error):
                raise
            in_private = await client.create_dm(person)
            await in_private.send(view=view, allowed_mentions=only_them, nonce=nonce)
    except NOT_SENT as error:
        if is_temporary(error):
            log.warning("Could not notify a user on server %d yet: %s", guild_id, error)
            return Sent.FAILED
        log.warning("Could not notify a user on server %d: %s", guild_id, error)
        return Sent.UNREACHABLE
    return Sent.DELIVERED

"""Notices that a server deleted its helper role, and says so in its log channel."""

import logging
from dataclasses import replace

import discord
from discord.ui import LayoutView
from sqlalchemy.exc import SQLAlchemyError

from bot.discord.base import BaseClient
from bot.discord.components.card import card
from bot.discord.failures import NOT_SENT
from bot.discord.notices.log_channel import post
from bot.discord.notices.nonce import nonce_of
from bot.locales import Texts

log = logging.getLogger(__name__)


async def note_deleted(client: BaseClient, role: discord.Role) -> None:
    """Unset the helper role if it is this one, and post that nobody can be asked any more.

    A role that was deleted while Kutip was not running is noticed when somebody wants to ask.
    """
    guilds, guild_id = client.parts.guilds, role.guild.id
    if guilds.of(guild_id).helper_role_id != role.id:
        return

    async def showing(texts: Texts) -> LayoutView:
        return card([texts("human.role_deleted")])

    try:
        await guilds.change(guild_id, lambda was: replace(was, helper_role_id=None))
        await post(client, guild_id, showing, nonce_of("helpers", role.id))
    except SQLAlchemyError as error:
        log.warning("Could not unset the helper role of server %d: %s", guild_id, error)
    except NOT_SENT as error:
        log.warning("Could not post on server %d that a role is gone: %r", guild_id, error)

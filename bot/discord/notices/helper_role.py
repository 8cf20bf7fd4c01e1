"""Notices that a server deleted its helper role, and says so in its log channel."""

import logging

import discord
from discord.ui import LayoutView

from bot.discord.base import BaseClient
from bot.discord.components.card import card
from bot.discord.failures import NOT_SENT
from bot.discord.notices.log_channel import post
from bot.discord.notices.nonce import nonce_of
from bot.locales import Texts

log = logging.getLogger(__name__)


async def note_deleted(client: BaseClient, role: discord.Role) -> None:
    """Post that nobody can be asked any more if the helper role is this one.

    It stays set, so that the settings show that it is gone, whether or not there is a log channel.
    A role that was deleted while Kutip was not running is noticed there, or when somebody asks.
    """
    guild_id = role.guild.id
    if client.parts.guilds.of(guild_id).helper_role_id != role.id:
        return

    async def showing(texts: Texts) -> LayoutView:
        return card([texts("human.role_deleted")])

    try:
        await post(client, guild_id, showing, nonce_of("helpers", role.id))
    except NOT_SENT as error:
        log.warning("Could not post on server %d that a role is gone: %r", guild_id, error)

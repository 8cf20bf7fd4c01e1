"""Posts the questions for helpers that did not arrive: Kutip stopped, or Discord was not there."""

import logging
from datetime import UTC, datetime, timedelta

import discord

from bot.discord.base import BaseClient
from bot.discord.failures import NOT_SENT, is_temporary
from bot.discord.notices.posted import CLOCKS, was_posted
from bot.discord.render.human import place_link
from bot.discord.views.human import AnswerQuestionButton, post_request
from bot.querylog.help_requests import BETWEEN, HelpRequest, HelpRequests

log = logging.getLogger(__name__)

LOOK_SECONDS = 30
"""Seconds between two looks."""
UNDER_WAY = timedelta(minutes=2)
"""For how long a question may still be on its way; see `bot.discord.retries`."""


class LostRequests:
    """Looks once, for each request of the last minutes, whether it was posted, and posts it if not.

    Later the helpers can't be expected to know what it was about.
    """

    def __init__(self, client: BaseClient) -> None:
        self._client = client
        self._settled: set[str] = set()

    async def poll(self, now: datetime | None = None) -> None:
        """Do it; while Discord can't be reached, it stays due."""
        now = now or datetime.now(UTC)
        requests = HelpRequests(self._client.parts.engine)
        latest = await requests.asked_between(now - BETWEEN, now - UNDER_WAY)
        self._settled &= {request.query_id for request, _ in latest}
        for request, asked_at in latest:
            is_ours = self._client.shards_here.work_for(request.guild_id)
            if is_ours and request.query_id not in self._settled:
                await self._try(request, asked_at)

    async def _try(self, request: HelpRequest, asked_at: datetime) -> None:
        try:
            await self._post(request, asked_at)
        except NOT_SENT as error:
            log.warning("Could not pass on a question on server %d: %r", request.guild_id, error)
            if is_temporary(error):
                return
        self._settled.add(request.query_id)

    async def _post(self, request: HelpRequest, asked_at: datetime) -> None:
        """Post a question if it certainly was not."""
        client, parts = self._client, self._client.parts
        guild = client.get_guild(request.guild_id)
        query = await parts.querylog.find(request.query_id)
        if guild is None or query is None:
            return
        settings = parts.guilds.of(guild.id)
        role = guild.get_role(settings.helper_role_id or 0)
        place = settings.helper_channel_id or query.channel_id or 0
        channel = guild.get_channel_or_thread(place)
        if role is None or not isinstance(channel, discord.abc.Messageable):
            return
        mark = AnswerQuestionButton(query=query.id).custom_id
        if await was_posted(channel, mark, asked_at - CLOCKS) is not False:
            return
        link = place_link(guild.id, query.channel_id or place, 0)
        texts = client.public_texts(guild.id, guild.preferred_locale)
        await post_request(channel, request, role, link, texts, private=True)
        await HelpRequests(parts.engine).posted(query.id, guild.id)

"""Posts the questions for helpers that were about to be posted when Kutip stopped."""

import logging
from datetime import UTC, datetime

import discord

from bot.discord.base import BaseClient
from bot.discord.failures import NOT_SENT, is_temporary
from bot.discord.notices.posted import CLOCKS, was_posted
from bot.discord.render.human import place_link
from bot.discord.views.human import AnswerQuestionButton, post_request
from bot.querylog.help_requests import BETWEEN, HelpRequest, HelpRequests

log = logging.getLogger(__name__)


class InterruptedRequests:
    """Looks once after a start whether the latest requests were posted, and posts the others."""

    def __init__(self, client: BaseClient, started: datetime | None = None) -> None:
        """Look at the requests from before `started`, by default now."""
        self._client = client
        self._started = started or datetime.now(UTC)
        self._settled: set[str] = set()

    async def post(self) -> bool:
        """Post what certainly was not; return False if this must be tried again."""
        requests = HelpRequests(self._client.parts.engine)
        latest = await requests.asked_between(self._started - BETWEEN, self._started)
        for request, asked_at in latest:
            if request.query_id in self._settled:
                continue
            if self._client.shards_here.work_for(request.guild_id):
                try:
                    await self._post(request, asked_at)
                except NOT_SENT as error:
                    log.warning("Could not pass on a question for helpers: %r", error)
                    if is_temporary(error):
                        return False
            self._settled.add(request.query_id)
        return True

    async def _post(self, request: HelpRequest, asked_at: datetime) -> None:
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

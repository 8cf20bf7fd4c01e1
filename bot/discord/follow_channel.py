"""Shows in each log channel what followed feeds and the pages of linked articles have brought."""

import logging
from datetime import UTC, datetime

import discord
from sqlalchemy.exc import SQLAlchemyError

from bot.articles.publish import Proposal
from bot.discord.base import BaseClient
from bot.discord.components.card import card
from bot.discord.failures import NOT_SENT, is_temporary
from bot.discord.notices.log_channel import log_channel
from bot.discord.notices.nonce import nonce_of
from bot.discord.notices.posted import CLOCKS, mark_of, was_posted
from bot.discord.render.follows import fault_sentence, notice_line
from bot.discord.render.shelf import short_title
from bot.discord.retries import UnsentError
from bot.discord.views.draft import draft_view
from bot.discord.views.removal import RemoveButton
from bot.errors import UserError
from bot.follows import notices
from bot.follows.follows import Follow, Follows
from bot.follows.notices import Notice, NoticeKind
from bot.locales import Texts
from corpus.errors import ShelfError

log = logging.getLogger(__name__)


class FollowChannel:
    """Sends each notice at most once; those of a server without a log channel wait for one."""

    def __init__(self, client: BaseClient) -> None:
        self._client = client
        self._engine = client.parts.engine

    async def poll(self) -> None:
        """Send what is due. While the database or Discord is unavailable, it stays due."""
        try:
            for notice in await notices.due(self._engine):
                if self._client.shards_here.work_for(notice.guild_id):
                    await self._try_to_show(notice)
        except SQLAlchemyError as error:
            log.warning("Could not read or note what to show about feeds: %s", error)

    async def _try_to_show(self, notice: Notice) -> None:
        try:
            await self._show(notice)
        except NOT_SENT as error:
            log.warning("Could not show a notice on server %d yet: %r", notice.guild_id, error)

    async def _show(self, notice: Notice) -> None:
        guild = self._client.get_guild(notice.guild_id)
        if guild is None or guild.unavailable:
            return
        channel = log_channel(guild, self._client.parts.guilds.of(guild.id))
        if channel is None:
            return
        texts = self._client.public_texts(guild.id, guild.preferred_locale)
        try:
            view = await self._view(notice, texts)
        except SQLAlchemyError:
            raise
        except (ShelfError, UserError):  # What it is about is gone, or as it is on the shelf.
            view = None
        except Exception:
            log.exception("Could not show a notice on server %d.", guild.id)
            view = None
        if view is None or await self._has_arrived(notice, channel, view):
            await notices.sent(self._engine, notice)
        elif await notices.claim(self._engine, notice):
            await self._send(notice, channel, view)

    async def _has_arrived(
        self, notice: Notice, channel: discord.abc.Messageable, view: discord.ui.LayoutView
    ) -> bool:
        """Return whether a notice was posted, or may have been and that can't be looked up."""
        if notice.may_repeat(datetime.now(UTC)):
            return False
        assert notice.claimed_at is not None
        return await was_posted(channel, mark_of(view), notice.claimed_at - CLOCKS) is not False

    async def _send(
        self, notice: Notice, channel: discord.abc.Messageable, view: discord.ui.LayoutView
    ) -> None:
        try:
            await channel.send(view=view, nonce=nonce_of("follow", notice.guild_id, notice.id))
        except (discord.HTTPException, UnsentError) as error:
            # Discord answered, or was not reached: it was certainly not posted. What it refuses
            # for good can still be found by `/article follows`.
            done = notices.release if is_temporary(error) else notices.sent
            await done(self._engine, notice)
            log.warning("Could not show a notice on server %d: %r", notice.guild_id, error)
        except NOT_SENT as error:
            log.warning("A notice on server %d may not be posted: %r", notice.guild_id, error)
        else:
            await notices.sent(self._engine, notice)

    async def _view(self, notice: Notice, texts: Texts) -> discord.ui.LayoutView | None:
        """Return the message; None if there is nothing to show any more."""
        parts = self._client.parts
        follow = await self._follow(notice)
        if notice.draft_id is not None:
            proposal = await self._proposal(notice)
            if proposal is None:
                return None
            return draft_view(proposal, texts, notice_line(notice, follow, texts))
        if notice.kind is NoticeKind.GONE:
            assert notice.article_id is not None
            entry = await parts.catalogue(notice.guild_id).entry(notice.article_id)
            if entry is None or entry.removed_at is not None:
                return None
            line = texts("follow.gone", title=short_title(entry.title))
            return card([line], RemoveButton(article=entry.id, label=texts("shelf.button_remove")))
        if follow is None:
            return None
        lines = [notice_line(notice, follow, texts)]
        if notice.kind is NoticeKind.FAILING and follow.fault is not None:
            lines.append(fault_sentence(follow.fault, texts))
        return card(lines)

    async def _follow(self, notice: Notice) -> Follow | None:
        if notice.follow_id is None:
            return None
        parts = self._client.parts
        try:
            return await Follows(parts.engine, parts.fetcher, notice.guild_id).find(
                notice.follow_id
            )
        except UserError:  # It isn't followed any more.
            return None

    async def _proposal(self, notice: Notice) -> Proposal | None:
        parts = self._client.parts
        assert notice.draft_id is not None
        waiting = await parts.drafts.find(notice.draft_id, notice.guild_id)
        return None if waiting is None else await parts.publisher.review(waiting)

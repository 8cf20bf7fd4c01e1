"""The log channel shows what feeds and pages have brought, each once, whatever happens."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
from aiohttp import ServerDisconnectedError
from simcord.builders import ChannelHandle
from simcord.env import Env
from sqlalchemy import Row, insert, select, update

from bot.articles.drafts import KUTIP, WaitingDraft
from bot.articles.notes import NO_NOTES
from bot.discord.client import KutipClient
from bot.discord.follow_channel import FollowChannel
from bot.discord.retries import UnsentError
from bot.follows import notices
from bot.follows.notices import AT_ONCE, NoticeKind
from bot.guilds import GuildSettings
from bot.locales import ENGLISH
from corpus.database import writing
from corpus.draft import Draft, new_article_id
from corpus.schema import follow_notices, follows
from corpus.web import Web
from tests.bot.desk import FERRY, FERRY_TITLE, Desk
from tests.bot.discord_client import texts_of

pytest_plugins = ["tests.bot.desk_fixtures"]


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@dataclass
class Log:
    """The log channel of the desk's server, and what is to be shown there."""

    desk: Desk
    channel: ChannelHandle
    shower: FollowChannel

    async def show(self) -> list[discord.Message]:
        """Show what is due, and return all messages there, the oldest first."""
        await self.shower.poll()
        await self.desk.moderator._env.settle()
        return list(self.channel.history())

    async def propose(self, number: int = 1) -> None:
        """Have a new article proposed."""
        body = FERRY if number == 1 else f"Kabar {number * 7919} {number**9} saja hari ini."
        draft = Draft(new_article_id(), f"{FERRY_TITLE} {number}", "", None, "en", body)
        await self._keep(draft, None, NoticeKind.NEW)

    async def propose_change(self) -> None:
        """Have a change of the ferry's article proposed."""
        entry = await self.desk.have_ferry()
        draft = await self.desk.parts.catalogue(self.desk.guild_id).draft(entry.id)
        assert draft is not None
        changed = replace(draft, body=draft.body.replace("40000", "45000"))
        await self._keep(changed, entry.version, NoticeKind.CHANGED)

    async def add(self, kind: NoticeKind, **about: Any) -> None:  # noqa: ANN401
        async with writing(self.desk.parts.engine) as connection:
            await notices.add(connection, self.desk.guild_id, kind, **about)

    async def followed(self) -> int:
        """Have a feed followed, and return its id."""
        now = datetime.now(UTC)
        async with writing(self.desk.parts.engine) as connection:
            await connection.execute(
                insert(follows).values(
                    id=1,
                    guild_id=self.desk.guild_id,
                    link="https://example.com/feed",
                    title="Kabar",
                    publish=False,
                    followed_at=now,
                    looked_at=now,
                    due_at=now,
                )
            )
        return 1

    async def _keep(self, draft: Draft, base: int | None, kind: NoticeKind) -> None:
        parts = self.desk.parts
        waiting = WaitingDraft("", self.desk.guild_id, KUTIP, draft, base, NO_NOTES)
        async with writing(parts.engine) as connection:
            kept = await parts.drafts.keep_within(connection, waiting)
            await notices.add(
                connection,
                self.desk.guild_id,
                kind,
                draft_id=kept.id,
                article_id=draft.id if base else None,
            )


@pytest.fixture
async def log(desk: Desk, client: KutipClient) -> Log:
    channel = desk.moderator.guild.create_text_channel("log")
    await desk.parts.guilds.save(GuildSettings(desk.guild_id, log_channel_id=channel.id))
    return Log(desk, channel, FollowChannel(client))


async def test_a_proposal_is_shown_once_and_published_with_a_press(log: Log) -> None:
    await log.propose()
    await log.show()
    [message] = await log.show()

    shown = texts_of(message)
    assert shown.startswith(ENGLISH("follow.new_unfollowed"))
    assert "leaves Ulee Lheue harbour at eight" in shown

    await log.desk.moderator.click(message, label=ENGLISH("intake.button_publish"))
    [entry] = [each for each in await shelf(log.desk) if each.startswith(FERRY_TITLE)]
    assert entry == f"{FERRY_TITLE} 1"
    assert "is published" in texts_of(log.channel.history()[0])


async def test_a_skipped_proposal_changes_nothing(log: Log) -> None:
    before = await log.desk.kept()
    await log.propose()
    [message] = await log.show()

    await log.desk.moderator.click(message, label=ENGLISH("follow.button_skip"))

    skipped = ENGLISH("follow.skipped", title=f"{FERRY_TITLE} 1")
    assert texts_of(log.channel.history()[0]) == skipped
    assert await log.desk.kept() == before


async def test_a_change_is_shown_as_a_diff(log: Log) -> None:
    await log.propose_change()
    [message] = await log.show()

    shown = texts_of(message)
    assert shown.startswith(ENGLISH("follow.changed"))
    assert "~~40000~~ **45000**" in shown


async def test_a_page_that_is_gone_is_named_with_a_button_to_remove_its_article(log: Log) -> None:
    entry = await log.desk.have_ferry()
    await log.add(NoticeKind.GONE, article_id=entry.id)
    [message] = await log.show()

    assert texts_of(message) == ENGLISH("follow.gone", title=entry.title)
    await log.desk.moderator.click(message, label=ENGLISH("shelf.button_remove"))
    assert entry.title not in await shelf(log.desk)


async def test_what_is_gone_by_now_is_not_shown(log: Log) -> None:
    await log.propose()
    for draft_id in await proposed(log):
        await log.desk.parts.drafts.discard(draft_id, log.desk.guild_id)
    await log.add(NoticeKind.GONE, article_id="none")
    await log.add(NoticeKind.FAILING, follow_id=99)

    assert await log.show() == []
    assert await notices.due(log.desk.parts.engine) == []


async def test_without_a_log_channel_a_notice_waits_for_one(log: Log) -> None:
    await log.desk.parts.guilds.save(GuildSettings(log.desk.guild_id))
    await log.propose()
    assert await log.show() == []

    settings = GuildSettings(log.desk.guild_id, log_channel_id=log.channel.id)
    await log.desk.parts.guilds.save(settings)
    assert len(await log.show()) == 1


async def test_many_notices_come_a_few_at_a_time(log: Log) -> None:
    for number in range(AT_ONCE + 2):
        await log.propose(number + 2)

    assert len(await log.show()) == AT_ONCE
    assert len(await log.show()) == AT_ONCE + 2


async def test_a_notice_that_was_not_taken_is_sent_later(
    log: Log, simcord_env: Env, caplog: pytest.LogCaptureFixture
) -> None:
    await log.propose()
    simcord_env.inject_error("POST", f"/channels/{log.channel.id}/messages", status=500)

    assert await log.show() == []
    assert "Could not show a notice" in caplog.text
    assert len(await log.show()) == 1


async def test_a_notice_that_discord_refuses_waits_in_the_list(log: Log, simcord_env: Env) -> None:
    await log.propose()
    simcord_env.inject_error("POST", f"/channels/{log.channel.id}/messages", status=403)

    assert await log.show() == []
    assert await log.show() == []
    assert len(await proposed(log)) == 1


async def test_one_that_may_have_arrived_is_sent_again_with_the_same_nonce(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    await log.propose()
    nonces = []
    send = discord.TextChannel.send

    async def lose(self: discord.TextChannel, **message: Any) -> object:  # noqa: ANN401
        nonces.append(message["nonce"])
        if len(nonces) == 1:
            raise ServerDisconnectedError
        return await send(self, **message)

    monkeypatch.setattr(discord.TextChannel, "send", lose)
    assert await log.show() == []
    assert len(await log.show()) == 1
    assert len(set(nonces)) == 1


@pytest.mark.parametrize("arrived", [True, False])
async def test_later_it_is_sent_again_only_if_the_channel_does_not_have_it(
    log: Log, monkeypatch: pytest.MonkeyPatch, arrived: bool
) -> None:
    await log.propose()
    await log.add(NoticeKind.MANY, follow_id=await log.followed(), left_out=3)
    send = discord.TextChannel.send

    async def lose(self: discord.TextChannel, **message: Any) -> None:  # noqa: ANN401
        if arrived:
            await send(self, **message)
        raise ServerDisconnectedError

    with monkeypatch.context() as patched:
        patched.setattr(discord.TextChannel, "send", lose)
        assert len(await log.show()) == 2 * arrived
    await claim_long_ago(log)

    assert len(await log.show()) == 2
    assert len(await log.show()) == 2


async def test_later_it_counts_as_sent_where_the_channel_cannot_be_read(
    log: Log, monkeypatch: pytest.MonkeyPatch, simcord_env: Env
) -> None:
    async def lose(*_: object, **__: object) -> None:
        raise ServerDisconnectedError

    await log.propose()
    with monkeypatch.context() as patched:
        patched.setattr(discord.TextChannel, "send", lose)
        await log.show()
    await claim_long_ago(log)
    simcord_env.inject_error("GET", f"/channels/{log.channel.id}/messages", status=403)

    assert await log.show() == []
    assert await log.show() == []
    # It is not lost: `/article follows` still has it.
    assert len(await proposed(log)) == 1


async def test_one_that_was_certainly_not_sent_is_sent_however_long_discord_is_out_of_reach(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise UnsentError("tried 12 times")

    await log.propose()
    with monkeypatch.context() as patched:
        patched.setattr(discord.TextChannel, "send", fail)
        assert await log.show() == []

    [row] = await rows(log)
    assert row.claimed_at is None
    assert len(await log.show()) == 1


async def claim_long_ago(log: Log) -> None:
    """Let Discord have forgotten the nonces of what was sent."""
    async with writing(log.desk.parts.engine) as connection:
        unsent = follow_notices.c.sent.is_(False)
        long_ago = discord.utils.snowflake_time(log.channel.id)  # by the clock of this Discord
        await connection.execute(update(follow_notices).where(unsent).values(claimed_at=long_ago))


async def rows(log: Log) -> Sequence[Row[Any]]:
    async with log.desk.parts.engine.connect() as connection:
        return (await connection.execute(select(follow_notices))).all()


async def shelf(desk: Desk) -> list[str]:
    return [each.title for each in await desk.parts.catalogue(desk.guild_id).entries()]


async def proposed(log: Log) -> list[str]:
    async with log.desk.parts.engine.connect() as connection:
        return await notices.open_proposals(connection, log.desk.guild_id)

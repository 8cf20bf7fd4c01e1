import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from aiohttp import ServerDisconnectedError
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.discord.client import KutipClient
from bot.discord.notices.digest import WEEK, Digest
from bot.guilds import GuildSettings
from bot.querylog.votes import Vote
from tests.bot.discord_client import MakeClient, texts_of
from tests.bot.indonesian import INDONESIAN
from tests.bot.review_desk import FERRY_QUESTION, VAIN, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]

HOUR = timedelta(hours=1)


async def look(env: Env) -> None:
    """Look once, without waiting for all else that is done in an hour."""
    assert isinstance(env.bot, KutipClient)
    await Digest(env.bot).look()


async def wants_digest(review: ReviewDesk) -> ChannelHandle:
    """Let the server of this desk want a digest; return where it is told."""
    channel = review.moderator.guild.create_text_channel("catatan")
    await review.parts.guilds.save(
        GuildSettings(review.guild_id, log_channel_id=channel.id, digest=True)
    )
    return channel


async def told_before(review: ReviewDesk, ago: timedelta) -> None:
    await review.parts.guilds.set_digest_at(review.guild_id, datetime.now(UTC) - ago)


async def test_a_week_is_told_once_in_the_servers_language(
    simcord_env: Env, review: ReviewDesk
) -> None:
    channel = await wants_digest(review)
    await review.keep()
    query = (await review.answered(FERRY_QUESTION)).query
    await review.parts.feedback.vote(query.id, review.guild_id, 1, Vote.UP)
    for _ in range(2):
        await review.asked()
    await review.asked("Lama @everyone?", ago=WEEK + HOUR)
    await review.asked("Siapa @everyone?")

    await look(simcord_env)
    await look(simcord_env)

    [message] = channel.history()
    assert texts_of(message).split("\n\n") == [
        INDONESIAN("figures.digest_head"),
        f"- {INDONESIAN('figures.stats_asked', count=4, percent='25%')}\n"
        f"- {INDONESIAN('figures.stats_thumbs', up=1, down=0)}",
        rf"{INDONESIAN('figures.digest_unanswered')}"
        rf"""
1. {VAIN} · 2×
2. Siapa \@everyone? · 1×""",
        f"-# {INDONESIAN('figures.digest_more')}",
    ]


@pytest.mark.parametrize(("ago", "told"), [(WEEK - 2 * HOUR, 0), (WEEK, 1), (2 * WEEK, 1)], ids=str)
async def test_the_next_one_comes_after_a_week(
    simcord_env: Env, review: ReviewDesk, ago: timedelta, told: int
) -> None:
    channel = await wants_digest(review)
    await told_before(review, ago)
    await review.asked()

    await look(simcord_env)

    assert len(channel.history()) == told


async def test_nothing_is_told_where_nothing_was_asked_until_a_week_later(
    simcord_env: Env, review: ReviewDesk
) -> None:
    channel = await wants_digest(review)

    await look(simcord_env)
    await review.asked()
    await look(simcord_env)

    assert channel.history() == []
    await told_before(review, WEEK)
    await look(simcord_env)
    assert len(channel.history()) == 1


async def test_it_is_looked_who_is_due_at_each_start(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    channel = await wants_digest(review)
    await review.asked()

    await simcord_env.restart_bot(make_client())

    assert len(channel.history()) == 1


async def test_nothing_is_told_to_who_does_not_want_it(
    simcord_env: Env, review: ReviewDesk
) -> None:
    channel = review.channel
    await review.asked()

    await review.parts.guilds.save(GuildSettings(review.guild_id, log_channel_id=channel.id))
    await look(simcord_env)
    await review.parts.guilds.save(GuildSettings(review.guild_id, digest=True))
    await look(simcord_env)

    assert channel.history() == []


async def test_nothing_of_one_server_is_told_on_another(
    simcord_env: Env, open_review: Callable[[str], ReviewDesk]
) -> None:
    here, there = open_review("Utara"), open_review("Selatan")
    mine, theirs = await wants_digest(here), await wants_digest(there)
    await here.asked("Siapa nanas?")

    await look(simcord_env)

    assert "nanas" in texts_of(mine.last_message)
    assert theirs.history() == []


@pytest.mark.parametrize(
    "trouble", [ServerDisconnectedError(), OSError(), discord.DiscordException()], ids=repr
)
async def test_trouble_on_one_server_keeps_it_from_no_other_and_is_tried_again(
    simcord_env: Env,
    open_review: Callable[[str], ReviewDesk],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Exception,
) -> None:
    desks = [open_review(name) for name in ("Utara", "Tengah", "Selatan")]
    channels = [await wants_digest(each) for each in desks]
    for each in desks:
        await each.asked()
    send = discord.TextChannel.send

    async def fail_there(self: discord.TextChannel, **message: Any) -> object:  # noqa: ANN401
        if self.id == channels[1].id:
            raise trouble
        return await send(self, **message)

    with monkeypatch.context() as patched:
        patched.setattr(discord.TextChannel, "send", fail_there)
        await look(simcord_env)

    assert [len(channel.history()) for channel in channels] == [1, 0, 1]
    assert caplog.text.count("Could not post the digest") == 1
    await look(simcord_env)
    assert [len(channel.history()) for channel in channels] == [1, 1, 1]


async def test_a_log_channel_that_is_gone_is_a_line_in_the_log(
    simcord_env: Env, review: ReviewDesk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    await review.asked()
    await review.parts.guilds.save(GuildSettings(review.guild_id, log_channel_id=47, digest=True))

    await look(simcord_env)

    assert f"The log channel of server {review.guild_id} is gone." in caplog.text
    now = datetime.now(UTC)
    assert await review.parts.guilds.digests_due(now) == [review.guild_id]

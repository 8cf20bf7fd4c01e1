import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from aiohttp import ServerDisconnectedError
from simcord.builders import ChannelHandle
from simcord.env import Env
from sqlalchemy import update

from bot.discord.client import KutipClient
from bot.discord.notices.digest import WEEK, Digest
from bot.discord.retries import UnsentError
from bot.guilds import Guilds, GuildSettings
from bot.querylog.votes import Vote
from corpus.database import writing
from corpus.schema import guilds
from tests.bot.discord_client import MakeClient, nonces, texts_of
from tests.bot.indonesian import INDONESIAN
from tests.bot.review_desk import FERRY_QUESTION, UNANSWERED, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]

HOUR = timedelta(hours=1)


async def poll(env: Env) -> None:
    """Poll once, without the other tasks that would run within an hour."""
    assert isinstance(env.bot, KutipClient)
    await Digest(env.bot).poll()


async def wants_digest(review: ReviewDesk) -> ChannelHandle:
    """Turn the digest on for the desk's server; return its log channel."""
    channel = review.moderator.guild.create_text_channel("catatan")
    await review.parts.guilds.save(
        GuildSettings(review.guild_id, log_channel_id=channel.id, digest=True)
    )
    return channel


async def had_digest(review: ReviewDesk, ago: timedelta) -> None:
    async with writing(review.parts.engine) as connection:
        at = datetime.now(UTC) - ago
        await connection.execute(
            update(guilds).where(guilds.c.id == review.guild_id).values(digest_at=at)
        )


async def test_a_digest_is_posted_once_in_the_servers_language(
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

    await poll(simcord_env)
    await poll(simcord_env)

    [message] = channel.history()
    assert texts_of(message).split("\n\n") == [
        INDONESIAN("figures.digest_head"),
        f"- {INDONESIAN('figures.stats_asked', count=4, percent='25%')}\n"
        f"- {INDONESIAN('figures.stats_thumbs', up=1, down=0)}",
        rf"{INDONESIAN('figures.digest_unanswered')}"
        rf"""
1. {UNANSWERED} · {INDONESIAN("review.times", count=2)}
2. Siapa \@everyone? · {INDONESIAN("review.times", count=1)}""",
        f"-# {INDONESIAN('figures.digest_more')}",
    ]


@pytest.mark.parametrize(
    ("ago", "posted"), [(WEEK - 2 * HOUR, 0), (WEEK, 1), (2 * WEEK, 1)], ids=str
)
async def test_the_next_digest_comes_after_a_week(
    simcord_env: Env, review: ReviewDesk, ago: timedelta, posted: int
) -> None:
    channel = await wants_digest(review)
    await had_digest(review, ago)
    await review.asked()

    await poll(simcord_env)

    assert len(channel.history()) == posted


async def test_a_week_without_questions_has_no_digest(simcord_env: Env, review: ReviewDesk) -> None:
    channel = await wants_digest(review)

    await poll(simcord_env)
    await review.asked()
    await poll(simcord_env)

    assert channel.history() == []
    await had_digest(review, WEEK)
    await poll(simcord_env)
    assert len(channel.history()) == 1


async def test_due_digests_are_posted_at_each_start(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    channel = await wants_digest(review)
    await review.asked()

    await simcord_env.restart_bot(make_client())

    assert len(channel.history()) == 1


async def test_no_digest_is_posted_unless_it_is_turned_on(
    simcord_env: Env, review: ReviewDesk
) -> None:
    channel = review.channel
    await review.asked()

    await review.parts.guilds.save(GuildSettings(review.guild_id, log_channel_id=channel.id))
    await poll(simcord_env)
    await review.parts.guilds.save(GuildSettings(review.guild_id, digest=True))
    await poll(simcord_env)

    assert channel.history() == []


async def test_a_digest_covers_its_own_server_only(
    simcord_env: Env, open_review: Callable[[str], ReviewDesk]
) -> None:
    here, there = open_review("Utara"), open_review("Selatan")
    mine, theirs = await wants_digest(here), await wants_digest(there)
    await here.asked("Siapa nanas?")

    await poll(simcord_env)

    assert "nanas" in texts_of(mine.last_message)
    assert theirs.history() == []


@pytest.mark.parametrize(
    ("trouble", "again"),
    [
        (UnsentError(), 1),
        (ServerDisconnectedError(), 0),
        (OSError(), 0),
        (discord.DiscordException(), 0),
    ],
    ids=repr,
)
async def test_a_failure_on_one_server_affects_no_other_and_is_retried_if_surely_not_posted(
    simcord_env: Env,
    open_review: Callable[[str], ReviewDesk],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Exception,
    again: int,
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
        await poll(simcord_env)

    assert [len(channel.history()) for channel in channels] == [1, 0, 1]
    assert caplog.text.count("Could not post the digest") == 1
    await poll(simcord_env)
    assert [len(channel.history()) for channel in channels] == [1, again, 1]


async def test_a_deleted_log_channel_is_logged(
    simcord_env: Env, review: ReviewDesk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    await review.asked()
    await review.parts.guilds.save(GuildSettings(review.guild_id, log_channel_id=47, digest=True))

    await poll(simcord_env)

    assert f"The log channel of server {review.guild_id} is gone." in caplog.text
    now = datetime.now(UTC)
    assert await review.parts.guilds.digests_due(now) == {review.guild_id: None}


async def test_each_digest_has_a_nonce_of_its_own_by_which_it_is_known_again(
    simcord_env: Env, review: ReviewDesk
) -> None:
    await wants_digest(review)
    await review.asked()
    await poll(simcord_env)
    await had_digest(review, WEEK)
    await poll(simcord_env)

    first, next_week = nonces(simcord_env, "digest-")
    assert first != next_week


async def test_a_digest_that_another_process_has_claimed_is_not_posted(
    simcord_env: Env, review: ReviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = await wants_digest(review)
    await review.asked()
    claim = Guilds.claim_digest

    async def claim_late(self: Guilds, guild_id: int, last: datetime | None, at: datetime) -> bool:
        assert await claim(self, guild_id, last, at - HOUR)
        return await claim(self, guild_id, last, at)

    monkeypatch.setattr(Guilds, "claim_digest", claim_late)
    await poll(simcord_env)

    assert channel.history() == []


@pytest.mark.parametrize("back", [HOUR, WEEK - HOUR, 52 * WEEK], ids=str)
async def test_no_second_digest_is_posted_because_the_clock_was_set_back(
    simcord_env: Env, review: ReviewDesk, back: timedelta
) -> None:
    channel = await wants_digest(review)
    await had_digest(review, -back)
    await review.asked()

    await poll(simcord_env)
    await poll(simcord_env)

    assert channel.history() == []


async def test_a_clock_that_was_far_ahead_does_not_delay_digests_for_long(
    simcord_env: Env, review: ReviewDesk
) -> None:
    await wants_digest(review)
    await had_digest(review, -52 * WEEK)

    await poll(simcord_env)

    in_a_week = datetime.now(UTC) + WEEK
    assert list(await review.parts.guilds.digests_due(in_a_week)) == [review.guild_id]

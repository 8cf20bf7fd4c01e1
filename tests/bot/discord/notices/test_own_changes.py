from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta

import discord
import pytest
from aiohttp import ServerDisconnectedError
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.asked import Asked, WayIn
from bot.discord.notices.audit_channel import EVERY_SECONDS
from bot.guilds import GuildSettings
from bot.locales import ENGLISH
from bot.querylog.unanswered import unanswered
from bot.questions.following import MOST_WAITING
from corpus.web import Web
from tests.bot.desk import FERRY, FERRY_TITLE, Desk
from tests.bot.discord_client import texts_of
from tests.bot.waiting import ask_unanswered
from tests.corpus.test_outbox import tasks

pytest_plugins = ["tests.bot.desk_fixtures"]

LAST_YEAR = datetime.now(UTC) - timedelta(days=365)
COSTS = "How much does a ferry ticket cost?"
FILE = (f"{FERRY_TITLE}.txt", FERRY.encode())
TROUBLE = [ServerDisconnectedError(), TimeoutError(), OSError(), discord.DiscordException()]


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.fixture
async def log_channel(desk: Desk) -> ChannelHandle:
    channel = desk.moderator.guild.create_text_channel("catatan")
    await desk.parts.guilds.save(GuildSettings(desk.guild_id, log_channel_id=channel.id))
    return channel


@contextmanager
def failing(kind: type, name: str, trouble: Exception) -> Iterator[None]:
    async def fail(*_: object, **__: object) -> None:
        raise trouble

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, name, fail)
        yield


async def effects_in(env: Env, channel: ChannelHandle) -> list[str]:
    """Return what is posted about answers after two polls."""
    for _ in range(2):
        await env.advance_time(EVERY_SECONDS)
    posted = [texts_of(message) for message in channel.history()]
    return [text for text in posted if COSTS in text]


@pytest.mark.parametrize("trouble", TROUBLE, ids=repr)
async def test_if_a_change_cannot_be_confirmed_questions_are_asked_again_all_the_same(
    desk: Desk, simcord_env: Env, log_channel: ChannelHandle, trouble: Exception
) -> None:
    await ask_unanswered(desk.parts, COSTS, desk.guild_id)
    card = await desk.card("add", file=FILE)

    with failing(discord.Interaction, "edit_original_response", trouble):
        result = await desk.press(card, ENGLISH("intake.button_publish"))

    # The change is not reported as failed, because it did not fail.
    assert result.followups == []
    assert (await desk.only_article()).title == FERRY_TITLE
    [shown] = await effects_in(simcord_env, log_channel)
    assert ENGLISH("effects.label.gained") in shown
    assert await unanswered(desk.parts.engine, desk.guild_id, LAST_YEAR) == []
    assert await tasks(desk.parts.engine) == []


async def test_of_many_changes_at_once_some_are_followed_up_together_in_the_log_channel(
    desk: Desk, simcord_env: Env, log_channel: ChannelHandle
) -> None:
    await ask_unanswered(desk.parts, COSTS, desk.guild_id)
    card = await desk.card("add", file=FILE)

    with ExitStack() as others:
        for _ in range(MOST_WAITING):
            others.enter_context(desk.parts.held.holding(desk.guild_id))
        result = await desk.press(card, ENGLISH("intake.button_publish"))
        assert result.followups == []
        assert await effects_in(simcord_env, log_channel) == []

    [shown] = await effects_in(simcord_env, log_channel)
    assert ENGLISH("effects.label.gained") in shown
    assert await tasks(desk.parts.engine) == []


@pytest.mark.parametrize("trouble", TROUBLE, ids=repr)
async def test_what_cannot_be_shown_to_the_moderator_is_shown_in_the_log_channel(
    desk: Desk, simcord_env: Env, log_channel: ChannelHandle, trouble: Exception
) -> None:
    await ask_unanswered(desk.parts, COSTS, desk.guild_id)
    card = await desk.card("add", file=FILE)

    with failing(discord.Webhook, "send", trouble):
        await desk.press(card, ENGLISH("intake.button_publish"))

    assert len(await effects_in(simcord_env, log_channel)) == 1


async def test_what_the_moderator_was_shown_is_not_shown_in_the_log_channel(
    desk: Desk, simcord_env: Env, log_channel: ChannelHandle
) -> None:
    await ask_unanswered(desk.parts, COSTS, desk.guild_id)
    card = await desk.card("add", file=FILE)

    [shown] = (await desk.press(card, ENGLISH("intake.button_publish"))).followups

    assert COSTS in texts_of(shown)
    assert await effects_in(simcord_env, log_channel) == []


async def test_a_removal_that_cannot_be_confirmed_is_followed_all_the_same(
    desk: Desk, simcord_env: Env, log_channel: ChannelHandle
) -> None:
    await desk.have_ferry()
    await desk.parts.assistant.ask(Asked(COSTS, WayIn.SLASH, desk.guild_id))
    await desk.parts.querylog.flush()
    entry = await desk.only_article()
    card = await desk.card("remove", article=entry.id)

    with failing(discord.Interaction, "edit_original_response", ServerDisconnectedError()):
        await desk.press(card, ENGLISH("shelf.button_remove"))

    [shown] = await effects_in(simcord_env, log_channel)
    assert ENGLISH("effects.label.lost") in shown

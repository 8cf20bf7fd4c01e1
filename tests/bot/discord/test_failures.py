import errno
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from fnmatch import fnmatch

import discord
import pytest
import simcord.http.router
from aiohttp import ServerDisconnectedError
from discord import app_commands
from simcord.actors import MemberActor
from simcord.backend import Backend
from simcord.backend.errors import BackendError
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.client import KutipClient
from bot.discord.failures import explain
from bot.discord.retries import UndeliveredError
from bot.errors import UserError
from bot.locales import ENGLISH, Texts
from bot.parts import Parts
from corpus.database_faults import DatabaseFault
from corpus.draft import Draft
from corpus.web import Web
from tests.bot.conftest import Logged
from tests.bot.discord_client import Speak, button, response, texts_of
from tests.bot.everything import CUSTOM_IDS, menus, press, registered
from tests.bot.indonesian import INDONESIAN
from tests.bot.querylog.test_log import full

pytest_plugins = ["tests.bot.desk_fixtures"]

QUESTION = "Siapa Vipin Narang?"
CALLBACK = ("POST", "/interactions/*")
ANSWER = ("PATCH", "/webhooks/*")
MESSAGE = ("POST", "/channels/*")
UNREACHABLE = (
    UndeliveredError("tried 5 times"),
    ServerDisconnectedError(),
    ConnectionResetError(104, "Connection reset by peer"),
    TimeoutError(),
    BackendError(503, 0, "Service Unavailable"),
    BackendError(429, 0, "You are being blocked"),
)
"""What a request to Discord may end in, if Discord can't be reached or has a fault."""
Fail = Callable[[tuple[str, str], Exception], None]


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Fail:
    """Let all requests of one kind, by method and path, fail."""

    def fail(wanted: tuple[str, str], error: Exception) -> None:
        def check(_backend: Backend, method: str, path: str) -> None:
            if fnmatch(f"{method} {path}", " ".join(wanted)):
                raise error

        monkeypatch.setattr(simcord.http.router, "_check_faults", check)

    return fail


def problems(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]


def test_a_user_error_is_explained_in_the_users_language() -> None:
    error = UserError("answer.not_yours")

    assert explain(error, INDONESIAN) == INDONESIAN("answer.not_yours")
    assert str(error) == ENGLISH("answer.not_yours")


def test_a_failed_permission_check_is_explained_and_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert explain(app_commands.MissingPermissions(["ban"]), ENGLISH) == ENGLISH(
        "fault.not_allowed"
    )
    assert not caplog.records


@pytest.mark.parametrize("error", UNREACHABLE, ids=lambda error: type(error).__name__)
async def test_an_answer_that_does_not_arrive_is_logged_as_such_and_not_apologised_for(
    simcord_env: Env,
    sari: MemberActor,
    channel: ChannelHandle,
    fail: Fail,
    error: Exception,
    logged: Logged,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fail(ANSWER, error)

    result = await sari.slash(channel, "ask", question=QUESTION)

    assert not result.followups
    [line] = problems(caplog)
    assert line.startswith("Not delivered, because Discord can't be reached: ")
    [row] = await logged()
    assert (row.outcome, row.delivered) == ("answered", False)
    assert simcord_env.errors


@pytest.mark.parametrize("error", UNREACHABLE, ids=lambda error: type(error).__name__)
async def test_a_reply_that_does_not_arrive_is_logged_as_such_and_not_apologised_for(
    simcord_env: Env,
    sari: MemberActor,
    channel: ChannelHandle,
    fail: Fail,
    error: Exception,
    logged: Logged,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert simcord_env.bot.user is not None
    fail(MESSAGE, error)

    await sari.send(channel, f"{simcord_env.bot.user.mention} {QUESTION}")

    assert len(channel.history()) == 1
    [line] = problems(caplog)
    assert line.startswith("Not delivered, because Discord can't be reached: ")
    [row] = await logged()
    assert (row.outcome, row.delivered) == ("answered", False)


async def test_a_reply_that_kutip_may_not_send_counts_as_not_delivered(
    simcord_env: Env, sari: MemberActor, channel: ChannelHandle, fail: Fail, logged: Logged
) -> None:
    assert simcord_env.bot.user is not None
    fail(MESSAGE, BackendError(403, 50013, "Missing Permissions"))

    await sari.send(channel, f"{simcord_env.bot.user.mention} {QUESTION}")

    assert [row.delivered for row in await logged()] == [False]


async def test_a_question_that_can_not_be_acknowledged_is_not_asked(
    simcord_env: Env,
    sari: MemberActor,
    channel: ChannelHandle,
    parts: Parts,
    fail: Fail,
    logged: Logged,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fail(CALLBACK, UndeliveredError("tried 5 times"))

    await sari.slash(channel, "ask", question=QUESTION)

    assert len(problems(caplog)) == 1
    assert not await logged()
    assert parts.queue.taken == 0
    assert simcord_env.errors


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.mark.parametrize("wanted", [CALLBACK, ("*", "/webhooks/*")], ids=["response", "later"])
async def test_whatever_is_pressed_while_discord_is_away_ends_in_a_line_in_the_log(
    simcord_env: Env,
    guild: GuildHandle,
    channel: ChannelHandle,
    parts: Parts,
    fail: Fail,
    wanted: tuple[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = simcord_env.bot
    assert isinstance(client, KutipClient)
    powers = discord.Permissions(manage_messages=True, manage_guild=True)
    ani = guild.add_member(
        simcord_env.create_user("ani"), roles=[guild.create_role("Mods", permissions=powers)]
    )
    answer = response(await ani.slash(channel, "ask", question=QUESTION))
    query = button(answer, "👍").split(":")[2]
    text = Draft("teh", "Teh", "", None, "id", "Teh dari kebun itu harum.")
    await parts.shelf(guild.id).add(text, ani.id)
    other = Draft("kopi", "Kopi", "", None, "id", "Kopi dari gunung itu pahit.")
    waiting = await parts.drafts.keep(guild.id, ani.id, other)
    message = await ani.send(channel, QUESTION)
    fail(wanted, UndeliveredError("tried 5 times"))

    for name in menus(client.tree):
        await ani.context_menu(channel, name, message)
    for item in registered(client):
        for pattern in CUSTOM_IDS[item]:
            custom_id = pattern.format(article="teh", draft=waiting.id, word="teh", query=query)
            await press(simcord_env, ani, channel, custom_id)

    assert {each.levelname for each in caplog.records if each.levelno > logging.INFO} == {"WARNING"}
    assert simcord_env.errors


async def test_an_autocompletion_that_fails_is_a_line_in_the_log_without_its_user(
    simcord_env: Env,
    guild: GuildHandle,
    channel: ChannelHandle,
    fail: Fail,
    caplog: pytest.LogCaptureFixture,
) -> None:
    powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    ani = guild.add_member(simcord_env.create_user("ani"), roles=[powers])
    fail(CALLBACK, UndeliveredError("tried 5 times"))

    await ani.autocomplete(channel, "article show", "article", "str")

    [line] = problems(caplog)
    assert line.startswith("Not delivered, because Discord can't be reached: ")
    assert str(ani.id) not in caplog.text


@pytest.fixture
def lock(engine: AsyncEngine) -> Iterator[sqlite3.Connection]:
    """Another program's connection, which can lock the database."""
    with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as other:
        yield other


@pytest.mark.usefixtures("no_patience")
async def test_a_question_is_answered_and_logged_although_the_database_is_locked(
    sari: MemberActor,
    channel: ChannelHandle,
    parts: Parts,
    lock: sqlite3.Connection,
    logged: Logged,
) -> None:
    lock.execute("BEGIN IMMEDIATE")

    result = await sari.slash(channel, "ask", question=QUESTION)

    assert "Vipin Narang" in texts_of(result.response)
    assert parts.querylog.waiting == 1
    lock.rollback()
    [row] = await logged()
    assert (row.outcome, row.delivered) == ("answered", True)


async def test_a_question_is_answered_and_logged_although_the_disk_is_full(
    sari: MemberActor, channel: ChannelHandle, engine: AsyncEngine, parts: Parts, logged: Logged
) -> None:
    free_space = await full(engine)

    result = await sari.slash(channel, "ask", question=f"{QUESTION} " * 100)

    assert "Vipin Narang" in texts_of(result.response)
    assert parts.querylog.waiting == 1
    free_space()
    [row] = await logged()
    assert (row.outcome, row.delivered) == ("answered", True)


@pytest.mark.usefixtures("no_patience")
async def test_what_can_not_be_saved_now_is_explained_and_logged_without_a_reference(
    sari: MemberActor,
    channel: ChannelHandle,
    parts: Parts,
    speak: Speak,
    lock: sqlite3.Connection,
    caplog: pytest.LogCaptureFixture,
) -> None:
    speak("id", "id")
    answer = response(await sari.slash(channel, "ask", question=QUESTION))
    await parts.querylog.flush()
    lock.execute("BEGIN IMMEDIATE")

    vote = await sari.click(answer, custom_id=button(answer, "👍"))

    assert response(vote).content == INDONESIAN("fault.database.locked")
    assert problems(caplog) == ["The database can't be used: database is locked"]
    assert not caplog.records[-1].exc_info
    lock.rollback()


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN], ids=["English", "Indonesian"])
def test_every_fault_of_the_database_has_a_sentence(texts: Texts) -> None:
    sentences = set()
    for code in (errno.ENOSPC, errno.EROFS, errno.EIO):
        sentences.add(explain(OSError(code, os.strerror(code)), texts))
    damaged = sqlite3.DatabaseError("database disk image is malformed")
    damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    sentences.add(explain(DatabaseError("SELECT 1", (), damaged), texts))

    assert sentences == {
        texts(f"fault.database.{fault}")
        for fault in set(DatabaseFault) - {DatabaseFault.LOCKED, DatabaseFault.AWAY}
    }

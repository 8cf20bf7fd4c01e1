import asyncio
import logging
import re
import sqlite3
from typing import Any, cast

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.discord import client
from bot.discord.base import INTENTS
from bot.discord.client import KutipClient
from bot.guilds import Guilds
from bot.locales import ENGLISH
from bot.operations.supervisor import State
from bot.parts import Parts
from bot.questions.assistant import Assistant, Reply
from corpus.schema import guilds
from tests.bot.conftest import Logged
from tests.bot.discord_client import MakeClient, buttons_of, nonces, texts_of
from tests.bot.indonesian import INDONESIAN
from tests.discord.payloads import snowflake
from tests.patience import LONG

PRIVILEGED = discord.Intents(message_content=True, members=True, presences=True)
QUESTION = "Kenapa satelit Korea Utara gagal?"
QUOTED = "upaya peluncuran satelit mata-mata militer Korea Utara mengalami kegagalan"


@pytest.fixture
def me(simcord_env: Env) -> str:
    """A mention of the bot."""
    assert simcord_env.bot.user is not None
    return simcord_env.bot.user.mention


async def test_a_mention_is_answered_in_a_reply_in_the_servers_language(
    me: str, sari: MemberActor, channel: ChannelHandle, logged: Logged
) -> None:
    asked = await sari.send(channel, f"{me} {QUESTION}")

    answer = channel.last_message
    assert answer is not None
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    shown = texts_of(answer)
    assert QUOTED in shown
    assert QUESTION not in shown
    assert "paragraf 7 dari 9" in shown
    [row] = await logged()
    assert (row.way_in, row.question, row.locale) == ("mention", QUESTION, None)
    assert (row.guild_id, row.channel_id) == (sari.guild.id, channel.id)


async def test_a_mention_may_be_anywhere_in_the_message(
    me: str, sari: MemberActor, channel: ChannelHandle, logged: Logged
) -> None:
    await sari.send(channel, f"Siapa {me.replace('@', '@!')} Vipin Narang? {me}")

    [row] = await logged()
    assert row.question == "Siapa Vipin Narang?"


async def test_a_bare_mention_gets_a_hint_and_a_row(
    me: str, sari: MemberActor, channel: ChannelHandle, logged: Logged
) -> None:
    await sari.send(channel, me)

    assert texts_of(channel.last_message) == INDONESIAN("refusal.blank")
    assert [row.outcome for row in await logged()] == ["refused"]


async def test_everyone_roles_and_bystanders_are_not_answered(
    sari: MemberActor, channel: ChannelHandle, guild: GuildHandle, logged: Logged
) -> None:
    role = guild.create_role("Kutip")

    for content in ("@everyone", "@here", role.mention, "<@1>", QUESTION):
        await sari.send(channel, f"{content} {QUESTION}")

    assert len(channel.history()) == 5
    assert not await logged()


async def test_a_reply_to_anothers_message_is_not_answered(
    sari: MemberActor, budi: MemberActor, channel: ChannelHandle, logged: Logged
) -> None:
    message = await budi.send(channel, "halo")

    await sari.send(channel, QUESTION, reply_to=message)

    assert not await logged()


async def test_a_reply_to_kutips_own_answer_is_a_question(
    me: str, sari: MemberActor, channel: ChannelHandle
) -> None:
    await sari.send(channel, me)
    hint = channel.last_message
    assert hint is not None

    await sari.send(channel, QUESTION, reply_to=hint)

    assert QUOTED in texts_of(channel.last_message)


async def test_a_reply_to_an_answer_is_understood_from_the_question_before(
    me: str, sari: MemberActor, channel: ChannelHandle
) -> None:
    await sari.send(channel, f"{me} kapan itu terjadi?")
    assert QUOTED not in texts_of(channel.last_message)

    await sari.send(channel, f"{me} {QUESTION}")
    answer = channel.last_message
    assert answer is not None
    await sari.send(channel, "kapan itu terjadi?", reply_to=answer)

    assert channel.last_message != answer
    assert QUOTED in texts_of(channel.last_message)


@pytest.mark.parametrize(
    ("changes", "mentioned"),
    [({"mentions": []}, False), ({"type": discord.MessageType.thread_created.value}, True)],
    ids=["a reply without a ping", "a message of Discord's own"],
)
async def test_messages_not_addressed_to_kutip_are_not_answered(
    simcord_env: Env,
    me: str,
    sari: MemberActor,
    channel: ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, Any],
    mentioned: bool,
) -> None:
    await sari.send(channel, me)
    hint = channel.last_message
    assert hint is not None
    emit = simcord_env.backend.emit
    monkeypatch.setattr(
        simcord_env.backend, "emit", lambda event, payload: emit(event, {**payload, **changes})
    )

    await sari.send(channel, me if mentioned else QUESTION, reply_to=hint)

    assert len(channel.history()) == 3


async def test_bots_and_webhooks_are_never_answered(
    simcord_env: Env, me: str, guild: GuildHandle, channel: ChannelHandle, logged: Logged
) -> None:
    robot = guild.add_member(simcord_env.create_user("robot", bot=True))

    await robot.send(channel, f"{me} {QUESTION}")
    await guild.create_webhook(channel).send(f"{me} {QUESTION}")

    assert not await logged()


async def test_a_message_from_an_unknown_server_is_not_taken_for_a_direct_message(
    simcord_env: Env, sari: MemberActor, channel: ChannelHandle, logged: Logged
) -> None:
    guild = simcord_env.bot.get_guild(sari.guild.id)
    assert guild is not None
    simcord_env.bot._connection._remove_guild(guild)

    await sari.send(channel, QUESTION)

    assert not await logged()


async def test_a_mention_in_a_thread_is_answered_there(
    simcord_env: Env, me: str, sari: MemberActor, channel: ChannelHandle
) -> None:
    await sari.send(channel, "halo")
    start = channel.last_message
    assert start is not None
    await start.create_thread(name="satelit")
    [thread] = channel.threads

    await sari.send(thread, f"{me} {QUESTION}")

    assert QUOTED in texts_of(thread.last_message)


async def test_a_direct_message_is_a_question_and_gets_the_default_language(
    sari: MemberActor, logged: Logged
) -> None:
    await sari.send_dm(QUESTION)

    shown = texts_of(sari.user.dm_channel.last_message)
    assert QUOTED in shown
    assert "paragraf 7 dari 9" in shown
    [row] = await logged()
    assert (row.way_in, row.guild_id) == ("dm", None)


async def test_a_refusal_in_a_direct_message_says_which_articles_are_known_there(
    sari: MemberActor, channel: ChannelHandle
) -> None:
    await sari.send_dm("Apa resep rendang?")
    in_private = texts_of(sari.user.dm_channel.last_message)
    await sari.slash(channel, "ask", question="Apa resep rendang?")

    known = INDONESIAN("answer.outside_servers")
    assert known in in_private
    assert known not in texts_of(channel.last_message)


async def test_a_question_deleted_meanwhile_is_answered_without_reference(
    simcord_env: Env,
    me: str,
    sari: MemberActor,
    channel: ChannelHandle,
    assistant: Assistant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask = assistant.ask

    async def ask_slowly(*args: object) -> Reply:
        [question] = simcord_env.backend.messages[channel.id].values()
        simcord_env.backend.delete_message(channel.id, question.id)
        return await ask(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(assistant, "ask", ask_slowly)

    await sari.send(channel, f"{me} {QUESTION}")

    assert QUOTED in texts_of(channel.last_message)
    sent = simcord_env.http_requests[-1].json
    assert isinstance(sent, dict)
    assert sent["message_reference"]["fail_if_not_exists"] is False


async def test_without_permission_to_reply_a_plain_message_is_sent(
    simcord_env: Env, me: str, sari: MemberActor, channel: ChannelHandle
) -> None:
    simcord_env.inject_error("POST", "/channels/*/messages", status=400, code=160002)

    await sari.send(channel, f"{me} {QUESTION}")

    answer = channel.last_message
    assert answer is not None
    assert answer.reference is None
    assert QUOTED in texts_of(answer)


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003), (400, 50083)])
async def test_a_forbidden_channel_gets_no_answer_but_a_log_line(
    simcord_env: Env,
    me: str,
    sari: MemberActor,
    channel: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
    status: int,
    code: int,
) -> None:
    caplog.set_level(logging.INFO, "bot")
    simcord_env.inject_error("POST", "/channels/*/messages", status=status, code=code, times=None)

    await sari.send(channel, f"{me} {QUESTION}")

    [record] = [record for record in caplog.records if record.name == "bot.discord.client"]
    assert record.levelno == logging.INFO
    assert record.exc_info is None


async def test_an_unexpected_error_gets_an_apology_in_the_channel(
    me: str,
    sari: MemberActor,
    channel: ChannelHandle,
    assistant: Assistant,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    logged: Logged,
) -> None:
    monkeypatch.setattr(assistant, "_shelves", None)

    await sari.send(channel, f"{me} rahasia")

    shown = texts_of(channel.last_message)
    [reference] = re.findall(r"\b[0-9a-f]{8}\b", shown)
    assert shown == INDONESIAN("fault.apology", reference=reference)
    assert reference in caplog.text
    assert "rahasia" not in caplog.text
    assert [row.outcome for row in await logged()] == ["error"]


async def test_a_failing_apology_is_logged_not_raised(
    simcord_env: Env,
    me: str,
    sari: MemberActor,
    channel: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    simcord_env.inject_error("POST", "/channels/*/messages", status=400, times=None)

    await sari.send(channel, f"{me} {QUESTION}")

    assert "Could not send an apology" in caplog.text


async def test_a_stop_waits_for_replies_under_way_and_starts_no_new_ones(
    simcord_env: Env,
    me: str,
    sari: MemberActor,
    channel: ChannelHandle,
    assistant: Assistant,
    monkeypatch: pytest.MonkeyPatch,
    logged: Logged,
) -> None:
    bot = cast("KutipClient", simcord_env.bot)
    ask = assistant.ask
    stops = []

    async def ask_while_stopping(*args: object) -> Reply:
        stops.append(asyncio.create_task(bot.finish(LONG)))
        await asyncio.sleep(0)
        assert not stops[0].done()
        return await ask(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(assistant, "ask", ask_while_stopping)

    await sari.send(channel, f"{me} {QUESTION}")
    assert await stops[0] == 0
    assert QUOTED in texts_of(channel.last_message)

    await sari.send(channel, f"{me} lagi")
    assert len(channel.history()) == 3
    assert not (await sari.slash(channel, "ask", question="lagi")).acknowledged
    answer = channel.history()[1]
    vote = buttons_of(answer)["👍"]["custom_id"]
    assert not (await sari.click(answer, custom_id=vote)).acknowledged
    assert len(await logged()) == 1


@pytest.mark.simcord(approved_intents=discord.Intents.none())
async def test_mentions_are_answered_without_privileged_intents(
    me: str, sari: MemberActor, channel: ChannelHandle
) -> None:
    await sari.send(channel, f"{me} {QUESTION}")

    assert QUOTED in texts_of(channel.last_message)
    assert not INTENTS.value & PRIVILEGED.value


async def test_a_server_with_an_unsupported_locale_is_answered_in_english(
    simcord_env: Env, me: str
) -> None:
    guild = simcord_env.create_guild("Nouvelles", preferred_locale="fr")
    channel = guild.create_text_channel("general")
    lea = guild.add_member(simcord_env.create_user("lea"))

    await lea.send(channel, me)

    assert texts_of(channel.last_message) == ENGLISH("refusal.blank")


async def test_daily_tasks_start_once_the_database_is_free_although_it_was_locked_at_the_start(
    simcord_env: Env,
    make_client: MakeClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    tidied: list[object] = []

    async def tidy(*arguments: object) -> None:
        tidied.append(arguments)

    async def locked(*_: object) -> None:
        raise OperationalError("BEGIN IMMEDIATE", {}, sqlite3.OperationalError("locked"))

    monkeypatch.setattr(client, "tidy", tidy)
    restarted = make_client()
    with monkeypatch.context() as patch:
        patch.setattr(Guilds, "note_present", locked)
        await simcord_env.restart_bot(restarted)
        await restarted.on_shard_ready(0)  # As after a failed resume.
        assert "A recurring task failed" in caplog.text
        assert not tidied

    await simcord_env.advance_time(client.NOTE_AGAIN_SECONDS)

    assert len(tidied) == 1
    await restarted.on_shard_ready(0)
    await simcord_env.advance_time(2 * client.NOTE_AGAIN_SECONDS)
    assert len(tidied) == 1


async def test_servers_of_shards_that_run_elsewhere_are_neither_left_nor_purged(
    simcord_env: Env, make_client: MakeClient, parts: Parts
) -> None:
    here, elsewhere = (int(snowflake(shard_id, 2)) for shard_id in range(2))
    for guild_id in (here, elsewhere):
        await parts.guilds.set_left(guild_id, None)
    one_of_two = make_client()
    one_of_two.shard_count, one_of_two.shard_ids = 2, [0]

    await simcord_env.restart_bot(one_of_two)

    async with parts.engine.connect() as connection:
        rows = await connection.execute(select(guilds.c.id, guilds.c.left_at))
        left = {row.id: row.left_at is not None for row in rows}
    assert left[here]
    assert not left[elsewhere]


async def test_replies_have_a_nonce_of_their_question(
    simcord_env: Env, me: str, sari: MemberActor, channel: ChannelHandle
) -> None:
    for _ in range(2):
        await sari.send(channel, f"{me} {QUESTION}")

    first, second = nonces(simcord_env, "reply-")
    assert first != second


async def test_systemd_is_notified_once_kutip_is_connected(
    simcord_env: Env, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    notified: list[State] = []
    monkeypatch.setattr(client, "notify", notified.append)

    await simcord_env.restart_bot(make_client())

    assert notified == [State.READY]


async def test_a_client_is_connected_while_every_shard_is(
    simcord_env: Env,
) -> None:
    bot = cast("KutipClient", simcord_env.bot)
    assert bot.is_connected()

    bot.dispatch("shard_disconnect", 0)
    await simcord_env.settle()
    assert not bot.is_connected()

    bot.dispatch("shard_resumed", 0)
    await simcord_env.settle()
    assert bot.is_connected()

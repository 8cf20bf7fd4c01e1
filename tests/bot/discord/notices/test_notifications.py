import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from discord.http import Route
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.discord.client import KutipClient
from bot.discord.notices.nonce import LONGEST
from bot.discord.notices.notifications import Notified, notify_waiting
from bot.discord.render.tone import Tone
from bot.locales import ENGLISH
from bot.parts import Parts
from bot.querylog.record import QueryRecord
from bot.querylog.wishes import Wishes
from bot.questions.reasking import Changed
from corpus.draft import Draft
from corpus.moments import last_moment
from corpus.schema import EVERYWHERE, wishes
from tests.bot.discord_client import MakeClient, buttons_of, texts_of
from tests.bot.indonesian import INDONESIAN
from tests.bot.waiting import CROWING, HEN, ask_unanswered
from tests.failing import failing_at

QUOTED = "**Ayam berkokok pada pagi hari yang cerah.**"


async def wish(
    parts: Parts, actor: MemberActor, channel: ChannelHandle, guild_id: int | None = 0
) -> QueryRecord:
    """Ask an unanswered question, by default on the member's server, and request a notification."""
    guild_id = actor.guild.id if guild_id == 0 else guild_id
    query = await ask_unanswered(parts, CROWING, guild_id, actor.id, channel.id)
    assert await Wishes(parts.engine).keep(query, actor.id, channel.id)
    return query


async def answer(parts: Parts, guild_id: int, draft: Draft = HEN) -> None:
    """Publish an article, and ask the open questions again."""
    since = await last_moment(parts.engine) + 1
    await parts.shelf(guild_id).add(draft)
    await parts.ask_again(Changed(guild_id, frozenset([draft.id]), since))


@pytest.fixture
async def due(
    parts: Parts,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
    may_be_pinged: set[int],
) -> None:
    """Sari, who may be pinged, waits for what is answered by now."""
    may_be_pinged.add(sari.id)
    await wish(parts, sari, channel)
    await answer(parts, guild.id)


async def left(parts: Parts) -> set[int]:
    """Return the ids of people who still wait."""
    async with parts.engine.connect() as connection:
        return set((await connection.scalars(select(wishes.c.user_id))).all())


def pings(env: Env) -> list[list[str]]:
    """Return the user ids that each pinging message may ping."""
    sent = [request.json for request in env.http_requests if isinstance(request.json, dict)]
    asked = [(body.get("allowed_mentions") or {}).get("users") or [] for body in sent]
    return [[str(user) for user in users] for users in asked if users]


async def test_people_are_notified_once_where_they_asked_and_nobody_else_is_pinged(
    simcord_env: Env,
    client: KutipClient,
    parts: Parts,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
    budi: MemberActor,
    may_be_pinged: set[int],
) -> None:
    may_be_pinged |= {sari.id, budi.id}
    other = guild.create_text_channel("lain")
    await wish(parts, sari, channel)
    await wish(parts, budi, other)
    await answer(parts, guild.id)

    assert await notify_waiting(client, guild.id, "ayam") == Notified(notified={sari.id, budi.id})
    assert await notify_waiting(client, guild.id, "ayam") == Notified()

    for actor, place in ((sari, channel), (budi, other)):
        [message] = place.history()
        greeting = INDONESIAN("feedback.answer_found", who=f"<@{actor.id}>")
        head = Tone.ANSWER.head(INDONESIAN)
        shown = f"{greeting}\n\n{head}\n\n-# {CROWING}\n\n> {QUOTED}"
        assert texts_of(message).startswith(shown)
        assert r"Kandang \*ayam\*" in texts_of(message)
        assert not buttons_of(message)
    assert sorted(pings(simcord_env)) == sorted([[str(sari.id)], [str(budi.id)]])
    assert await left(parts) == set()


async def test_people_without_a_request_are_not_notified(
    simcord_env: Env,
    client: KutipClient,
    parts: Parts,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
) -> None:
    await ask_unanswered(parts, CROWING, guild.id, sari.id, channel.id)
    await answer(parts, guild.id)

    assert await notify_waiting(client, guild.id, "ayam") == Notified()
    assert channel.history() == pings(simcord_env) == []


@pytest.mark.usefixtures("due")
async def test_concurrent_calls_notify_each_person_once(
    client: KutipClient,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
) -> None:
    results = await asyncio.gather(*(notify_waiting(client, guild.id, "ayam") for _ in range(3)))

    assert [each.notified for each in results if each.notified] == [{sari.id}]
    assert len(channel.history()) == 1


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.usefixtures("due")
async def test_a_stop_loses_no_request_and_notifies_nobody_twice(
    client: KutipClient,
    parts: Parts,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
    sent: bool,
) -> None:
    request = client.http.request

    async def stop(route: Route, **kwargs: Any) -> object:  # noqa: ANN401
        task = asyncio.current_task()
        assert task is not None
        if route.method != "POST":
            return await request(route, **kwargs)
        message = await request(route, **kwargs) if sent else None
        task.cancel()
        return message or await asyncio.Event().wait()

    with monkeypatch.context() as stopping:
        stopping.setattr(client.http, "request", stop)
        stopped = asyncio.create_task(notify_waiting(client, guild.id, "ayam"))
        await asyncio.wait([stopped])
    assert stopped.cancelled()
    assert len(channel.history()) == int(sent)
    assert await left(parts) == {sari.id}

    await notify_waiting(client, guild.id, "ayam")

    assert len(channel.history()) == 1
    assert await left(parts) == set()


@pytest.mark.usefixtures("due")
async def test_discord_knows_a_message_that_is_sent_again_after_a_restart(
    simcord_env: Env,
    client: KutipClient,
    make_client: MakeClient,
    parts: Parts,
    guild: GuildHandle,
    sari: MemberActor,
) -> None:
    with failing_at(parts.engine, 1, "DELETE FROM wishes"), pytest.raises(OperationalError):
        await notify_waiting(client, guild.id, "ayam")
    again = make_client()
    await simcord_env.restart_bot(again)
    assert await notify_waiting(again, guild.id, "ayam") == Notified(notified={sari.id})

    first, second = (
        (body["nonce"], body["enforce_nonce"])
        for body in (request.json for request in simcord_env.http_requests)
        if isinstance(body, dict) and "nonce" in body
    )
    assert first == second
    assert (len(first[0]), first[1]) == (LONGEST, True)


@pytest.mark.usefixtures("due")
async def test_a_database_that_fails_after_the_message_makes_no_second_one(
    client: KutipClient,
    parts: Parts,
    guild: GuildHandle,
    channel: ChannelHandle,
) -> None:
    with failing_at(parts.engine, 1, "DELETE FROM wishes"), pytest.raises(OperationalError):
        await notify_waiting(client, guild.id, "ayam")
    assert await notify_waiting(client, guild.id, "ayam") == Notified()

    assert len(channel.history()) == 1
    assert await left(parts) == set()


async def test_without_an_answer_nobody_is_notified_and_the_request_is_kept(
    client: KutipClient,
    parts: Parts,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
) -> None:
    await wish(parts, sari, channel)
    await answer(parts, guild.id)
    await parts.shelf(guild.id).revise(replace(HEN, body="Kandang itu sudah lama kosong."), 1)

    assert await notify_waiting(client, guild.id, "ayam") == Notified(waiting={sari.id})
    assert channel.history() == []
    assert await left(parts) == {sari.id}


def closed(env: Env, channel: ChannelHandle) -> None:
    env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50001)


def gone(env: Env, channel: ChannelHandle) -> None:
    env.inject_error("POST", f"/channels/{channel.id}/messages", status=404, code=10003)


def archived(env: Env, channel: ChannelHandle) -> None:
    env.inject_error("POST", f"/channels/{channel.id}/messages", status=400, code=50083)


@pytest.mark.parametrize("trouble", [closed, gone, archived])
@pytest.mark.usefixtures("due")
async def test_people_are_notified_by_direct_message_if_the_channel_is_closed(
    simcord_env: Env,
    client: KutipClient,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
    trouble: Callable[[Env, ChannelHandle], None],
) -> None:
    trouble(simcord_env, channel)

    assert await notify_waiting(client, guild.id, "ayam") == Notified(notified={sari.id})

    assert channel.history() == []
    assert QUOTED in texts_of(sari.user.dm_channel.last_message)


async def test_unreachable_people_are_not_tried_again(
    simcord_env: Env,
    client: KutipClient,
    parts: Parts,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
    budi: MemberActor,
    may_be_pinged: set[int],
    caplog: pytest.LogCaptureFixture,
) -> None:
    may_be_pinged |= {sari.id, budi.id}
    await wish(parts, sari, channel)
    closed(simcord_env, channel)
    simcord_env.inject_error(
        "POST", f"/channels/{sari.user.dm_channel.id}/messages", status=403, code=50007
    )
    await wish(parts, budi, channel)
    await answer(parts, guild.id)

    assert await notify_waiting(client, guild.id, "ayam") == Notified(
        notified={budi.id}, unreachable={sari.id}
    )

    assert "Could not notify a user" in caplog.text
    [message] = channel.history()
    assert f"<@{budi.id}>" in texts_of(message)
    assert await left(parts) == set()


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ("GET */members/*", 503, 0),
        ("POST */messages", 503, 0),
        ("POST */messages", 401, 0),
        ("POST */messages", 400, 40003),
    ],
)
@pytest.mark.usefixtures("due")
async def test_a_temporary_failure_keeps_the_request_for_later(
    simcord_env: Env,
    client: KutipClient,
    parts: Parts,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
    asked: str,
    status: int,
    code: int,
) -> None:
    before = await Wishes(parts.engine).fulfillable(guild.id, "ayam")
    simcord_env.inject_error(*asked.split(), status=status, code=code)

    assert await notify_waiting(client, guild.id, "ayam") == Notified(failed={sari.id})

    assert await Wishes(parts.engine).fulfillable(guild.id, "ayam") == before
    assert await notify_waiting(client, guild.id, "ayam") == Notified(notified={sari.id})
    assert len(channel.history()) == 1


async def test_a_doubtful_answer_notifies_nobody_and_keeps_the_request(
    client: KutipClient,
    parts: Parts,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await wish(parts, sari, channel)
    await answer(parts, guild.id)
    sure = (await parts.assistant.answer(CROWING, guild.id)).confidence
    monkeypatch.setattr(parts.guilds, "least_confidence", lambda _guild_id: sure - 0.01)
    assert (await parts.assistant.answer(CROWING, guild.id)).doubtful

    assert await notify_waiting(client, guild.id, "ayam") == Notified(waiting={sari.id})
    assert channel.history() == []
    assert await left(parts) == {sari.id}


async def test_people_who_left_the_server_are_not_sent_its_quotes(
    client: KutipClient,
    parts: Parts,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
) -> None:
    await wish(parts, sari, channel)
    await answer(parts, guild.id)
    guild.remove_member(sari)

    assert await notify_waiting(client, guild.id, "ayam") == Notified(unreachable={sari.id})
    assert channel.history() == sari.user.dm_channel.history() == []


async def test_outside_servers_people_are_notified_by_direct_message_in_their_language(
    client: KutipClient, parts: Parts, sari: MemberActor, may_be_pinged: set[int]
) -> None:
    may_be_pinged.add(sari.id)
    await wish(parts, sari, sari.user.dm_channel, None)
    await answer(parts, EVERYWHERE)

    assert await notify_waiting(client, EVERYWHERE, "ayam") == Notified(notified={sari.id})

    shown = texts_of(sari.user.dm_channel.last_message)
    assert shown.startswith(INDONESIAN("feedback.answer_found", who=f"<@{sari.id}>"))
    assert QUOTED in shown


async def test_nobody_is_notified_on_a_server_that_kutip_left(
    client: KutipClient, parts: Parts, channel: ChannelHandle, sari: MemberActor
) -> None:
    await wish(parts, sari, channel, 4711)
    await answer(parts, 4711)

    assert await notify_waiting(client, 4711, "ayam") == Notified()
    assert await left(parts) == {sari.id}


async def test_the_servers_set_language_is_used(
    client: KutipClient,
    parts: Parts,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
    may_be_pinged: set[int],
) -> None:
    may_be_pinged.add(sari.id)
    await parts.guilds.change(guild.id, lambda settings: replace(settings, language="en"))
    await wish(parts, sari, channel)
    await answer(parts, guild.id)

    assert await notify_waiting(client, guild.id, "ayam") == Notified(notified={sari.id})

    shown = texts_of(channel.last_message)
    assert shown.startswith(ENGLISH("feedback.answer_found", who=f"<@{sari.id}>"))

"""Asking a server's helpers, on a real client."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from aiohttp import ServerDisconnectedError
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.client import KutipClient
from bot.discord.lost_requests import UNDER_WAY, LostRequests
from bot.discord.notices.nonce import nonce_of
from bot.discord.notices.notifications import Sent, send_to
from bot.discord.retries import UnsentError
from bot.discord.views import human
from bot.guilds import GuildSettings
from bot.locales import ENGLISH
from bot.parts import Parts
from bot.querylog.help_requests import BETWEEN
from corpus.database import writing
from corpus.schema import help_requests
from tests.bot.discord_client import MakeClient, Speak, button, buttons_of, response, texts_of
from tests.bot.everything import replies
from tests.bot.waiting import CROWING

QUESTION = "Kenapa satelit Korea Utara gagal?"
ANSWER = "Ayam kampung berkokok pukul lima pagi, kecuali pada hari hujan."
ASK = ENGLISH("human.button_ask")
REPLY = ENGLISH("human.button_answer")


@pytest.fixture
def role(guild: GuildHandle, may_be_pinged: set[int]) -> RoleHandle:
    role = guild.create_role("Penolong", mentionable=True)
    may_be_pinged.add(role.id)
    return role


@pytest.fixture
def tono(simcord_env: Env, guild: GuildHandle, role: RoleHandle) -> MemberActor:
    """A helper who is no moderator."""
    return guild.add_member(simcord_env.create_user("tono"), roles=[role])


@pytest.fixture
def rina(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    """A moderator."""
    powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    return guild.add_member(simcord_env.create_user("rina"), roles=[powers])


@pytest.fixture
async def helped(
    parts: Parts,
    guild: GuildHandle,
    role: RoleHandle,
    speak: Speak,
    sari: MemberActor,
    may_be_pinged: set[int],
) -> GuildSettings:
    """The settings of the server, with helpers."""
    speak("en-US", "en-US")
    may_be_pinged.add(sari.id)
    settings = GuildSettings(guild.id, language="en", helper_role_id=role.id)
    await parts.guilds.save(settings)
    return settings


async def refused(actor: MemberActor, channel: ChannelHandle, **options: Any) -> ResponseMessage:  # noqa: ANN401
    return response(await actor.slash(channel, "ask", question=CROWING, **options))


def only(result: InteractionResult) -> str:
    _ = result._env.errors
    [sentence] = result.followups or replies(result)
    assert sentence.ephemeral
    return sentence.content


def called(env: Env, kind: str = "roles") -> list[dict[str, Any]]:
    """Return the messages that pinged a role, or users."""
    return [
        request.json
        for request in env.http_requests
        if isinstance(request.json, dict) and (request.json.get("allowed_mentions") or {}).get(kind)
    ]


def last(channel: ChannelHandle) -> discord.Message:
    message = channel.last_message
    assert message is not None
    return message


async def ask_human(actor: MemberActor, message: ResponseMessage) -> str:
    return only(await actor.click(message, label=ASK))


async def test_the_role_is_mentioned_with_the_question_and_a_link(
    simcord_env: Env,
    sari: MemberActor,
    channel: ChannelHandle,
    role: RoleHandle,
    helped: GuildSettings,
) -> None:
    refusal = await refused(sari, channel)
    assert await ask_human(sari, refusal) == ENGLISH("human.asked", channel=channel.mention)

    [sent] = called(simcord_env)
    assert sent["allowed_mentions"] == {"parse": [], "roles": [role.id]}
    shown = texts_of(last(channel))
    assert role.mention in shown
    assert sari.mention in shown
    assert CROWING in shown
    assert f"https://discord.com/channels/{helped.id}/{channel.id}/{refusal.id}" in shown


async def test_the_question_has_a_block_of_its_own_and_the_bin_is_the_last_button(
    sari: MemberActor, channel: ChannelHandle, helped: GuildSettings
) -> None:
    refusal = await refused(sari, channel)
    assert list(buttons_of(refusal))[-2:] == [ASK, "🗑️"]

    await ask_human(sari, refusal)

    [box] = last(channel).components
    assert isinstance(box, discord.Container)
    shown = [part.content for part in box.children if isinstance(part, discord.TextDisplay)]
    assert f"> {CROWING}" in shown


async def test_nobody_is_called_twice_for_one_question_not_even_after_a_restart(
    simcord_env: Env,
    sari: MemberActor,
    budi: MemberActor,
    channel: ChannelHandle,
    helped: GuildSettings,
    make_client: MakeClient,
) -> None:
    refusal = await refused(sari, channel)
    await ask_human(sari, refusal)
    await simcord_env.restart_bot(make_client())

    assert await ask_human(sari, refusal) == ENGLISH("human.already")
    assert await ask_human(budi, refusal) == ENGLISH("human.already")
    assert len(called(simcord_env)) == 1


async def test_nobody_is_called_again_for_a_question_whose_message_was_deleted(
    simcord_env: Env,
    engine: AsyncEngine,
    client: KutipClient,
    sari: MemberActor,
    channel: ChannelHandle,
    helped: GuildSettings,
) -> None:
    refusal = await refused(sari, channel)
    await ask_human(sari, refusal)
    async with engine.connect() as connection:
        asked_at = await connection.scalar(select(help_requests.c.asked_at))
    assert asked_at is not None
    await last(channel).delete()

    await LostRequests(client).poll(asked_at + UNDER_WAY + timedelta(seconds=5))

    assert await ask_human(sari, refusal) == ENGLISH("human.already")
    assert len(called(simcord_env)) == 1


async def test_a_person_asks_helpers_once_in_ten_minutes(
    simcord_env: Env,
    engine: AsyncEngine,
    sari: MemberActor,
    budi: MemberActor,
    channel: ChannelHandle,
    helped: GuildSettings,
) -> None:
    await ask_human(sari, await refused(sari, channel))
    another = await refused(sari, channel)

    assert await ask_human(sari, another) == ENGLISH("human.too_soon", count=10)
    await ask_human(budi, await refused(budi, channel))
    assert len(called(simcord_env)) == 2
    async with writing(engine) as connection:
        asked_at = await connection.scalar(select(func.min(help_requests.c.asked_at)))
        assert asked_at is not None
        await connection.execute(update(help_requests).values(asked_at=asked_at - BETWEEN))
    assert await ask_human(sari, another) == ENGLISH("human.asked", channel=channel.mention)


async def test_a_thumb_down_leads_to_the_helpers(
    sari: MemberActor, channel: ChannelHandle, helped: GuildSettings
) -> None:
    answer = response(await sari.slash(channel, "ask", question=QUESTION))
    assert ASK not in buttons_of(answer)
    thanks = response(await sari.click(answer, custom_id=button(answer, "👎")))

    await ask_human(sari, thanks)

    assert f"/{channel.id}/{answer.id})" in texts_of(last(channel))


async def test_a_private_question_goes_to_the_helpers_channel_and_links_no_message(
    parts: Parts,
    guild: GuildHandle,
    sari: MemberActor,
    channel: ChannelHandle,
    helped: GuildSettings,
) -> None:
    place = guild.create_text_channel("bantuan")
    await parts.guilds.save(replace(helped, helper_channel_id=place.id))

    sentence = await ask_human(sari, await refused(sari, channel, private=True))

    assert sentence == ENGLISH("human.asked", channel=place.mention)
    shown = texts_of(last(place))
    assert (
        ENGLISH("human.link_private", link=f"https://discord.com/channels/{guild.id}/{channel.id}")
        in shown
    )


async def test_without_helpers_there_is_no_button(
    sari: MemberActor, channel: ChannelHandle, role: RoleHandle
) -> None:
    assert not {ASK, "🙋"} & buttons_of(await refused(sari, channel)).keys()


async def test_a_deleted_role_is_noticed_in_the_log_channel(
    parts: Parts,
    guild: GuildHandle,
    sari: MemberActor,
    channel: ChannelHandle,
    role: RoleHandle,
    helped: GuildSettings,
    simcord_env: Env,
) -> None:
    log_channel = guild.create_text_channel("catatan")
    await parts.guilds.save(replace(helped, log_channel_id=log_channel.id))
    refusal = await refused(sari, channel)

    gone = {"guild_id": str(guild.id), "role_id": str(role.id)}
    simcord_env.backend.emit("GUILD_ROLE_DELETE", gone)
    await simcord_env.settle()

    assert texts_of(last(log_channel)) == ENGLISH("human.role_deleted")
    assert await ask_human(sari, refusal) == ENGLISH("human.role_gone")
    assert ASK not in buttons_of(await refused(sari, channel))


async def test_the_settings_show_that_the_role_is_deleted_without_a_log_channel_too(
    simcord_env: Env, guild: GuildHandle, channel: ChannelHandle, helped: GuildSettings
) -> None:
    powers = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    wati = guild.add_member(simcord_env.create_user("wati"), roles=[powers])

    gone = {"guild_id": str(guild.id), "role_id": str(helped.helper_role_id)}
    simcord_env.backend.emit("GUILD_ROLE_DELETE", gone)
    await simcord_env.settle()

    shown = texts_of(response(await wati.slash(channel, "server show")))
    assert ENGLISH("server.gone", count=1) in shown


async def test_a_role_deleted_meanwhile_is_named_in_a_sentence(
    simcord_env: Env,
    parts: Parts,
    sari: MemberActor,
    channel: ChannelHandle,
    helped: GuildSettings,
) -> None:
    refusal = await refused(sari, channel)
    await parts.guilds.save(replace(helped, helper_role_id=99))

    assert await ask_human(sari, refusal) == ENGLISH("human.role_gone")
    assert called(simcord_env) == []


async def test_a_question_that_discord_refuses_can_be_passed_on_later(
    simcord_env: Env, sari: MemberActor, channel: ChannelHandle, helped: GuildSettings
) -> None:
    refusal = await refused(sari, channel)
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=403)

    assert await ask_human(sari, refusal) == ENGLISH("human.no_way", channel=channel.mention)
    assert await ask_human(sari, refusal) == ENGLISH("human.asked", channel=channel.mention)


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_question_that_may_have_arrived_is_posted_again_only_if_it_did_not(
    simcord_env: Env,
    parts: Parts,
    sari: MemberActor,
    budi: MemberActor,
    channel: ChannelHandle,
    helped: GuildSettings,
    monkeypatch: pytest.MonkeyPatch,
    arrived: bool,
) -> None:
    refusal = await refused(sari, channel)
    send = discord.TextChannel.send

    async def lose(self: discord.TextChannel, **message: Any) -> None:  # noqa: ANN401
        if arrived:
            await send(self, **message)
        raise ServerDisconnectedError

    with monkeypatch.context() as patched:
        patched.setattr(discord.TextChannel, "send", lose)
        assert await ask_human(sari, refusal) == ENGLISH("human.unsure")
    assert await ask_human(budi, refusal) == ENGLISH("human.already")

    asked = ENGLISH("human.asked", channel=channel.mention)
    assert await ask_human(sari, refusal) == (ENGLISH("human.already") if arrived else asked)
    assert len(called(simcord_env)) == 1

    # Nor later, after somebody has deleted it.
    async with writing(parts.engine) as connection:
        long_ago = datetime.now(UTC) - BETWEEN * 2
        await connection.execute(update(help_requests).values(asked_at=long_ago))
    await last(channel).delete()
    assert await ask_human(sari, refusal) == ENGLISH("human.already")


async def test_where_it_cannot_be_looked_up_a_question_is_not_posted_again(
    simcord_env: Env, sari: MemberActor, channel: ChannelHandle, helped: GuildSettings
) -> None:
    refusal = await refused(sari, channel)
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=503)
    assert await ask_human(sari, refusal) == ENGLISH("human.unsure")
    simcord_env.inject_error("GET", f"/channels/{channel.id}/messages", status=403)

    assert await ask_human(sari, refusal) == ENGLISH("human.already")


async def answer(
    helper: MemberActor, channel: ChannelHandle, text: str = ANSWER
) -> InteractionResult:
    """Answer the question for the helpers, the last message of the channel."""
    shown = await helper.click(last(channel), label=REPLY)
    return await helper.submit_modal(shown, {"answer": text})


async def test_a_helpers_answer_is_passed_on_with_one_ping(
    simcord_env: Env,
    sari: MemberActor,
    tono: MemberActor,
    rina: MemberActor,
    channel: ChannelHandle,
    helped: GuildSettings,
) -> None:
    await ask_human(sari, await refused(sari, channel))
    request = last(channel)
    shown, too_late = [await each.click(request, label=REPLY) for each in (tono, rina)]

    await tono.submit_modal(shown, {"answer": ANSWER})

    passed_on = texts_of(last(channel))
    assert passed_on.startswith(ENGLISH("human.passed_on", who=sari.mention, helper=tono.mention))
    assert ANSWER in passed_on
    pings = [each["allowed_mentions"]["users"] for each in called(simcord_env, "users")]
    assert pings == [[sari.id]]
    answered = channel.history()[-2]
    assert ANSWER in texts_of(answered)
    again = await rina.submit_modal(too_late, {"answer": "Lain lagi."})
    [given_back] = again.followups
    assert given_back.content == ENGLISH("human.answered_already")
    _ = simcord_env.errors


async def test_others_may_not_answer_for_the_helpers(
    sari: MemberActor, budi: MemberActor, channel: ChannelHandle, helped: GuildSettings
) -> None:
    await ask_human(sari, await refused(sari, channel))

    refusal = await budi.click(last(channel), label=REPLY)

    assert only(refusal) == ENGLISH("fault.not_allowed")


async def test_the_answer_becomes_an_article_with_two_presses(
    sari: MemberActor, rina: MemberActor, channel: ChannelHandle, helped: GuildSettings
) -> None:
    await ask_human(sari, await refused(sari, channel))
    request = last(channel)
    await answer(rina, channel)

    preview = response(await rina.click(request, label=ENGLISH("human.button_article")))
    await rina.click(preview, label=ENGLISH("intake.button_publish"))

    asked = response(await sari.slash(channel, "ask", question=CROWING))
    assert "pukul lima pagi" in texts_of(asked)


async def test_an_answer_that_discord_does_not_take_is_given_back(
    simcord_env: Env,
    sari: MemberActor,
    rina: MemberActor,
    channel: ChannelHandle,
    helped: GuildSettings,
) -> None:
    await ask_human(sari, await refused(sari, channel))
    request = last(channel)
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=503)

    result = await answer(rina, channel)

    [given_back] = result.followups
    assert given_back.content == ENGLISH("human.not_passed_on")
    _ = simcord_env.errors
    assert REPLY in buttons_of(request)


async def test_an_answer_is_stored_once_it_was_passed_on_and_not_before(
    monkeypatch: pytest.MonkeyPatch,
    engine: AsyncEngine,
    sari: MemberActor,
    tono: MemberActor,
    channel: ChannelHandle,
    helped: GuildSettings,
) -> None:
    async def stored() -> str | None:
        async with engine.connect() as connection:
            answer: str | None = await connection.scalar(select(help_requests.c.answer))
            return answer

    async def note_and_send(*given: Any) -> Sent:  # noqa: ANN401
        before.append(await stored())
        return await send_to(*given)

    before: list[str | None] = []
    monkeypatch.setattr(human, "send_to", note_and_send)
    await ask_human(sari, await refused(sari, channel))
    await answer(tono, channel)

    assert before == [None]
    assert await stored() == ANSWER


async def test_while_an_answer_is_passed_on_no_other_one_is_taken(
    client: KutipClient,
    simcord_env: Env,
    sari: MemberActor,
    tono: MemberActor,
    channel: ChannelHandle,
    helped: GuildSettings,
) -> None:
    await ask_human(sari, await refused(sari, channel))
    request = last(channel)
    query = button(request, REPLY).rpartition(":")[2]
    client.notifying.add(nonce_of("helped", query))

    [given_back] = (await answer(tono, channel)).followups

    assert given_back.content == ENGLISH("human.answered_already")
    assert called(simcord_env, "users") == []
    _ = simcord_env.errors


async def test_a_question_that_was_certainly_not_sent_can_be_passed_on_later(
    sari: MemberActor,
    channel: ChannelHandle,
    helped: GuildSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise UnsentError("tried 12 times")

    refusal = await refused(sari, channel)
    with monkeypatch.context() as patched:
        patched.setattr(discord.TextChannel, "send", fail)
        await sari.click(refusal, label=ASK)

    assert await ask_human(sari, refusal) == ENGLISH("human.asked", channel=channel.mention)

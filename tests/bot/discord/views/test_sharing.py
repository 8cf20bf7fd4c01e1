"""Sharing private answers with everyone, on a real client."""

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.discord.components.card import NEXT
from bot.discord.retries import UnsentError
from bot.locales import ENGLISH
from bot.parts import Parts
from bot.querylog.sharing import claim_share
from tests.bot.discord_client import MakeClient, Speak, button, buttons_of, response, texts_of
from tests.bot.everything import press, replies

QUESTION = "Kenapa satelit Korea Utara gagal?"
SHARE = ENGLISH("answer.button_share")


@pytest.fixture
async def answer(sari: MemberActor, channel: ChannelHandle, speak: Speak) -> ResponseMessage:
    """An answer that only Sari sees."""
    speak("en-US", "en-US")
    return response(await sari.slash(channel, "ask", question=QUESTION, private=True))


def only(result: InteractionResult) -> str:
    _ = result._env.errors
    [sentence] = result.followups or replies(result)
    assert sentence.ephemeral
    return sentence.content


async def test_a_private_answer_is_posted_for_everyone_once_even_after_a_restart(
    simcord_env: Env,
    sari: MemberActor,
    channel: ChannelHandle,
    answer: ResponseMessage,
    make_client: MakeClient,
) -> None:
    assert not channel.history()

    assert only(await sari.click(answer, label=SHARE)) == ENGLISH("answer.shared")
    await simcord_env.restart_bot(make_client())
    assert only(await sari.click(answer, label=SHARE)) == ENGLISH("answer.shared_before")

    [shared] = channel.history()
    shown = texts_of(shared)
    assert shown.startswith(ENGLISH("answer.shared_by", who=sari.mention))
    assert QUESTION in shown
    assert "satelit mata-mata" in shown
    assert SHARE not in buttons_of(shared)


async def test_what_was_not_posted_when_kutip_stopped_is_posted_at_the_next_press(
    parts: Parts, sari: MemberActor, channel: ChannelHandle, answer: ResponseMessage
) -> None:
    query = button(answer, SHARE).rpartition(":")[2]
    await parts.querylog.written(query)
    await claim_share(parts.engine, query)

    assert only(await sari.click(answer, label=SHARE)) == ENGLISH("answer.shared")
    assert only(await sari.click(answer, label=SHARE)) == ENGLISH("answer.shared_before")
    assert len(channel.history()) == 1


async def test_where_it_cannot_be_looked_up_nothing_is_posted_again(
    simcord_env: Env,
    parts: Parts,
    sari: MemberActor,
    channel: ChannelHandle,
    answer: ResponseMessage,
) -> None:
    query = button(answer, SHARE).rpartition(":")[2]
    await parts.querylog.written(query)
    await claim_share(parts.engine, query)
    simcord_env.inject_error("GET", f"/channels/{channel.id}/messages", status=403)

    assert only(await sari.click(answer, label=SHARE)) == ENGLISH("answer.shared_before")
    assert not channel.history()


async def test_who_shared_an_answer_stays_above_its_other_pages(
    sari: MemberActor, budi: MemberActor, channel: ChannelHandle, answer: ResponseMessage
) -> None:
    await sari.click(answer, label=SHARE)
    [shared] = channel.history()
    head = ENGLISH("answer.shared_by", who=sari.mention)

    [copy] = (await budi.click(shared, label=NEXT)).followups
    assert head not in texts_of(copy)
    await sari.click(shared, label=NEXT)
    [shared] = channel.history()
    assert texts_of(shared).startswith(head)
    await sari.click(answer, label=NEXT)
    assert head not in texts_of(answer)


async def test_its_asker_can_delete_what_they_shared(
    sari: MemberActor, channel: ChannelHandle, answer: ResponseMessage
) -> None:
    await sari.click(answer, label=SHARE)

    [shared] = channel.history()
    await sari.click(shared, custom_id=button(shared, "🗑️"))

    assert not channel.history()


async def test_the_button_stays_on_other_pages_of_the_askers_answer_alone(
    sari: MemberActor, budi: MemberActor, channel: ChannelHandle, answer: ResponseMessage
) -> None:
    await sari.click(answer, label=NEXT)
    assert SHARE in buttons_of(answer)

    public = response(await sari.slash(channel, "ask", question=QUESTION))
    assert SHARE not in buttons_of(public)
    [copy] = (await budi.click(public, label=NEXT)).followups
    assert SHARE not in buttons_of(copy)


async def test_who_may_not_write_in_a_channel_shares_nothing_there(
    simcord_env: Env, guild: GuildHandle, sari: MemberActor, speak: Speak
) -> None:
    speak("en-US", "en-US")
    silent = discord.PermissionOverwrite(send_messages=False)
    closed = guild.create_text_channel("baca-saja", overwrites={guild.default_role: silent})
    answer = response(await sari.slash(closed, "ask", question=QUESTION, private=True))

    assert only(await sari.click(answer, label=SHARE)) == ENGLISH("answer.no_sharing_here")
    assert not closed.history()


async def test_what_discord_refuses_can_be_shared_later(
    simcord_env: Env, sari: MemberActor, channel: ChannelHandle, answer: ResponseMessage
) -> None:
    simcord_env.inject_error("POST", f"/channels/{channel.id}/messages", status=403)

    assert only(await sari.click(answer, label=SHARE)) == ENGLISH("answer.no_sharing_here")
    assert only(await sari.click(answer, label=SHARE)) == ENGLISH("answer.shared")


async def test_nobody_else_shares_it(
    simcord_env: Env,
    sari: MemberActor,
    budi: MemberActor,
    channel: ChannelHandle,
    answer: ResponseMessage,
) -> None:
    forged = await press(simcord_env, budi, channel, button(answer, SHARE))

    assert only(forged) == ENGLISH("answer.not_yours_to_share")


async def test_in_direct_messages_there_is_nothing_to_share(
    sari: MemberActor, speak: Speak
) -> None:
    speak("en-US", "en-US")
    answer = response(await sari.user.slash("ask", question=QUESTION, private=True))

    assert SHARE not in buttons_of(answer)


async def test_what_was_certainly_not_sent_can_be_shared_later(
    sari: MemberActor,
    channel: ChannelHandle,
    answer: ResponseMessage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise UnsentError("tried 12 times")

    with monkeypatch.context() as patched:
        patched.setattr(discord.TextChannel, "send", fail)
        await sari.click(answer, label=SHARE)
    assert not channel.history()

    assert only(await sari.click(answer, label=SHARE)) == ENGLISH("answer.shared")

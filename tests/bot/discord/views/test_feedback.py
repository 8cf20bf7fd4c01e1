from collections.abc import Sequence
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.locales import ENGLISH
from bot.parts import Parts
from bot.pseudonyms import Pseudonyms
from bot.querylog.votes import Reason
from corpus.schema import feedback, wishes
from tests.bot.callers import Caller, calling, describe
from tests.bot.discord_client import MakeClient, Speak, button, buttons_of, response, texts_of
from tests.bot.everything import press, replies
from tests.bot.waiting import CROWING, HEN

QUESTION = "Kenapa satelit Korea Utara gagal?"
COMMENT = "Itu tentang *Korea Selatan* @everyone"


@pytest.fixture
async def answer(sari: MemberActor, channel: ChannelHandle, speak: Speak) -> ResponseMessage:
    speak("en-US", "en-US")
    return response(await sari.slash(channel, "ask", question=QUESTION))


@pytest.fixture
async def refusal(sari: MemberActor, channel: ChannelHandle, speak: Speak) -> ResponseMessage:
    speak("en-US", "en-US")
    return response(await sari.slash(channel, "ask", question=CROWING))


async def votes(engine: AsyncEngine) -> dict[str, tuple[int, str | None, str | None]]:
    async with engine.connect() as connection:
        rows = await connection.execute(select(feedback))
        return {row.voter: (row.vote, row.reason, row.comment) for row in rows}


async def wished(engine: AsyncEngine) -> Sequence[Row[Any]]:
    async with engine.connect() as connection:
        return (await connection.execute(select(wishes))).all()


async def thumb(actor: MemberActor, answer: ResponseMessage, looks: str) -> ResponseMessage:
    """Vote and return the thanks."""
    thanks = response(await actor.click(answer, custom_id=button(answer, looks)))
    assert thanks.ephemeral
    return thanks


async def wish(actor: MemberActor, refusal: ResponseMessage) -> str:
    """Press the notification button below a refusal and return the private reply."""
    sentence = response(await actor.click(refusal, label=ENGLISH("feedback.button_wish")))
    assert sentence.ephemeral
    return sentence.content


def only(result: InteractionResult) -> str:
    # Reading the errors marks them as expected for SimCord.
    _ = result._env.errors
    [sentence] = result.followups or replies(result)
    assert sentence.ephemeral
    return sentence.content


async def test_each_person_has_one_vote_and_may_change_it(
    sari: MemberActor, budi: MemberActor, answer: ResponseMessage, engine: AsyncEngine
) -> None:
    names = Pseudonyms(b"k" * 32)

    assert (await thumb(sari, answer, "👍")).content == ENGLISH("feedback.thanks_up")
    await thumb(budi, answer, "👍")
    await thumb(sari, answer, "👍")
    assert (await thumb(sari, answer, "👎")).content == ENGLISH("feedback.thanks_down")

    assert await votes(engine) == {
        names.of(sari.id): (-1, None, None),
        names.of(budi.id): (1, None, None),
    }


@pytest.mark.parametrize("looks", ["👍", "👎", "🔔"])
async def test_a_reply_takes_only_requests_that_can_be_repeated(
    simcord_env: Env,
    sari: MemberActor,
    answer: ResponseMessage,
    refusal: ResponseMessage,
    looks: str,
) -> None:
    before = len(simcord_env.http_requests)

    if looks == "🔔":
        await wish(sari, refusal)
    else:
        await thumb(sari, answer, looks)

    first, *others = simcord_env.http_requests[before:]
    assert first.path.endswith("/callback")
    assert [each.method for each in others] == ["PATCH"]


async def test_the_reason_for_a_downvote_is_asked_and_can_be_changed(
    sari: MemberActor, answer: ResponseMessage, engine: AsyncEngine
) -> None:
    thanks = await thumb(sari, answer, "👎")
    [[menu]] = [row["components"] for row in thanks.components]
    assert [option["value"] for option in menu["options"]] == list(Reason)

    for reason in (Reason.PASSAGE, Reason.OUTDATED):
        result = await sari.select(thanks, [reason])
        assert not result.followups
        label = ENGLISH(f"feedback.reason.{reason}")
        assert thanks.content == ENGLISH("feedback.thanks_reason", reason=label)
        assert list((await votes(engine)).values()) == [(-1, reason, None)]

    await thumb(sari, answer, "👍")
    assert list((await votes(engine)).values()) == [(1, None, None)]


async def test_other_reasons_are_given_in_a_comment(
    sari: MemberActor, answer: ResponseMessage, engine: AsyncEngine
) -> None:
    thanks = await thumb(sari, answer, "👎")

    form = await sari.select(thanks, [Reason.OTHER])
    assert form.modal is not None
    assert form.modal["title"] == ENGLISH("feedback.form_comment")
    await sari.submit_modal(form, {"comment": f"  {COMMENT}\n"})

    assert list((await votes(engine)).values()) == [(-1, "other", COMMENT)]
    confirmation = ENGLISH("feedback.thanks_reason", reason="Something else")
    assert thanks.content == f"{confirmation}\n> Itu tentang \\*Korea Selatan\\* \\@everyone"
    await sari.select(thanks, [Reason.SENTENCE])
    assert list((await votes(engine)).values()) == [(-1, "sentence", None)]


async def test_the_reason_menu_and_the_notification_button_work_after_a_restart(
    simcord_env: Env,
    sari: MemberActor,
    answer: ResponseMessage,
    refusal: ResponseMessage,
    make_client: MakeClient,
    engine: AsyncEngine,
) -> None:
    thanks = await thumb(sari, answer, "👎")
    await simcord_env.restart_bot(make_client())

    await sari.select(thanks, [Reason.NOT_ANSWERED])

    assert list((await votes(engine)).values()) == [(-1, "not_answered", None)]
    assert await wish(sari, refusal) == ENGLISH("feedback.wish_kept")


@pytest.mark.parametrize("reason", [Reason.PASSAGE, Reason.OTHER])
async def test_a_reason_without_a_downvote_is_not_stored(
    sari: MemberActor, answer: ResponseMessage, engine: AsyncEngine, reason: Reason
) -> None:
    thanks = await thumb(sari, answer, "👎")
    await thumb(sari, answer, "👍")

    result = await sari.select(thanks, [reason])
    if result.modal is not None:
        result = await sari.submit_modal(result, {"comment": COMMENT})

    assert only(result) == ENGLISH("feedback.no_thumb")
    assert list((await votes(engine)).values()) == [(1, None, None)]


async def test_no_reason_is_stored_from_another_server(
    simcord_env: Env, sari: MemberActor, answer: ResponseMessage, engine: AsyncEngine
) -> None:
    await thumb(sari, answer, "👎")
    elsewhere = simcord_env.create_guild("Elsewhere")
    there = elsewhere.create_text_channel("umum")
    sari_there = elsewhere.add_member(sari.user)
    query = button(answer, "👎").split(":")[2]

    made_up = await press(simcord_env, sari_there, there, f"kutip:reason:{query} passage")
    wish_there = await press(simcord_env, sari_there, there, f"kutip:wish:{query}")

    assert only(made_up) == ENGLISH("feedback.no_thumb")
    assert only(wish_there) == ENGLISH("answer.gone")
    assert list((await votes(engine)).values()) == [(-1, None, None)]


async def test_a_request_is_stored_with_its_channel_and_withdrawn_by_the_next_press(
    sari: MemberActor, budi: MemberActor, refusal: ResponseMessage, engine: AsyncEngine
) -> None:
    assert await wish(sari, refusal) == ENGLISH("feedback.wish_kept")
    assert await wish(budi, refusal) == ENGLISH("feedback.wish_kept")
    kept = {(row.user_id, row.channel_id) for row in await wished(engine)}
    assert kept == {(sari.id, refusal.channel_id), (budi.id, refusal.channel_id)}

    assert await wish(sari, refusal) == ENGLISH("feedback.wish_taken_back")
    assert [row.user_id for row in await wished(engine)] == [budi.id]


async def test_a_private_refusal_leads_to_a_direct_message(
    sari: MemberActor, channel: ChannelHandle, engine: AsyncEngine, speak: Speak
) -> None:
    speak("en-US", "en-US")
    alone = response(await sari.slash(channel, "ask", question=CROWING, private=True))
    assert alone.ephemeral

    await wish(sari, alone)

    [row] = await wished(engine)
    assert (row.channel_id, row.guild_id) == (sari.user.dm_channel.id, sari.guild.id)


async def test_notifications_can_be_requested_in_direct_messages(
    sari: MemberActor, engine: AsyncEngine, speak: Speak
) -> None:
    speak("en-US", "en-US")
    refusal = response(await sari.user.slash("ask", question=CROWING))

    result = await sari.user.click(refusal, label=ENGLISH("feedback.button_wish"))

    assert [message.content for message in replies(result)] == [ENGLISH("feedback.wish_kept")]
    [row] = await wished(engine)
    assert (row.channel_id, row.guild_id) == (sari.user.dm_channel.id, 0)


async def test_an_answered_question_takes_no_request(
    sari: MemberActor, refusal: ResponseMessage, parts: Parts, engine: AsyncEngine
) -> None:
    await parts.shelf(sari.guild.id).add(HEN)

    assert await wish(sari, refusal) == ENGLISH("feedback.wish_answered")
    assert await wished(engine) == []


async def test_a_doubtfully_answered_question_takes_requests(
    sari: MemberActor, refusal: ResponseMessage, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    await parts.shelf(sari.guild.id).add(HEN)
    await parts.shelves.refresh(sari.guild.id)
    sure = (await parts.assistant.answer(CROWING, sari.guild.id)).confidence
    monkeypatch.setattr(parts.guilds, "least_confidence", lambda _guild_id: sure - 0.01)
    assert (await parts.assistant.answer(CROWING, sari.guild.id)).doubtful

    assert await wish(sari, refusal) == ENGLISH("feedback.wish_kept")


async def test_a_request_can_be_withdrawn_even_if_there_is_an_answer_by_now(
    sari: MemberActor, refusal: ResponseMessage, parts: Parts, engine: AsyncEngine
) -> None:
    await wish(sari, refusal)
    await parts.shelf(sari.guild.id).add(HEN)

    assert await wish(sari, refusal) == ENGLISH("feedback.wish_taken_back")
    assert await wished(engine) == []
    assert await wish(sari, refusal) == ENGLISH("feedback.wish_answered")


async def test_only_refused_questions_take_requests(
    sari: MemberActor, channel: ChannelHandle, answer: ResponseMessage, refusal: ResponseMessage
) -> None:
    nothing_asked = response(await sari.slash(channel, "ask", question="?!"))

    assert ENGLISH("feedback.button_wish") in buttons_of(refusal)
    assert ENGLISH("feedback.button_wish") not in buttons_of(answer)
    assert list(buttons_of(nothing_asked)) == ["🗑️"]
    assert ENGLISH("refusal.blank") in texts_of(nothing_asked)


async def test_no_notification_is_requested_on_a_server_that_kutip_is_not_on(
    simcord_env: Env, sari: MemberActor, channel: ChannelHandle, engine: AsyncEngine
) -> None:
    named = sari.guild.create_role("Redaksi")
    described = describe(Caller.USER_INSTALL, simcord_env, sari.guild, named, channel)

    with calling(simcord_env, described):
        refusal = response(await sari.slash(channel, "ask", question=CROWING))
        query = button(refusal, "🗑️").rpartition(":")[2]
        answered = only(await press(simcord_env, sari, channel, f"kutip:wish:{query}"))

    assert answered == ENGLISH("fault.not_present")
    assert not await wished(engine)

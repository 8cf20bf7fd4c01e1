from dataclasses import replace

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import ResponseMessage
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.discord.components.card import NEXT, PREVIOUS
from bot.discord.views.answer import NEAR, AnywayButton, ChooseShownButton, reply_view
from bot.locales import ENGLISH
from bot.querylog.log import QueryLog
from bot.questions.assistant import Assistant
from corpus.database import writing
from corpus.schema import feedback, queries
from index.answer import Refusal
from tests.bot.discord_client import (
    MakeClient,
    Speak,
    button,
    buttons_of,
    response,
    texts_of,
)
from tests.bot.everything import replies
from tests.patience import LONG

QUESTION = "Kenapa satelit Korea Utara gagal?"
BEFORE = "Kedua Korea secara teknis masih berada dalam keadaan perang"
QUOTED = "Pada akhir Mei 2024, upaya peluncuran satelit mata-mata"
AFTER = "mengecam peluncuran itu sebagai pelanggaran"


@pytest.fixture
async def answer(sari: MemberActor, channel: ChannelHandle, speak: Speak) -> ResponseMessage:
    """A public answer to Sari with three hits; all speak English."""
    speak("en-US", "en-US")
    return response(await sari.slash(channel, "ask", question=QUESTION))


async def votes(engine: AsyncEngine) -> dict[str, int]:
    async with engine.connect() as connection:
        rows = await connection.execute(select(feedback.c.voter, feedback.c.vote))
        return {row.voter: row.vote for row in rows}


async def forget_everything(engine: AsyncEngine, querylog: QueryLog) -> None:
    await querylog.close(LONG)
    async with writing(engine) as connection:
        await connection.execute(delete(queries))


async def test_requests_are_offered_only_where_kutip_can_notify(assistant: Assistant) -> None:
    reply = await assistant.ask(Asked("cara memasak rendang", WayIn.SLASH, 1))

    def custom_ids(*, can_notify: bool) -> set[str]:
        view = reply_view(reply, ENGLISH, can_notify=can_notify)
        return {getattr(item, "custom_id", "") for item in view.walk_children()}

    wish = f"kutip:wish:{reply.query.id}"
    assert wish in custom_ids(can_notify=True)
    assert wish not in custom_ids(can_notify=False)


async def test_a_refusal_offers_the_closest_quote_where_there_is_one(assistant: Assistant) -> None:
    reply = await assistant.ask(Asked("Siapa presiden satelit?", WayIn.SLASH, 1))

    def offered(confidence: float, refusal: Refusal) -> bool:
        refused = replace(reply.answer, hits=(), confidence=confidence, refusal=refusal)
        view = reply_view(replace(reply, answer=refused), ENGLISH)
        return any(isinstance(item, AnywayButton) for item in view.walk_children())

    assert offered(NEAR, Refusal.NO_MATCH)
    assert not offered(NEAR / 2, Refusal.NO_MATCH)
    assert not offered(NEAR, Refusal.NO_ARTICLES)


async def test_the_closest_quote_is_shown_with_a_warning_to_whoever_wants_it(
    sari: MemberActor, channel: ChannelHandle, speak: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord.views.answer.NEAR", 0.0)
    speak("en-US", "en-US")
    refusal = response(await sari.slash(channel, "ask", question="cara memasak rendang di utara"))
    assert "couldn't find" in texts_of(refusal)

    shown = response(await sari.click(refusal, label=ENGLISH("answer.button_anyway")))

    assert shown.ephemeral
    assert ENGLISH("answer.doubtful") in texts_of(shown)


async def test_the_asker_turns_the_pages_in_place(
    sari: MemberActor, answer: ResponseMessage
) -> None:
    assert buttons_of(answer)[PREVIOUS]["disabled"]
    assert "1/3" in buttons_of(answer)

    for page in ("2/3", "3/3"):
        result = await sari.click(answer, label=NEXT)
        assert result.response is None or result.response.id == answer.id
        assert page in buttons_of(answer)

    assert QUOTED not in texts_of(answer)
    assert buttons_of(answer)[NEXT]["disabled"]
    await sari.click(answer, label=PREVIOUS)
    await sari.click(answer, label=PREVIOUS)
    assert QUOTED in texts_of(answer)


async def test_the_buttons_of_every_page_have_ids_of_their_own_within_discords_limit(
    sari: MemberActor, answer: ResponseMessage
) -> None:
    for _ in range(2):
        for label in (ENGLISH("answer.button_show_around"), ENGLISH("answer.button_hide_around")):
            ids = [look["custom_id"] for look in buttons_of(answer).values()]
            assert len(set(ids)) == len(ids) == 8
            assert max(map(len, ids)) <= 100
            await sari.click(answer, label=label)
        await sari.click(answer, label=NEXT)


async def test_anybody_else_gets_a_private_page(
    sari: MemberActor, budi: MemberActor, answer: ResponseMessage, speak: Speak
) -> None:
    before = texts_of(answer)
    speak("id", "en-US")

    [copy] = (await budi.click(answer, label=NEXT)).followups

    assert texts_of(answer) == before
    assert copy.ephemeral
    assert "2/3" in buttons_of(copy)
    assert "paragraf" in texts_of(copy)

    await budi.click(copy, label=NEXT)
    assert "3/3" in buttons_of(copy)


async def test_the_paragraphs_around_can_be_shown_and_hidden(
    sari: MemberActor, answer: ResponseMessage
) -> None:
    plain = texts_of(answer)

    await sari.click(answer, label=ENGLISH("answer.button_show_around"))

    shown = texts_of(answer)
    assert shown.index(BEFORE) < shown.index(f"**{QUOTED}") < shown.index(AFTER)

    await sari.click(answer, label=ENGLISH("answer.button_hide_around"))
    assert texts_of(answer) == plain


async def test_buttons_work_after_a_restart(
    simcord_env: Env,
    sari: MemberActor,
    answer: ResponseMessage,
    make_client: MakeClient,
    engine: AsyncEngine,
) -> None:
    await simcord_env.restart_bot(make_client())

    await sari.click(answer, label=NEXT)
    await sari.click(answer, custom_id=button(answer, "👍"))

    assert "2/3" in buttons_of(answer)
    assert list((await votes(engine)).values()) == [1]
    await sari.click(answer, custom_id=button(answer, "🗑️"))
    assert not sari.guild.channels["umum"].history()


async def test_only_the_asker_and_moderators_delete_an_answer(
    simcord_env: Env,
    guild: GuildHandle,
    channel: ChannelHandle,
    sari: MemberActor,
    budi: MemberActor,
    answer: ResponseMessage,
) -> None:
    powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    moderator = guild.add_member(simcord_env.create_user("ani"), roles=[powers])

    [no] = (await budi.click(answer, custom_id=button(answer, "🗑️"))).followups
    assert (no.ephemeral, no.content) == (True, ENGLISH("answer.not_yours"))
    assert answer.id in {message.id for message in channel.history()}

    await moderator.click(answer, custom_id=button(answer, "🗑️"))
    assert answer.id not in {message.id for message in channel.history()}

    again = response(await sari.slash(channel, "ask", question=QUESTION))
    await sari.click(again, custom_id=button(again, "🗑️"))
    assert again.id not in {message.id for message in channel.history()}


async def test_a_private_reply_can_be_deleted_by_its_reader(
    sari: MemberActor, budi: MemberActor, channel: ChannelHandle, answer: ResponseMessage
) -> None:
    [copy] = (await budi.click(answer, label=NEXT)).followups

    await budi.click(copy, custom_id=button(copy, "🗑️"))

    assert copy.id not in {message.id for message in channel.history(viewer=budi)}
    assert answer.id in {message.id for message in channel.history()}


@pytest.mark.parametrize("looks", [NEXT, "👍"])
async def test_buttons_of_a_purged_answer_report_that_it_is_gone(
    sari: MemberActor,
    answer: ResponseMessage,
    engine: AsyncEngine,
    querylog: QueryLog,
    looks: str,
) -> None:
    await forget_everything(engine, querylog)
    result = await sari.click(answer, custom_id=button(answer, looks))

    [sentence] = result.followups or replies(result)

    assert (sentence.ephemeral, sentence.content) == (True, ENGLISH("answer.gone"))


async def test_a_purged_answer_can_still_be_deleted_by_moderators_only(
    sari: MemberActor, answer: ResponseMessage, engine: AsyncEngine, querylog: QueryLog
) -> None:
    await forget_everything(engine, querylog)

    [no] = (await sari.click(answer, custom_id=button(answer, "🗑️"))).followups

    assert no.content == ENGLISH("answer.not_yours")


async def test_no_button_shows_another_servers_answer(
    simcord_env: Env, answer: ResponseMessage
) -> None:
    other = simcord_env.create_guild("Elsewhere")
    channel = other.create_text_channel("general")
    eve = other.add_member(simcord_env.create_user("eve"))
    [own] = [response(await eve.slash(channel, "ask", question=QUESTION))]
    stolen = button(answer, NEXT)
    stored = simcord_env.backend.get_message(channel.id, own.id)
    _replace(stored.components, button(own, NEXT), stolen)

    [sentence] = (await eve.click(own, custom_id=stolen)).followups

    assert sentence.content == ENGLISH("answer.gone")


@pytest.mark.parametrize(("number", "sentences"), [("9", [ENGLISH("answer.gone")]), ("x", [])])
async def test_a_made_up_custom_id_shows_nothing(
    simcord_env: Env,
    sari: MemberActor,
    answer: ResponseMessage,
    number: str,
    sentences: list[str],
) -> None:
    stored = simcord_env.backend.get_message(answer.channel_id, answer.id)
    before = texts_of(answer)
    made_up = button(answer, NEXT).replace(":1:0:next", f":{number}:0:next")
    _replace(stored.components, button(answer, NEXT), made_up)

    result = await sari.click(answer, custom_id=made_up)

    assert texts_of(answer) == before
    assert [message.content for message in result.followups] == sentences


@pytest.fixture
def moderator(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    return guild.add_member(simcord_env.create_user("ani"), roles=[powers])


CONFIRM = ENGLISH("answer.button_choose")


async def test_a_moderator_confirms_a_doubtful_answer_in_one_press(
    simcord_env: Env,
    sari: MemberActor,
    moderator: MemberActor,
    channel: ChannelHandle,
    answer: ResponseMessage,
    make_client: MakeClient,
) -> None:
    assert ENGLISH("answer.doubtful") in texts_of(answer)
    await simcord_env.restart_bot(make_client())

    said = response(await moderator.click(answer, label=CONFIRM))

    assert said.ephemeral
    assert texts_of(said) == ENGLISH("review.judged", question=QUESTION)
    again = response(await sari.slash(channel, "ask", question=QUESTION))
    assert ENGLISH("review.mark_chosen") in texts_of(again)
    assert QUOTED in texts_of(again)
    assert ENGLISH("answer.doubtful") not in texts_of(again)
    assert CONFIRM not in buttons_of(again)
    await moderator.click(said, label=ENGLISH("review.button_undo"))
    undone = response(await sari.slash(channel, "ask", question=QUESTION))
    assert ENGLISH("review.mark_chosen") not in texts_of(undone)


async def test_confirming_another_page_chooses_the_passage_on_it(
    sari: MemberActor, moderator: MemberActor, channel: ChannelHandle, answer: ResponseMessage
) -> None:
    await sari.click(answer, label=NEXT)
    shown = texts_of(answer).partition("> ")[2].split("\n")[0]

    await moderator.click(answer, label=CONFIRM)

    again = response(await sari.slash(channel, "ask", question=QUESTION))
    assert texts_of(again).partition("> ")[2].split("\n")[0] == shown


async def test_only_moderators_confirm_an_answer(
    sari: MemberActor, channel: ChannelHandle, answer: ResponseMessage
) -> None:
    no = response(await sari.click(answer, label=CONFIRM))

    assert no.content == ENGLISH("fault.not_allowed")
    again = response(await sari.slash(channel, "ask", question=QUESTION))
    assert ENGLISH("review.mark_chosen") not in texts_of(again)


async def test_a_private_answer_can_be_confirmed_only_by_a_moderator(
    sari: MemberActor, moderator: MemberActor, channel: ChannelHandle, answer: ResponseMessage
) -> None:
    for actor, offered in ((sari, False), (moderator, True)):
        own = response(await actor.slash(channel, "ask", question=QUESTION, private=True))
        [copy] = (await moderator.click(answer, label=NEXT)).followups

        assert (CONFIRM in buttons_of(own)) is offered
        assert CONFIRM in buttons_of(copy)


async def test_a_sure_answer_needs_no_confirmation(assistant: Assistant) -> None:
    reply = await assistant.ask(Asked(QUESTION, WayIn.SLASH, 1))

    def confirmed(*, doubtful: bool, can_choose: bool) -> bool:
        answer = replace(reply.answer, doubtful=doubtful)
        view = reply_view(replace(reply, answer=answer), ENGLISH, can_choose=can_choose)
        return any(isinstance(item, ChooseShownButton) for item in view.walk_children())

    assert confirmed(doubtful=True, can_choose=True)
    assert not confirmed(doubtful=False, can_choose=True)
    assert not confirmed(doubtful=True, can_choose=False)


def _replace(components: list[dict[str, object]], old: str, new: str) -> None:
    for part in components:
        if part.get("custom_id") == old:
            part["custom_id"] = new
        inner = part.get("components")
        if isinstance(inner, list):
            _replace(inner, old, new)

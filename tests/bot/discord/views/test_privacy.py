import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.results import ResponseMessage

from bot.locales import ENGLISH
from bot.parts import Parts
from bot.querylog.person import Person, count_kept
from corpus.draft import Draft
from tests.bot.discord_client import MakeClient, button, buttons_of, response, texts_of
from tests.bot.everything import press


@pytest.fixture
async def question(sari: MemberActor, budi: MemberActor, channel: ChannelHandle) -> ResponseMessage:
    """What Sari is asked before her data is deleted; Budi has asked something too."""
    for actor in (sari, budi):
        answer = response(await actor.slash(channel, "ask", question="Siapa Vipin Narang?"))
        await sari.click(answer, custom_id=button(answer, "👍"))
    return response(await sari.slash(channel, "privacy delete"))


async def kept(parts: Parts, actor: MemberActor) -> dict[str, int]:
    return await count_kept(parts.engine, Person.of(actor.id, parts.pseudonyms))


async def test_all_of_who_presses_is_deleted_and_nothing_of_others(
    parts: Parts, sari: MemberActor, budi: MemberActor, question: ResponseMessage
) -> None:
    await sari.click(question, custom_id=button(question, ENGLISH("privacy.button_delete")))

    assert texts_of(question) == ENGLISH(
        "privacy.deleted", questions=1, votes=2, wishes=0, drafts=0
    )
    assert not buttons_of(question)
    assert await kept(parts, sari) == {}
    assert (await kept(parts, budi))["queries"] == 1


async def test_who_would_rather_keep_it_keeps_it(
    parts: Parts, sari: MemberActor, question: ResponseMessage
) -> None:
    before = await kept(parts, sari)

    await sari.click(question, custom_id=button(question, ENGLISH("privacy.button_keep")))

    assert texts_of(question) == ENGLISH("privacy.nothing_deleted")
    assert not buttons_of(question)
    assert await kept(parts, sari) == before


async def test_nobody_can_press_it_for_another(
    simcord_env: Env,
    parts: Parts,
    sari: MemberActor,
    budi: MemberActor,
    channel: ChannelHandle,
    question: ResponseMessage,
) -> None:
    await press(simcord_env, budi, channel, button(question, ENGLISH("privacy.button_delete")))

    assert (await kept(parts, sari))["queries"] == 1
    assert await kept(parts, budi) == {}


async def test_what_a_moderator_did_stays_and_they_are_told(
    parts: Parts, sari: MemberActor, question: ResponseMessage
) -> None:
    draft = Draft("kopi", "Kopi", "", None, "id", "Kopi Gayo dipanen pada bulan ini.")
    await parts.shelf(sari.guild.id).add(draft, sari.id)

    await sari.click(question, custom_id=button(question, ENGLISH("privacy.button_delete")))

    assert texts_of(question).split("\n\n")[1] == ENGLISH("privacy.moderator_rows", count=1)


async def test_it_works_after_a_restart(
    simcord_env: Env,
    make_client: MakeClient,
    parts: Parts,
    sari: MemberActor,
    question: ResponseMessage,
) -> None:
    await simcord_env.restart_bot(make_client())

    await sari.click(question, custom_id=button(question, ENGLISH("privacy.button_delete")))

    assert await kept(parts, sari) == {}

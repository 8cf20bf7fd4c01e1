import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.results import ResponseMessage
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.locales import ENGLISH
from bot.parts import Parts
from bot.querylog.person import Person, count_kept
from corpus.draft import Draft
from tests.bot.discord_client import MakeClient, button, buttons_of, response, texts_of
from tests.bot.everything import press
from tests.patience import LONG


@pytest.fixture
async def question(sari: MemberActor, budi: MemberActor, channel: ChannelHandle) -> ResponseMessage:
    """The confirmation that Sari sees; Budi has data, too."""
    for actor in (sari, budi):
        answer = response(await actor.slash(channel, "ask", question="Siapa Vipin Narang?"))
        await sari.click(answer, custom_id=button(answer, "👍"))
    return response(await sari.slash(channel, "privacy delete"))


async def kept(parts: Parts, actor: MemberActor) -> dict[str, int]:
    return await count_kept(parts.engine, Person.of(actor.id, parts.pseudonyms))


async def test_all_data_of_the_presser_is_deleted_and_nobody_elses(
    parts: Parts, sari: MemberActor, budi: MemberActor, question: ResponseMessage
) -> None:
    await sari.click(question, custom_id=button(question, ENGLISH("privacy.button_delete")))

    assert texts_of(question) == ENGLISH(
        "privacy.deleted", questions=1, votes=2, wishes=0, drafts=0
    )
    assert not buttons_of(question)
    assert await kept(parts, sari) == {}
    assert (await kept(parts, budi))["queries"] == 1


async def test_cancelling_keeps_the_data(
    parts: Parts, sari: MemberActor, question: ResponseMessage
) -> None:
    before = await kept(parts, sari)

    await sari.click(question, custom_id=button(question, ENGLISH("privacy.button_keep")))

    assert texts_of(question) == ENGLISH("privacy.nothing_deleted")
    assert not buttons_of(question)
    assert await kept(parts, sari) == before


async def test_a_press_never_deletes_anybody_elses_data(
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


async def test_records_of_moderation_are_retained_and_reported(
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


@pytest.fixture
def lock(engine: AsyncEngine) -> Iterator[sqlite3.Connection]:
    """Another program's connection, which can lock the database."""
    with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as other:
        yield other


@pytest.mark.usefixtures("no_patience")
@pytest.mark.parametrize("unwritten", [False, True], ids=["written", "unwritten"])
async def test_what_can_not_be_deleted_now_is_deleted_at_another_press(
    parts: Parts,
    sari: MemberActor,
    channel: ChannelHandle,
    lock: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
    unwritten: bool,
) -> None:
    await sari.slash(channel, "ask", question="Siapa Vipin Narang?")
    await parts.querylog.flush()
    lock.execute("BEGIN IMMEDIATE")
    if unwritten:
        await sari.slash(channel, "ask", question="Siapa Vipin Narang?")
    monkeypatch.setattr("bot.querylog.log.WAIT_SECONDS", 0)

    question = response(await sari.slash(channel, "privacy delete"))
    assert texts_of(question) == ENGLISH("privacy.ask_delete")
    delete = button(question, ENGLISH("privacy.button_delete"))
    pressed = await sari.click(question, custom_id=delete)

    assert [each.content for each in pressed.followups] == [
        ENGLISH(
            "privacy.not_deleted",
            why=ENGLISH("fault.database.locked"),
            button=ENGLISH("privacy.button_delete"),
        )
    ]
    assert ENGLISH("privacy.button_delete") in buttons_of(question)
    assert (await kept(parts, sari))["queries"] == 1
    lock.rollback()
    monkeypatch.setattr("bot.querylog.log.WAIT_SECONDS", LONG)

    await sari.click(question, custom_id=delete)

    assert texts_of(question) == ENGLISH(
        "privacy.deleted", questions=1 + unwritten, votes=0, wishes=0, drafts=0
    )
    assert await kept(parts, sari) == {}

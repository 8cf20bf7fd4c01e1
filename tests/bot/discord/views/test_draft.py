import asyncio
from collections.abc import Callable

import pytest
from simcord.env import Env
from simcord.results import ResponseMessage

from bot.errors import UserError
from bot.locales import ENGLISH
from corpus.catalogue import Catalogue
from corpus.draft import Draft
from corpus.web import Web
from tests.bot.desk import FERRY, Desk, sentence_of
from tests.bot.discord_client import MakeClient, button, buttons_of, texts_of
from tests.bot.everything import press
from tests.failing import failing_at

pytest_plugins = ["tests.bot.desk_fixtures"]

FILE = ("ferry times.txt", FERRY.encode())
BUTTONS = [
    ENGLISH("intake.button_publish"),
    ENGLISH("intake.button_names"),
    ENGLISH("intake.button_cancel"),
]


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.fixture
async def card(desk: Desk) -> ResponseMessage:
    return await desk.card("add", file=FILE)


async def test_a_cancelled_draft_is_gone(desk: Desk, card: ResponseMessage) -> None:
    before = await desk.kept()

    await desk.press(card, ENGLISH("intake.button_cancel"))

    assert texts_of(card) == ENGLISH("intake.cancelled")
    assert not buttons_of(card)
    assert await desk.kept() == before


async def test_the_form_for_names_changes_the_card_in_place(
    desk: Desk, card: ResponseMessage
) -> None:
    form = await desk.press(card, ENGLISH("intake.button_names"))
    result = await desk.fill(form, title="The boats", source="Ferry Post")

    assert not result.followups
    assert "**The boats**\n-# Ferry Post · English" in texts_of(card)
    assert await desk.publish(card) == ENGLISH("intake.published", title="The boats", count=3)


async def test_the_buttons_work_after_a_restart(
    desk: Desk, card: ResponseMessage, simcord_env: Env, make_client: MakeClient
) -> None:
    await simcord_env.restart_bot(make_client())

    await desk.fill(
        await desk.press(card, ENGLISH("intake.button_names")), title="The boats", source=""
    )
    await desk.publish(card)

    assert (await desk.only_article()).title == "The boats"


@pytest.mark.parametrize("label", BUTTONS)
async def test_a_press_on_a_deleted_draft_is_an_error_and_changes_nothing(
    desk: Desk, card: ResponseMessage, label: str
) -> None:
    custom_id = button(card, ENGLISH("intake.button_cancel"))
    draft_id = custom_id.split(":")[2]
    await desk.parts.drafts.discard(draft_id, desk.guild_id)
    before = await desk.kept()

    result = await desk.press(card, label)

    assert sentence_of(result).endswith(ENGLISH("intake.draft_gone"))
    assert await desk.kept() == before


async def test_of_concurrent_publications_one_succeeds_and_the_others_fail(
    desk: Desk, card: ResponseMessage
) -> None:
    draft_id = button(card, ENGLISH("intake.button_publish")).split(":")[2]
    shown = await desk.parts.drafts.find(draft_id, desk.guild_id)
    assert shown is not None

    tries = await asyncio.gather(
        *(desk.parts.publisher.publish(shown, by) for by in range(1, 6)),
        return_exceptions=True,
    )

    [article] = [each for each in tries if not isinstance(each, BaseException)]
    assert article.title == "ferry times"
    assert [str(each) for each in tries if isinstance(each, UserError)] == [
        ENGLISH("intake.draft_gone")
    ] * 4
    assert (await desk.only_article()).version == 1


async def test_a_draft_that_could_not_be_published_is_kept(desk: Desk, simcord_env: Env) -> None:
    entry = await desk.have_ferry()
    card = await desk.card("replace", article=entry.id, file=("new.txt", b"Other words. " * 9))
    draft = await desk.parts.catalogue(desk.guild_id).draft(entry.id)
    assert draft is not None
    await desk.parts.shelf(desk.guild_id).revise(_titled(draft, "Boats"), 1)

    first_shown = button(card, ENGLISH("intake.button_publish"))
    reply = sentence_of(await desk.press(card, ENGLISH("intake.button_publish")))
    sentence = ENGLISH("fault.shelf.changed_meanwhile", title="Boats")
    assert reply.endswith(sentence)
    # Now it shows what publishing would change in the other moderator's version; a press meant for
    # the previous card does not publish.
    assert "Title: ~~Boats~~ **The ferry to Sabang**" in texts_of(card)
    _ = await press(simcord_env, desk.moderator, desk.channel, first_shown)
    assert (await desk.only_article()).version == 2

    await desk.publish(card)
    assert (await desk.only_article()).version == 3


async def test_publishing_works_again_once_the_database_does(
    desk: Desk, card: ResponseMessage
) -> None:
    shown = texts_of(card)
    with failing_at(desk.parts.engine, 1, "INSERT INTO audit"):
        assert sentence_of(await desk.press(card, ENGLISH("intake.button_publish")))

    assert texts_of(card) == shown
    assert await desk.publish(card) == ENGLISH("intake.published", title="ferry times", count=3)
    assert (await desk.only_article()).version == 1


def _titled(draft: Draft, title: str) -> Draft:
    return Draft(draft.id, title, draft.source, draft.url, draft.language, draft.body)


@pytest.mark.parametrize("label", BUTTONS)
async def test_a_former_moderator_can_press_nothing(
    desk: Desk, card: ResponseMessage, simcord_env: Env, label: str
) -> None:
    guild = simcord_env.backend.get_guild(desk.guild_id)
    guild.members[desk.moderator.id].role_ids.clear()
    before, shown = await desk.kept(), texts_of(card)

    reply = sentence_of(await desk.press(card, label))

    assert reply.endswith(ENGLISH("fault.not_allowed"))
    assert (await desk.kept(), texts_of(card)) == (before, shown)


async def test_a_form_is_refused_if_its_user_is_no_longer_a_moderator(
    desk: Desk, card: ResponseMessage, simcord_env: Env
) -> None:
    form = await desk.press(card, ENGLISH("intake.button_names"))
    guild = simcord_env.backend.get_guild(desk.guild_id)
    guild.members[desk.moderator.id].role_ids.clear()

    reply = sentence_of(await desk.fill(form, title="The boats", source=""))

    assert reply.endswith(ENGLISH("fault.not_allowed"))
    assert "ferry times" in texts_of(card)


@pytest.mark.parametrize("action", ["publish:0", "names", "replace", "cancel"])
async def test_another_servers_draft_is_not_found(
    desk: Desk,
    card: ResponseMessage,
    open_desk: Callable[[str], Desk],
    simcord_env: Env,
    action: str,
) -> None:
    other = open_desk("Elsewhere")
    own = await other.card("add", file=("own.txt", b"Words of another server altogether, here."))
    stolen = f"kutip:draft:{button(card, ENGLISH('intake.button_cancel')).split(':')[2]}:{action}"
    stored = simcord_env.backend.get_message(other.channel.id, own.id)
    _replace(stored.components, button(own, ENGLISH("intake.button_cancel")), stolen)
    before = await desk.kept()

    reply = sentence_of(await other.moderator.click(own, custom_id=stolen))

    assert reply.endswith(ENGLISH("intake.draft_gone"))
    assert await desk.kept() == before
    entries = await Catalogue(desk.parts.engine, other.guild_id).entries()
    assert all(entry.shared for entry in entries)
    await desk.publish(card)
    assert (await desk.only_article()).title == "ferry times"


async def test_the_same_text_may_be_on_another_server(
    desk: Desk, card: ResponseMessage, open_desk: Callable[[str], Desk]
) -> None:
    await desk.publish(card)
    other = open_desk("Elsewhere")

    theirs = await other.card("add", file=FILE)

    assert list(buttons_of(theirs)) == BUTTONS
    await other.publish(theirs)
    assert (await other.only_article()).id != (await desk.only_article()).id


def _replace(components: list[dict[str, object]], old: str, new: str) -> None:
    for part in components:
        if part.get("custom_id") == old:
            part["custom_id"] = new
        inner = part.get("components")
        if isinstance(inner, list):
            _replace(inner, old, new)


NEWS = """<html><head><title>Jembatan putus</title></head><body><article><h1>Jembatan putus</h1>
<p>Jembatan gantung di Desa Sukamaju putus pada Senin pagi setelah hujan deras semalaman.</p>
<p>Baca juga: <a href="/lain">Bendungan Jatigede hampir penuh</a></p>
<p>Warga memutar lewat Desa Sukamulya sejauh tujuh kilometer untuk pergi ke pasar.</p>
</article></body></html>"""


async def test_what_was_left_out_is_listed_and_can_be_put_back(desk: Desk) -> None:
    card = await desk.card("add", file=("jembatan.html", NEWS.encode()))
    left_out = "Baca juga: Bendungan Jatigede hampir penuh"
    assert f"{ENGLISH('intake.left_out', count=1)}\n- {left_out}" in texts_of(card)

    await desk.moderator.select(card, ["0"])

    assert f"- {left_out}" not in texts_of(card)
    await desk.publish(card)
    article = await desk.parts.catalogue(desk.guild_id).article((await desk.only_article()).id)
    assert article is not None
    before, put_back, after = article.body.split("\n\n")[-3:]
    assert before.startswith("Jembatan gantung")
    assert (put_back, after[:5]) == (left_out, "Warga")

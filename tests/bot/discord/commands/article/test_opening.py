"""The card of an article, which the list and `/article show` open, and its buttons."""

from collections.abc import Mapping

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.locales import ENGLISH
from tests.bot.conftest import Logged
from tests.bot.discord.commands.article.conftest import Keep
from tests.bot.discord_client import MakeClient, buttons_of, response, texts_of

SHIPPED = "strategi-nuklir-korea"
CHANGING = ("shelf.button_edit", "shelf.button_refresh", "shelf.button_ask_remove")


def offered(buttons: Mapping[str, object]) -> list[str]:
    return [key for key in CHANGING if ENGLISH(key) in buttons]


async def test_the_list_opens_an_article_after_a_restart_and_leads_back(
    simcord_env: Env,
    ani: MemberActor,
    channel: ChannelHandle,
    keep: Keep,
    make_client: MakeClient,
) -> None:
    kept = await keep("Kopi Gayo")
    card = response(await ani.slash(channel, "article list"))
    await simcord_env.restart_bot(make_client())

    await ani.select(card, [kept.id])

    assert "**Paragraph 1**" in texts_of(card)
    await ani.click(card, label=ENGLISH("shelf.button_list"))
    assert ENGLISH("shelf.list_head", count=2) in texts_of(card)


@pytest.mark.parametrize(
    ("url", "keys"), [(None, CHANGING[::2]), ("https://kabar.example/kopi", CHANGING)]
)
async def test_own_articles_can_be_changed_and_refreshed_if_they_have_a_link(
    ani: MemberActor, channel: ChannelHandle, keep: Keep, url: str | None, keys: tuple[str, ...]
) -> None:
    kept = await keep("Kopi Gayo", url=url)

    card = response(await ani.slash(channel, "article show", article=kept.id))

    assert offered(buttons_of(card)) == list(keys)


async def test_shared_and_removed_articles_cannot_be_changed(
    ani: MemberActor, channel: ChannelHandle, keep: Keep
) -> None:
    card = response(await ani.slash(channel, "article show", article=SHIPPED))
    assert offered(buttons_of(card)) == []

    kept = await keep("Kopi Gayo")
    opened = response(await ani.slash(channel, "article show", article=kept.id))
    asking = response(await ani.slash(channel, "article remove", article=kept.id))
    await ani.click(asking, label=ENGLISH("shelf.button_remove"))

    for key in ("shelf.button_edit", "shelf.button_ask_remove"):
        result = await ani.click(opened, label=ENGLISH(key))
        [said] = result.followups or [response(result)]
        assert said.content == ENGLISH("fault.shelf.no_article")


async def test_edit_opens_the_form_and_shows_the_changes_in_place(
    ani: MemberActor, channel: ChannelHandle, keep: Keep
) -> None:
    kept = await keep("Kopi Gayo")
    card = response(await ani.slash(channel, "article show", article=kept.id))

    form = await ani.click(card, label=ENGLISH("shelf.button_edit"))
    await ani.submit_modal(form, {"title": "Kopi", "source": "", "text": f"{kept.body}\n\nHarum!"})

    assert "Harum" in texts_of(card)
    assert ENGLISH("intake.button_publish") in buttons_of(card)


async def test_remove_asks_before_it_removes(
    ani: MemberActor, channel: ChannelHandle, keep: Keep
) -> None:
    kept = await keep("Kopi Gayo")
    card = response(await ani.slash(channel, "article show", article=kept.id))

    await ani.click(card, label=ENGLISH("shelf.button_ask_remove"))

    assert texts_of(card) == ENGLISH("shelf.ask_remove", title="Kopi Gayo", count=30)


async def test_the_most_asked_questions_of_an_article_are_counted(
    ani: MemberActor, channel: ChannelHandle, keep: Keep, logged: Logged
) -> None:
    kept = await keep("Tarif", "Tiket kapal seharga 40000 rupiah.")
    for question in ("Berapa harga tiket kapal?", "berapa harga tiket kapal", "Harga *tiket*?"):
        await ani.slash(channel, "ask", question=question)
    assert {row.outcome for row in await logged()} == {"answered"}
    card = response(await ani.slash(channel, "article show", article=kept.id))

    await ani.click(card, label=ENGLISH("shelf.button_questions"))

    shown = texts_of(card)
    assert ENGLISH("shelf.questions_head", title="Tarif") in shown
    first, second = shown.index("1. **"), shown.index("2. **")
    assert ENGLISH("review.times", count=2) in shown[first:second]
    assert ENGLISH("review.times", count=1) in shown[second:]

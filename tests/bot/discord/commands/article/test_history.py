from dataclasses import replace

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.results import ResponseMessage

from bot.locales import ENGLISH
from bot.parts import Parts
from corpus.article import Article
from corpus.catalogue import Catalogue
from corpus.shelf import Shelf
from tests.bot.discord.commands.article.conftest import Keep
from tests.bot.discord_client import MakeClient, buttons_of, response, texts_of

OLD = "Tiket kapal seharga 40000 rupiah."
NEW = "Tiket kapal sekarang seharga 55000 rupiah."


@pytest.fixture
async def article(keep: Keep, shelf: Shelf, catalogue: Catalogue, budi: MemberActor) -> Article:
    """An article added by Ani, with a second version by Budi."""
    first = await keep("Tiket *murah*", OLD)
    draft = await catalogue.draft(first.id)
    assert draft is not None
    return await shelf.revise(replace(draft, body=NEW), 1, budi.id)


@pytest.fixture
async def card(ani: MemberActor, channel: ChannelHandle, article: Article) -> ResponseMessage:
    return response(await ani.slash(channel, "article history", article=article.id))


async def test_the_history_shows_versions_and_who_changed_what(
    ani: MemberActor, budi: MemberActor, card: ResponseMessage
) -> None:
    shown = texts_of(card)

    assert card.ephemeral
    assert r"**Versions of Tiket \*murah\***" in shown
    second, first = [line for line in shown.split("\n") if line.startswith("- **Version")]
    assert f"**Version 2** · {len(NEW)} characters" in second
    assert f"<@{budi.id}>" in second
    assert ENGLISH("shelf.mark_latest") in second
    assert f"**Version 1** · {len(OLD)} characters" in first
    assert f"<@{ani.id}>" in first
    assert f"<@{budi.id}> changed it: version 1 → 2" in shown
    assert f"<@{ani.id}> added it" in shown


async def test_changes_in_the_terminal_are_shown_as_such(
    ani: MemberActor, channel: ChannelHandle, shelf: Shelf, article: Article
) -> None:
    await shelf.remove(article.id)
    await shelf.restore(article.id)

    card = response(await ani.slash(channel, "article history", article=article.id))

    assert "the terminal removed it" in texts_of(card)
    assert "the terminal restored it" in texts_of(card)


async def test_a_version_is_restored_after_confirmation_and_answers_at_once(
    simcord_env: Env,
    ani: MemberActor,
    channel: ChannelHandle,
    card: ResponseMessage,
    catalogue: Catalogue,
    article: Article,
    make_client: MakeClient,
) -> None:
    await simcord_env.restart_bot(make_client())

    await ani.select(card, ["1"])
    assert "Restore version 1 of" in texts_of(card)
    assert len(await catalogue.versions(article.id)) == 2
    await ani.click(card, label=ENGLISH("shelf.button_restore_version", version=1))

    assert "which is now version 3" in texts_of(card)
    assert not buttons_of(card)
    change, *_ = await catalogue.changes(article.id)
    assert (change.before, change.after, change.changed_by) == (2, 3, ani.id)
    answer = await ani.slash(channel, "ask", question="Berapa harga tiket kapal?")
    assert "40000" in texts_of(answer.response)


async def test_cancelling_leads_back_to_the_history(
    ani: MemberActor, card: ResponseMessage, catalogue: Catalogue, article: Article
) -> None:
    before = texts_of(card)

    await ani.select(card, ["1"])
    await ani.click(card, label=ENGLISH("shelf.button_cancel"))

    assert texts_of(card) == before
    assert len(await catalogue.versions(article.id)) == 2


async def test_of_two_concurrent_restorations_one_fails(
    ani: MemberActor,
    card: ResponseMessage,
    parts: Parts,
    shelf: Shelf,
    catalogue: Catalogue,
    article: Article,
) -> None:
    await ani.select(card, ["1"])
    draft = await catalogue.draft(article.id)
    assert draft is not None
    await shelf.revise(replace(draft, body="Tiket kapal gratis hari ini."), 2)

    result = await ani.click(card, label=ENGLISH("shelf.button_restore_version", version=1))

    [reply] = result.followups
    assert reply.ephemeral
    assert "Somebody else has just changed" in texts_of(reply)
    assert len(await catalogue.versions(article.id)) == 3


async def test_a_shared_article_has_a_history_without_a_menu(
    ani: MemberActor, channel: ChannelHandle
) -> None:
    result = await ani.slash(channel, "article history", article="strategi-nuklir-korea")

    assert "**Version 1**" in texts_of(result.response)
    assert list(buttons_of(result.response)) == [ENGLISH("shelf.button_article")]

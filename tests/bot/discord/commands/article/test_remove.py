from collections.abc import Awaitable, Callable

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.locales import ENGLISH
from corpus.article import Article
from corpus.catalogue import Catalogue
from corpus.shelf import Shelf
from tests.bot.discord.commands.article.conftest import Keep
from tests.bot.discord_client import MakeClient, buttons_of, response, texts_of

FACT = "Harimau Sumatra terlihat di Blang Pidie."

Answer = Callable[[], Awaitable[str]]


@pytest.fixture
async def article(keep: Keep) -> Article:
    return await keep("Harimau", FACT)


@pytest.fixture
def answer(ani: MemberActor, channel: ChannelHandle) -> Answer:
    async def answer() -> str:
        result = await ani.slash(channel, "ask", question="Di mana harimau Sumatra terlihat?")
        return texts_of(result.response)

    return answer


async def test_an_article_is_removed_after_confirmation_and_restored_by_its_title(
    simcord_env: Env,
    ani: MemberActor,
    channel: ChannelHandle,
    article: Article,
    answer: Answer,
    make_client: MakeClient,
) -> None:
    card = response(await ani.slash(channel, "article remove", article=article.id))
    assert "Remove **Harimau**?" in texts_of(card)
    assert "30 days" in texts_of(card)
    assert FACT in await answer()

    await simcord_env.restart_bot(make_client())
    await ani.click(card, label=ENGLISH("shelf.button_remove"))
    assert texts_of(card) == ENGLISH("shelf.removed", title="Harimau", count=30)
    assert not buttons_of(card)
    assert FACT not in await answer()

    result = await ani.slash(channel, "article restore", article="harimau")
    assert texts_of(result.response) == ENGLISH("shelf.restored", title="Harimau")
    assert result.ephemeral
    assert FACT in await answer()


async def test_a_removal_may_be_cancelled(
    ani: MemberActor, channel: ChannelHandle, article: Article, catalogue: Catalogue
) -> None:
    card = response(await ani.slash(channel, "article remove", article=article.id))

    await ani.click(card, label=ENGLISH("shelf.button_cancel"))

    assert texts_of(card) == ENGLISH("shelf.nothing_changed")
    assert await catalogue.removed() == ()


async def test_removing_an_article_twice_is_an_error(
    ani: MemberActor, channel: ChannelHandle, article: Article, shelf: Shelf
) -> None:
    card = response(await ani.slash(channel, "article remove", article=article.id))
    await shelf.remove(article.id)

    result = await ani.click(card, label=ENGLISH("shelf.button_remove"))

    [reply] = result.followups
    assert "I don't have that article" in texts_of(reply)


async def test_shared_articles_can_be_hidden_but_not_removed(
    simcord_env: Env, ani: MemberActor, channel: ChannelHandle
) -> None:
    result = await ani.slash(channel, "article remove", article="strategi-nuklir-korea")

    assert "I don't have that article" in texts_of(result.response)
    assert simcord_env.errors


async def test_an_article_is_not_restored_if_its_title_is_taken(
    simcord_env: Env,
    ani: MemberActor,
    channel: ChannelHandle,
    article: Article,
    keep: Keep,
    shelf: Shelf,
) -> None:
    await shelf.remove(article.id)
    await keep("HARIMAU", "Kopi Gayo dipanen dua kali setahun.")

    result = await ani.slash(channel, "article restore", article=article.id)

    assert "There is already an article called “Harimau”" in texts_of(result.response)
    assert simcord_env.errors

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.discord.components.card import NEXT, PREVIOUS
from bot.locales import ENGLISH
from corpus.shelf import Shelf
from tests.bot.conftest import Logged
from tests.bot.discord.commands.article.conftest import Keep
from tests.bot.discord_client import MakeClient, buttons_of, response, texts_of

SHIPPED = "strategi-nuklir-korea"


async def test_the_list_describes_each_article_and_is_private(
    ani: MemberActor, channel: ChannelHandle, keep: Keep, shelf: Shelf
) -> None:
    kept = await keep("Kopi Gayo")
    await shelf.hide(SHIPPED)

    result = await ani.slash(channel, "article list")

    shown = texts_of(result.response)
    assert result.ephemeral
    assert shown.startswith("**2 articles**")
    [line] = [line for line in shown.split("\n") if "Serambi" in line]
    assert kept.title in shown
    for fact in ("2 paragraphs", "version 1", "quoted 0 times", "<t:"):
        assert fact in line
    assert f"*{ENGLISH('shelf.mark_shared')}* · *{ENGLISH('shelf.mark_hidden')}*" in shown
    assert not buttons_of(result.response)


async def test_more_than_ten_articles_have_pages_that_work_after_a_restart(
    simcord_env: Env,
    ani: MemberActor,
    channel: ChannelHandle,
    keep: Keep,
    make_client: MakeClient,
) -> None:
    for number in range(11):
        await keep(f"Kabar {number:02}")
    card = response(await ani.slash(channel, "article list"))
    assert "Kabar 10" in texts_of(card)
    assert "1/2" in buttons_of(card)
    assert buttons_of(card)[PREVIOUS]["disabled"]

    await simcord_env.restart_bot(make_client())
    await ani.click(card, label=NEXT)

    assert "Kabar 00" in texts_of(card)
    assert "Kabar 10" not in texts_of(card)
    assert buttons_of(card)[NEXT]["disabled"]
    await ani.click(card, label=PREVIOUS)
    assert "Kabar 10" in texts_of(card)


async def test_a_search_tolerates_typos_and_is_kept_on_other_pages(
    ani: MemberActor, channel: ChannelHandle, keep: Keep
) -> None:
    for number in range(11):
        await keep(f"Pelabuhan Balohan {number:02}")
    await keep("Kopi Gayo")

    card = response(await ani.slash(channel, "article list", search="pelabuan: balohan"))

    assert "with a title like “pelabuan: balohan”" in texts_of(card)
    assert "Kopi" not in texts_of(card)
    await ani.click(card, label=NEXT)
    assert "Pelabuhan" in texts_of(card)
    assert "Kopi" not in texts_of(card)


async def test_a_search_without_results_says_so_and_pings_nobody(
    ani: MemberActor, channel: ChannelHandle
) -> None:
    card = response(await ani.slash(channel, "article list", search="zzz *@everyone*"))

    assert texts_of(card) == ENGLISH("shelf.list_nothing_like", search=r"zzz \*\@everyone\*")


@pytest.mark.parametrize(("sort", "first"), [("newest", "Baru"), ("most_asked", "Lama")])
async def test_the_list_is_sorted_by_age_or_by_number_of_quotes(
    ani: MemberActor, channel: ChannelHandle, keep: Keep, logged: Logged, sort: str, first: str
) -> None:
    await keep("Lama", "Tiket kapal seharga 40000 rupiah.")
    await keep("Baru")
    await ani.slash(channel, "ask", question="Berapa harga tiket kapal?")
    assert [row.outcome for row in await logged()] == ["answered"]

    card = response(await ani.slash(channel, "article list", sort=sort))

    shown = texts_of(card)
    assert min(("Lama", "Baru"), key=shown.index) == first
    assert "quoted once" in shown

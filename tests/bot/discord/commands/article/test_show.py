from dataclasses import replace

from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.discord.components.card import NEXT
from bot.locales import ENGLISH
from corpus.catalogue import Catalogue
from corpus.shelf import Shelf
from tests.bot.conftest import Logged
from tests.bot.discord.commands.article.conftest import Keep
from tests.bot.discord_client import MakeClient, buttons_of, response, texts_of

DEPARTURE = "Kapal ke Sabang berangkat pada pukul delapan pagi."
TICKET = "Tiket bagi anak di bawah lima tahun separuh harga."


async def test_an_article_is_shown_as_it_is_quoted_with_how_often(
    ani: MemberActor, channel: ChannelHandle, keep: Keep, logged: Logged
) -> None:
    article = await keep("Kapal", f"{DEPARTURE}\n\n{TICKET}", "https://bps.go.id/kapal")
    await ani.slash(channel, "ask", question="Kapan kapal berangkat?")
    assert [row.outcome for row in await logged()] == ["answered"]

    result = await ani.slash(channel, "article show", article=article.id)

    shown = texts_of(result.response)
    assert result.ephemeral
    for fact in (
        "[Kapal](https://bps.go.id/kapal)",
        "Serambi",
        "Indonesian",
        "2 paragraphs",
        "version 1",
    ):
        assert fact in shown
    assert f"added by <@{ani.id}>" in shown
    assert f"**Paragraph 1** · quoted once\n> {DEPARTURE}" in shown
    assert f"**Paragraph 2** · quoted 0 times\n> {TICKET}" in shown
    assert f"<@{ani.id}> added it" in shown


async def test_a_shared_article_names_kutip_as_its_author(
    ani: MemberActor, channel: ChannelHandle
) -> None:
    result = await ani.slash(channel, "article show", article="strategi-nuklir-korea")

    shown = texts_of(result.response)
    assert "added by" not in shown
    assert f"*{ENGLISH('shelf.mark_shared')}*" in shown
    assert "Kutip added it" in shown
    assert "1/3" in buttons_of(result.response)


async def test_pages_and_history_work_after_a_restart(
    simcord_env: Env,
    ani: MemberActor,
    channel: ChannelHandle,
    keep: Keep,
    make_client: MakeClient,
) -> None:
    article = await keep(
        "Urutan",
        "\n\n".join(f"Inilah bagian nomor {n} dari urutan yang panjang itu." for n in range(7)),
    )
    card = response(await ani.slash(channel, "article show", article=article.id))

    await simcord_env.restart_bot(make_client())
    await ani.click(card, label=NEXT)

    assert "**Paragraph 4**" in texts_of(card)
    assert "**Paragraph 3**" not in texts_of(card)
    await ani.click(card, label=ENGLISH("shelf.button_history"))
    assert texts_of(card).startswith("**Versions of Urutan**")
    await ani.click(card, label=ENGLISH("shelf.button_article"))
    assert "**Paragraph 1**" in texts_of(card)


async def test_a_page_that_is_gone_meanwhile_is_replaced_by_the_last(
    ani: MemberActor, channel: ChannelHandle, keep: Keep, shelf: Shelf, catalogue: Catalogue
) -> None:
    article = await keep(
        "Surut",
        "\n\n".join(f"Air laut mulai surut pada jam {n} siang di Balohan." for n in range(7)),
    )
    card = response(await ani.slash(channel, "article show", article=article.id))
    draft = await catalogue.draft(article.id)
    assert draft is not None
    await shelf.revise(replace(draft, body="Air sudah pasang."), 1)

    await ani.click(card, label=NEXT)

    assert "**Paragraph 1** · quoted 0 times\n> Air sudah pasang." in texts_of(card)
    assert NEXT not in buttons_of(card)


async def test_a_deleted_article_is_an_error(
    simcord_env: Env, ani: MemberActor, channel: ChannelHandle
) -> None:
    result = await ani.slash(channel, "article show", article="tidak ada")

    assert result.ephemeral
    [*_, reply] = [result.response, *result.followups]
    assert "I don't have that article" in texts_of(reply)
    assert simcord_env.errors

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env

from bot.parts import Parts
from corpus.draft import Draft
from corpus.shelf import Shelf
from tests.bot.discord.commands.article.conftest import Keep
from tests.bot.discord_client import texts_of

SHIPPED = "strategi-nuklir-korea"


@pytest.mark.parametrize("typed", ["pelabuhan", "PELABUAN", "balohan", "Pelabuhan Balohan"])
async def test_titles_like_the_typed_text_are_offered_best_first(
    ani: MemberActor, channel: ChannelHandle, keep: Keep, typed: str
) -> None:
    await keep("Kopi Gayo")
    harbour = await keep("Pelabuhan Balohan")

    first, *_ = await ani.autocomplete(channel, "article show", "article", typed)

    assert (first["name"], first["value"]) == (harbour.title, harbour.id)


async def test_each_command_offers_the_articles_it_can_handle(
    ani: MemberActor, channel: ChannelHandle, keep: Keep, shelf: Shelf
) -> None:
    async def offered(command: str) -> set[str]:
        choices = await ani.autocomplete(channel, f"article {command}", "article", "")
        return {choice["value"] for choice in choices}

    own, gone = await keep("Kopi Gayo"), await keep("Harimau")
    await shelf.remove(gone.id)

    assert await offered("show") == await offered("history") == {own.id, SHIPPED}
    assert await offered("remove") == {own.id}
    assert await offered("restore") == {gone.id}
    assert await offered("hide") == set()
    assert await offered("unhide") == {SHIPPED}
    await shelf.unhide(SHIPPED)
    assert await offered("hide") == {SHIPPED}
    assert await offered("unhide") == set()


async def test_a_removed_article_is_found_with_a_typo(
    ani: MemberActor, channel: ChannelHandle, keep: Keep, shelf: Shelf
) -> None:
    gone, other = await keep("Harimau Sumatra"), await keep("Kopi Gayo")
    await shelf.remove(gone.id)
    await shelf.remove(other.id)

    [choice] = await ani.autocomplete(channel, "article restore", "article", "harimao")

    assert choice["value"] == gone.id


async def test_choices_are_within_discords_limits(
    ani: MemberActor, channel: ChannelHandle, keep: Keep
) -> None:
    for number in range(26):
        await keep(f"{number} {'panjang ' * 24}", f"Isi nomor {number * 7919} saja, tidak lain.")

    choices = await ani.autocomplete(channel, "article show", "article", "")

    assert len(choices) == 25
    assert all(1 <= len(choice["name"]) <= 100 for choice in choices)


async def test_only_moderators_are_offered_articles(
    simcord_env: Env, guild: GuildHandle, sari: MemberActor, channel: ChannelHandle, keep: Keep
) -> None:
    await keep("Kopi Gayo")
    for command in await simcord_env.bot.tree.fetch_commands():  # type: ignore[attr-defined]
        guild.set_command_permissions(command, {sari: True})

    assert await sari.autocomplete(channel, "article show", "article", "kopi") == []


@pytest.mark.parametrize("typed", ["Kopi Gayo", "  KOPI   gayo "])
async def test_a_title_may_be_typed_by_hand(
    ani: MemberActor, channel: ChannelHandle, keep: Keep, typed: str
) -> None:
    await keep("Kopi Gayo")

    result = await ani.slash(channel, "article show", article=typed)

    assert "**Kopi Gayo**" in texts_of(result.response)


async def test_another_servers_article_is_not_found_by_its_id(
    simcord_env: Env, ani: MemberActor, channel: ChannelHandle, parts: Parts
) -> None:
    theirs = Draft("rahasia", "Rahasia", "", None, "id", "Sandi pintunya nanas merah muda.")
    await parts.shelf(4711).add(theirs)

    for command in ("show", "history", "remove", "hide", "unhide"):
        result = await ani.slash(channel, f"article {command}", article="rahasia")
        assert "I don't have that article" in texts_of(result.response)
    assert simcord_env.errors

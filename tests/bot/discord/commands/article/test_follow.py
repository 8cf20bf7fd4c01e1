import discord
import pytest
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.discord.commands.article.follow import LATEST
from bot.discord.views.follows import FollowMenu, ProposalMenu
from bot.follows.follows import Follows
from bot.follows.rounds import Rounds
from bot.guilds import GuildSettings
from bot.locales import ENGLISH
from corpus.schema import drafts
from corpus.web import Web
from tests.bot.desk import Desk, sentence_of
from tests.bot.discord_client import response, texts_of
from tests.bot.follows.site import HOST, LINK, Site

pytest_plugins = ["tests.bot.desk_fixtures"]


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.fixture
def site(desk: Desk) -> Site:
    return Site(desk.internet, desk.parts, Rounds(desk.parts, None), desk.guild_id)


async def choose(
    desk: Desk, card: ResponseMessage, menu: type[FollowMenu | ProposalMenu], value: str
) -> InteractionResult:
    return await desk.moderator.select(card, [value], custom_id=menu().custom_id)


async def test_a_feed_is_followed_and_said_what_happens(desk: Desk, site: Site) -> None:
    site.feed(*range(9))
    result = await desk.command("follow", link=LINK)

    said = sentence_of(result)
    assert ENGLISH("follow.started", title="Kabar Desa") in said
    assert ENGLISH("follow.started_due", count=LATEST) in said
    assert ENGLISH("follow.no_log_channel") in said


async def test_with_a_log_channel_none_is_asked_for(desk: Desk, site: Site) -> None:
    settings = GuildSettings(desk.guild_id, log_channel_id=desk.channel.id)
    await desk.parts.guilds.save(settings)
    site.feed(1)
    said = sentence_of(await desk.command("follow", link=LINK, latest=0, publish=True))

    assert said == ENGLISH("follow.started_publish", title="Kabar Desa")


@pytest.mark.parametrize("is_deleted", [True, False])
async def test_a_log_channel_that_was_deleted_or_closed_to_kutip_counts_as_none(
    desk: Desk, site: Site, simcord_env: Env, is_deleted: bool
) -> None:
    guild = desk.moderator.guild
    kutip = guild.roles[simcord_env.bot.user.name]  # type: ignore[union-attr]
    silent = discord.PermissionOverwrite(send_messages=False)
    closed = guild.create_text_channel("tertutup", overwrites={kutip: silent})
    log = 1 if is_deleted else closed.id
    await desk.parts.guilds.save(GuildSettings(desk.guild_id, log_channel_id=log))
    site.feed(1)

    said = sentence_of(await desk.command("follow", link=LINK, latest=0))

    assert ENGLISH("follow.no_log_channel") in said


@pytest.mark.parametrize(
    ("link", "key"),
    [
        (f"http://{HOST}/1", "fault.feed.no_feed"),
        (f"http://{HOST}/tidak-ada", "fault.link.not_found"),
        ("http://127.0.0.1/feed", "fault.link.private_address"),
        ("halo", "fault.link.not_a_link"),
    ],
)
async def test_what_cannot_be_followed_is_said_in_a_sentence(
    desk: Desk, site: Site, link: str, key: str
) -> None:
    site.page(1)

    assert sentence_of(await desk.command("follow", link=link)) == ENGLISH(key)


async def test_the_list_stops_a_feed_and_keeps_what_it_proposed(desk: Desk, site: Site) -> None:
    site.feed(1)
    await desk.command("follow", link=LINK)
    await site.round()
    card = await desk.card("follows")
    assert ENGLISH("follow.list_head", count=1) in texts_of(card)
    assert ENGLISH("follow.proposed", count=1) in texts_of(card)

    await choose(desk, card, FollowMenu, "1")
    assert LINK.split("://")[1] in texts_of(card)
    await desk.press(card, ENGLISH("follow.button_publish"))
    assert ENGLISH("follow.publishes") in texts_of(card)
    await desk.press(card, ENGLISH("follow.button_stop"))
    assert texts_of(card) == ENGLISH("follow.stopped", title="Kabar Desa")
    await desk.press(card, ENGLISH("follow.button_back"))
    assert ENGLISH("follow.list_empty") in texts_of(card)
    assert ENGLISH("follow.proposed", count=1) in texts_of(card)


@pytest.mark.parametrize(
    ("read", "said"), [("listed", ENGLISH("follow.not_followed")), ("find", LINK.split("://")[1])]
)
async def test_a_feed_that_is_stopped_while_it_is_looked_up_is_shown_or_said_to_be_gone(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch, read: str, said: str
) -> None:
    site.feed(1)
    await desk.command("follow", link=LINK)
    card = await desk.card("follows")
    look_up = getattr(Follows, read)

    async def look_up_and_stop(follows: Follows, *feed: int) -> object:
        found = await look_up(follows, *feed)
        monkeypatch.undo()
        await follows.stop(1)
        return found

    monkeypatch.setattr(Follows, read, look_up_and_stop)
    result = await choose(desk, card, FollowMenu, "1")

    assert said in texts_of(card) + sentence_of(result)


async def test_a_proposal_can_be_published_from_the_list(desk: Desk, site: Site) -> None:
    site.feed(1)
    await desk.command("follow", link=LINK)
    await site.round()
    card = await desk.card("follows")
    [draft] = await site.rows(drafts)

    shown = response(await choose(desk, card, ProposalMenu, draft.id))
    assert "**Kabar 1**" in texts_of(shown)
    await desk.publish(shown)

    assert (await desk.only_article()).title == "Kabar 1"

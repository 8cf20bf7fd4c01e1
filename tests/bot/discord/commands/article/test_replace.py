import pytest

from bot.locales import ENGLISH
from corpus.web import Web
from tests.bot.desk import FERRY, FERRY_TITLE, Desk, sentence_of
from tests.bot.discord_client import buttons_of, texts_of

pytest_plugins = ["tests.bot.desk_fixtures"]

DEARER = (
    FERRY.replace("40000", "45000")
    + "\n\nBicycles travel for free on every boat of the line, all year round."
)


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


async def test_a_new_file_shows_its_changes_and_becomes_the_next_version(desk: Desk) -> None:
    entry = await desk.have_ferry()

    card = await desk.card("replace", article=entry.id, file=("new.txt", DEARER.encode()))

    shown = texts_of(card)
    assert f"**{FERRY_TITLE}**" in shown
    assert ENGLISH("intake.paragraph_changes", changed=1, added=1, removed=0) in shown
    assert "~~40000~~ **45000**" in shown
    assert "> **+** Bicycles travel for free" in shown
    confirmation = ENGLISH("intake.changed", title=FERRY_TITLE, version=2, count=4)
    assert await desk.publish(card) == confirmation
    assert "free" in await desk.answer("Do bicycles travel for free?")


async def test_a_link_becomes_the_articles_own(desk: Desk) -> None:
    entry = await desk.have_ferry()
    desk.internet.page("news.example/ferry.txt", DEARER.encode(), "Content-Type: text/plain")

    card = await desk.card("replace", article=entry.id, link="http://news.example/ferry.txt")
    await desk.publish(card)

    changed = await desk.only_article()
    assert (changed.id, changed.title) == (entry.id, FERRY_TITLE)
    assert changed.url == changed.origin == "http://news.example/ferry.txt"
    assert changed.source == "news.example"


async def test_the_names_can_be_changed_before_it_is_published(desk: Desk) -> None:
    entry = await desk.have_ferry()
    card = await desk.card("replace", article=entry.id, file=("new.txt", DEARER.encode()))

    await desk.fill(
        await desk.press(card, ENGLISH("intake.button_names")), title="The boats", source=""
    )

    assert "The ~~ferry to Sabang~~ **boats**" in texts_of(card)
    assert "~~40000~~ **45000**" in texts_of(card)
    await desk.publish(card)
    assert (await desk.only_article()).title == "The boats"


async def test_the_same_text_changes_nothing(desk: Desk) -> None:
    entry = await desk.have_ferry()
    before = await desk.kept()

    result = await desk.command("replace", article=entry.id, file=("new.txt", FERRY.encode()))

    assert sentence_of(result) == ENGLISH("intake.unchanged", title=FERRY_TITLE)
    assert await desk.kept() == before


async def test_the_text_of_another_article_is_refused_by_name(desk: Desk) -> None:
    entry = await desk.have_ferry()
    other = b"Entirely other words about a harbour in the far north of the island."
    await desk.publish(await desk.card("add", file=("north.txt", other)))

    card = await desk.card("replace", article=entry.id, file=("new.txt", other))

    assert "“north” already has this text" in texts_of(card)
    assert (
        not {ENGLISH("intake.button_publish"), ENGLISH("intake.button_replace")}
        & buttons_of(card).keys()
    )


async def test_a_link_or_a_file_is_required(desk: Desk) -> None:
    entry = await desk.have_ferry()

    assert sentence_of(await desk.command("replace", article=entry.id)) == ENGLISH(
        "intake.give_one"
    )


async def test_a_cancelled_change_changes_nothing(desk: Desk) -> None:
    entry = await desk.have_ferry()
    card = await desk.card("replace", article=entry.id, file=("new.txt", DEARER.encode()))

    await desk.press(card, ENGLISH("intake.button_cancel"))

    assert texts_of(card) == ENGLISH("intake.cancelled")
    assert (await desk.only_article()).version == 1

import pytest

from bot.locales import ENGLISH
from corpus.web import Web
from tests.bot.desk import FERRY, FERRY_TITLE, Desk, sentence_of
from tests.bot.discord_client import response, texts_of

pytest_plugins = ["tests.bot.desk_fixtures"]

URL = "http://news.example/ferry.txt"
HOST_AND_PATH = "news.example/ferry.txt"


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.fixture
async def fetched(desk: Desk) -> Desk:
    """A desk with an article from a link, whose title was edited."""
    serve(desk, FERRY, "ETag: one")
    card = await desk.card("add", link=URL)
    form = await desk.press(card, ENGLISH("intake.button_names"))
    await desk.fill(form, title=FERRY_TITLE, source="Ferry Post")
    await desk.publish(card)
    return desk


def serve(desk: Desk, text: str, *headers: str) -> None:
    desk.internet.page(HOST_AND_PATH, text.encode(), "Content-Type: text/plain", *headers)


async def test_a_changed_page_shows_its_changes_and_keeps_the_edited_title(
    fetched: Desk,
) -> None:
    serve(fetched, FERRY.replace("40000", "45000"), "ETag: two")

    card = await fetched.card("refresh", article=FERRY_TITLE)

    shown = texts_of(card)
    assert f"**{FERRY_TITLE}**\n-# Ferry Post" in shown
    assert "~~40000~~ **45000**" in shown
    assert fetched.internet.requests[-1].headers["if-none-match"] == "one"
    confirmation = ENGLISH("intake.changed", title=FERRY_TITLE, version=2, count=3)
    assert await fetched.publish(card) == confirmation
    assert "45000" in await fetched.answer("What does a ticket for the ferry cost?")


async def test_a_not_modified_response_is_reported_as_unchanged(fetched: Desk) -> None:
    before = await fetched.kept()
    fetched.internet.serve(HOST_AND_PATH, b"HTTP/1.1 304 Not Modified\r\n\r\n")

    result = await fetched.command("refresh", article=FERRY_TITLE)

    assert sentence_of(result) == ENGLISH("intake.unchanged", title=FERRY_TITLE)
    assert await fetched.kept() == before


async def test_a_page_with_the_same_text_is_reported_as_unchanged(fetched: Desk) -> None:
    serve(fetched, f"{FERRY}\n\n", "ETag: two")

    result = await fetched.command("refresh", article=FERRY_TITLE)

    assert sentence_of(result) == ENGLISH("intake.unchanged", title=FERRY_TITLE)


async def test_a_page_that_is_gone_leaves_the_article_unchanged(fetched: Desk) -> None:
    before = await fetched.kept()
    fetched.internet.page(HOST_AND_PATH, b"", status="404 Not Found")

    result = await fetched.command("refresh", article=FERRY_TITLE)

    assert sentence_of(result) == ENGLISH("fault.link.not_found")
    assert await fetched.kept() == before


async def test_a_file_has_no_link_to_fetch_again(desk: Desk) -> None:
    await desk.have_ferry()

    result = await desk.command("refresh", article=FERRY_TITLE)

    assert sentence_of(result) == ENGLISH("intake.no_link", title=FERRY_TITLE)


async def test_a_message_link_cannot_be_fetched_again(desk: Desk) -> None:
    message = await desk.moderator.send(desk.channel, FERRY)
    card = response(
        await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), message)
    )
    await desk.publish(card)
    title = (await desk.only_article()).title

    result = await desk.command("refresh", article=title)

    assert sentence_of(result) == ENGLISH("intake.no_link", title=title)
    assert not desk.internet.requests

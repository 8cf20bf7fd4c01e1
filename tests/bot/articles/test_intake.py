import textwrap
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.articles.intake import MESSAGE_LINK, TITLE_FROM_TEXT, Intake, link_of, renewed
from corpus.addresses import LinkError
from corpus.draft import Draft
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.reader import Reader
from corpus.web import Web
from tests.corpus.web.server import Internet, running_internet
from tests.patience import LONG

TEXT = "The ferry leaves Ulee Lheue harbour at eight every morning, and it never waits."
URL = "http://www.news.example/ferry.txt"
HOST_AND_PATH = "www.news.example/ferry.txt"


@pytest.fixture
async def internet(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Internet]:
    async with running_internet(monkeypatch) as internet:
        yield internet


@pytest.fixture
async def intake(internet: Internet, reader: Reader) -> AsyncIterator[Intake]:
    async with Web("test", resolver=internet, total_seconds=LONG) as web:
        yield Intake(reader, web)


def serve(internet: Internet, text: str, *headers: str) -> None:
    internet.page(HOST_AND_PATH, text.encode(), "Content-Type: text/plain", *headers)


async def test_a_pasted_text_gets_its_first_words_as_title(intake: Intake) -> None:
    taken = await intake.text(TEXT)

    assert taken.draft.body == TEXT
    assert taken.draft.title.endswith("…")
    assert TEXT.startswith(taken.draft.title.removesuffix("…"))
    assert len(taken.draft.title) <= TITLE_FROM_TEXT
    assert (taken.draft.language, taken.draft.source, taken.draft.url) == ("en", "", None)


async def test_a_file_gets_its_name_as_title_unless_it_has_one(intake: Intake) -> None:
    named = await intake.file(TEXT.encode(), "ferry\u202e times.txt", origin="here")
    titled = await intake.file(f"# Boats\n\n{TEXT}".encode(), "ferry.md")

    assert (named.draft.title, named.draft.origin) == ("ferry times", "here")
    assert titled.draft.title == "Boats"


async def test_a_link_gives_its_site_as_source_and_what_to_ask_with_again(
    intake: Intake, internet: Internet
) -> None:
    internet.redirect("short.example/f", URL)
    serve(internet, TEXT, "ETag: one", "Last-Modified: yesterday")

    draft = (await intake.link("http://short.example/f")).draft

    assert (draft.title, draft.source, draft.body) == ("ferry", "news.example", TEXT)
    assert (draft.url, draft.origin) == (URL, "http://short.example/f")
    assert (draft.etag, draft.last_modified) == ("one", "yesterday")


async def test_title_and_author_above_a_text_are_not_named_as_left_out(
    intake: Intake, internet: Internet
) -> None:
    page = f"""
        <html lang="en"><head><title>Ferry times</title><meta name="author" content="Rina Hapsari">
        <meta property="og:type" content="article"><meta property="og:title" content="Ferry times">
        </head><body><article><h1>Ferry times</h1><p>RINA HAPSARI</p><p>{TEXT}</p><p>{TEXT}</p>
        <p>Read also: <a href="/2">More boats for the harbour</a></p></article></body></html>"""
    internet.page(HOST_AND_PATH, page.encode(), "Content-Type: text/html")

    taken = await intake.link(URL)

    assert (taken.draft.title, taken.draft.author) == ("Ferry times", "Rina Hapsari")
    assert [each.text for each in taken.notes.left_out] == ["Read also: More boats for the harbour"]


@pytest.mark.parametrize("media_type", ["application/rss+xml", "text/xml; charset=utf-8"])
async def test_a_feed_is_recognized_as_such(
    intake: Intake, internet: Internet, media_type: str
) -> None:
    feed = (
        b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Kabar</title></channel></rss>'
    )
    internet.page(HOST_AND_PATH, feed, f"Content-Type: {media_type}")

    with pytest.raises(LinkError, match="feed"):
        await intake.link(URL)


async def test_a_text_about_feeds_is_none(intake: Intake, internet: Internet) -> None:
    serve(internet, f"The element <rss> begins one. {TEXT}")

    assert (await intake.link(URL)).draft.body


async def test_a_page_fetched_again_keeps_what_moderators_mended(
    intake: Intake, internet: Internet
) -> None:
    serve(internet, TEXT)
    draft = replace((await intake.link(URL)).draft, title="Boats", source="Post")
    serve(internet, f"{TEXT} Never.", "ETag: two")

    taken = await intake.again(draft)

    assert taken is not None
    assert taken.draft == replace(draft, body=f"{TEXT} Never.", etag="two")


async def test_a_page_that_did_not_change_is_none(intake: Intake, internet: Internet) -> None:
    serve(internet, TEXT, "ETag: one")
    draft = (await intake.link(URL)).draft
    internet.serve(HOST_AND_PATH, b"HTTP/1.1 304 Not Modified\r\n\r\n")

    assert await intake.again(draft) is None


@pytest.mark.parametrize(
    ("origin", "url", "link"),
    [
        ("http://a.example/", "http://b.example/", "http://a.example/"),
        ("/srv/archive/a.txt", "http://b.example/", "http://b.example/"),
        (None, "https://b.example/", "https://b.example/"),
        (f"{MESSAGE_LINK}1/2/3", f"{MESSAGE_LINK}1/2/3", None),
        ("/srv/archive/a.txt", None, None),
        (None, None, None),
    ],
)
async def test_links_can_be_fetched_again_and_messages_cant(
    intake: Intake, origin: str | None, url: str | None, link: str | None
) -> None:
    draft = Draft("a", "Title", "", url, "en", TEXT, origin)

    assert link_of(draft) == link
    with pytest.raises(ValueError if link is None else LinkError):
        await intake.again(draft)


async def test_an_edited_text_is_kept_to_the_letter(intake: Intake) -> None:
    draft = Draft("a", "Ferry", "Post", None, "id", "Kapal berangkat pukul delapan pagi.")
    wrapped = "\n".join([*textwrap.wrap(TEXT, 60), "The end.", "Yes."])

    taken = await intake.edited(draft, f"{wrapped}\r\n")

    assert taken.draft == replace(draft, body=wrapped, language="en")


async def test_an_edit_that_changes_no_word_changes_nothing(intake: Intake) -> None:
    draft = Draft("a", "Ferry", "Post", None, "xx", "A\n\nB  ")

    assert (await intake.edited(draft, "A\r\n\r\nB")).draft == draft


async def test_a_text_that_is_edited_away_is_refused(intake: Intake) -> None:
    with pytest.raises(UnreadableError) as caught:
        await intake.edited(Draft("a", "Ferry", "", None, "en", TEXT), " \n ")

    assert caught.value.reason is Unreadable.EMPTY


def test_a_new_text_comes_under_the_old_names() -> None:
    old = Draft("a", "Ferry", "", "http://a.example/", "id", "Old.", "a.txt", "one", "then")
    new = Draft("b", "Boats", "Post", None, "en", "New.", "b.txt")

    assert renewed(old, new) == Draft(
        "a", "Ferry", "Post", "http://a.example/", "en", "New.", "b.txt"
    )

"""Hostile input gets an error message and leaves the shelf unchanged."""

import asyncio
import gzip

import pytest
from simcord.backend import cdn

from bot.locales import ENGLISH
from bot.text.cut import ELLIPSIS
from corpus.addresses import LinkFault
from corpus.formats.archive import LARGEST_MEMBER
from corpus.formats.errors import Unreadable
from corpus.formats.reading import LARGEST_FILE
from corpus.web import Web
from tests.bot.desk import FERRY, Desk, sentence_of
from tests.bot.discord_client import buttons_of, response, texts_of
from tests.corpus.formats.documents import Placed, archive, assembled, docx, epub, pdf

pytest_plugins = ["tests.bot.desk_fixtures"]

PDF = pdf([[Placed("The ferry leaves at eight every morning.", 72, 700)]])
ENTITIES = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
BOMB = LARGEST_MEMBER + 1
SCRIPT = b"<html><body><script>alert('ferry')</script></body></html>"
ENCRYPTED = assembled(
    [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"],
    b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"
    b"/ID[<00><00>]",
)


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", Unreadable.EMPTY),
        ("blank.txt", b" \r\n\t\x00 ", Unreadable.EMPTY),
        ("signs.txt", b"!?! 123 ... 456", Unreadable.NO_TEXT),
        (
            "picture.txt",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
            Unreadable.BINARY,
        ),
        ("program.txt", b"\x7fELF\x02\x01\x01\x00" + bytes(500), Unreadable.BINARY),
        ("archive.txt", archive({"a.txt": "words"}), Unreadable.UNKNOWN_FORMAT),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Unreadable.UNKNOWN_FORMAT),
        ("cut.pdf", PDF[: len(PDF) // 3], Unreadable.DAMAGED),
        ("cut.docx", docx("<w:p/>")[:90], Unreadable.DAMAGED),
        ("locked.pdf", ENCRYPTED, Unreadable.ENCRYPTED),
        ("scanned.pdf", pdf([[]], picture=[0]), Unreadable.SCANNED),
        ("bomb.docx", docx(" " * BOMB), Unreadable.TOO_BIG_INSIDE),
        ("bomb.epub", epub({"a.xhtml": b" " * BOMB}), Unreadable.TOO_BIG_INSIDE),
        ("blank.docx", docx(""), Unreadable.NO_TEXT),
        ("blank.epub", epub({"a.xhtml": "<html><body/></html>"}), Unreadable.NO_TEXT),
        ("script.html", SCRIPT, Unreadable.NO_TEXT),
        ("endless.txt", b"ferry " * 1_000_000, Unreadable.TOO_MANY_CHARACTERS),
        ("one-line.txt", b"x" * 1_000_000, Unreadable.BINARY),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
async def test_an_unreadable_file_is_refused_with_the_reason(
    desk: Desk, name: str, data: bytes, reason: Unreadable
) -> None:
    before = await desk.kept()

    assert sentence_of(await desk.command("add", file=(name, data))) == ENGLISH(
        f"fault.unreadable.{reason}"
    )

    assert await desk.kept() == before


async def test_xml_entities_of_a_file_are_not_resolved(desk: Desk) -> None:
    document = docx("<w:p><w:r><w:t>Ferry &e; words</w:t></w:r></w:p>", doctype=ENTITIES)
    before = await desk.kept()

    reply = sentence_of(await desk.command("add", file=("entities.docx", document)))

    assert "root:" not in reply
    assert await desk.kept() == before


async def test_a_file_that_is_too_large_is_not_downloaded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _state_size(monkeypatch, LARGEST_FILE + 1)
    before = await desk.kept()

    reply = sentence_of(await desk.command("add", file=("large.txt", FERRY.encode())))

    assert reply == ENGLISH("fault.unreadable.too_many_bytes")
    assert not desk.internet.requests
    assert await desk.kept() == before


async def test_the_download_of_a_file_larger_than_stated_is_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _state_size(monkeypatch, 1000)
    sent = 0

    async def endless(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"ferry " * 10_000)
            await writer.drain()
            sent += 60_000

    monkeypatch.setattr(desk.internet, "page", lambda url, *_: desk.internet.serve(url, endless))
    before = await desk.kept()

    reply = sentence_of(await desk.command("add", file=("liar.txt", b"x")))

    assert reply == ENGLISH("fault.unreadable.too_many_bytes")
    assert sent < 2 * LARGEST_FILE
    assert await desk.kept() == before


def _state_size(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Make Discord report this size for every file."""
    store = cdn.CdnStore.store_attachment
    monkeypatch.setattr(
        cdn.CdnStore, "store_attachment", lambda *given: store(*given) | {"size": size}
    )


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("ferry", LinkFault.NOT_A_LINK),
        ("http://", LinkFault.NOT_A_LINK),
        ("file:///etc/passwd", LinkFault.SCHEME),
        ("ftp://news.example/", LinkFault.SCHEME),
        ("http://mod:secret@news.example/", LinkFault.CREDENTIALS),
        ("http://news.example:6379/", LinkFault.PORT),
        ("http://127.0.0.1/", LinkFault.PRIVATE_ADDRESS),
        ("http://2130706433/", LinkFault.PRIVATE_ADDRESS),
        ("http://0177.0.0.1/", LinkFault.PRIVATE_ADDRESS),
        ("http://[::ffff:169.254.169.254]/latest/", LinkFault.PRIVATE_ADDRESS),
        ("http://localhost/", LinkFault.PRIVATE_ADDRESS),
        ("http://inside.example/", LinkFault.PRIVATE_ADDRESS),
        ("http://redirects.example/", LinkFault.PRIVATE_ADDRESS),
        ("http://unknown.example/", LinkFault.UNKNOWN_HOST),
        ("http://news.example/404", LinkFault.NOT_FOUND),
        ("http://news.example/403", LinkFault.FORBIDDEN),
        ("http://news.example/film", LinkFault.WRONG_TYPE),
        ("http://news.example/bomb", LinkFault.TOO_LARGE),
        ("http://news.example/broken", LinkFault.BROKEN),
        ("http://loop.example/", LinkFault.TOO_MANY_REDIRECTS),
    ],
)
async def test_an_unfetchable_link_is_refused_with_the_reason(
    desk: Desk, link: str, reason: LinkFault
) -> None:
    _build_evil_internet(desk)
    before = await desk.kept()

    assert sentence_of(await desk.command("add", link=link)) == ENGLISH(f"fault.link.{reason}")

    assert await desk.kept() == before
    assert not desk.internet.visitors


def _build_evil_internet(desk: Desk) -> None:
    internet = desk.internet
    internet.names["inside.example"] = [["10.0.0.7"]]
    internet.redirect("redirects.example/", "http://169.254.169.254/latest/meta-data/")
    internet.redirect("loop.example/", "http://loop.example/")
    internet.page("news.example/403", b"", status="403 Forbidden")
    internet.page("news.example/film", b"\x00" * 99, "Content-Type: video/mp4")
    bomb = gzip.compress(b" " * (LARGEST_FILE + 1), mtime=0)
    internet.page("news.example/bomb", bomb, "Content-Encoding: gzip", "Content-Type: text/html")
    internet.page("news.example/broken", b"\x1f\x8b\x00", "Content-Encoding: gzip")


async def test_a_failing_web_server_is_reported_with_its_status(desk: Desk) -> None:
    desk.internet.page("news.example/", b"", status="503 Service Unavailable")

    reply = sentence_of(await desk.command("add", link="http://news.example/"))

    assert reply == ENGLISH("fault.link.server_error", status=503)


async def test_a_link_to_a_pdf_is_read_as_pdf(desk: Desk) -> None:
    desk.internet.page("news.example/ferry.pdf", PDF, "Content-Type: application/pdf")

    card = await desk.card("add", link="http://news.example/ferry.pdf")

    assert "> The ferry leaves at eight every morning." in texts_of(card)


async def test_bidi_controls_are_removed_from_title_name_and_text(
    desk: Desk,
) -> None:
    text = f"{FERRY}\x00\x07\u202egnikcatta \ufeff"

    card = await desk.card("add", file=("ferry\u202e fdp.txt", text.encode()))

    shown = texts_of(card)
    assert not set(shown) & set("\x00\x07\u202e\ufeff")
    assert "**ferry fdp**" in shown


async def test_markdown_and_mentions_in_names_are_plain_text(desk: Desk) -> None:
    form = await desk.command("add")

    card = response(
        await desk.fill(form, title="# @everyone **now**", source="<@1> ||x||", text=FERRY)
    )

    assert "**\\# \\@everyone \\*\\*now\\*\\***\n-# \\<\\@1\\> \\|\\|x\\|\\| · " in texts_of(card)


@pytest.mark.parametrize("title", ["x" * 300, "x" * 201])
async def test_a_title_beyond_the_forms_limit_is_refused_and_the_draft_stays_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    card = await desk.card("add", file=("ferry times.txt", FERRY.encode()))
    form = await desk.press(card, ENGLISH("intake.button_names"))
    assert form.modal is not None
    before = await desk.kept()
    # A modified client could send this.
    _unlimit(form._interaction.modal)

    reply = sentence_of(await desk.fill(form, title=title, source=""))

    assert reply.endswith(ENGLISH("fault.shelf.title"))
    assert await desk.kept() == before
    assert await desk.publish(card) == ENGLISH("intake.published", title="ferry times", count=3)


def _unlimit(part: object) -> None:
    if isinstance(part, dict):
        part.pop("max_length", None)
        for inner in part.values():
            _unlimit(inner)
    elif isinstance(part, list):
        for inner in part:
            _unlimit(inner)


async def test_the_title_of_a_file_is_cut_to_the_limit(desk: Desk) -> None:
    page = f"<html><head><title>{'Ferry ' * 49}</title></head><body><p>{FERRY}</p></body></html>"

    card = await desk.card("add", file=("a.html", page.encode()))

    assert ENGLISH("intake.button_publish") in buttons_of(card)
    await desk.publish(card)
    assert (await desk.only_article()).title == f"{'Ferry ' * 33}".rstrip() + ELLIPSIS

import asyncio

import pytest

from corpus.addresses import LinkError, LinkFault
from corpus.web import FEED_TYPES, Page, Web
from tests.corpus.web.links import HEAD, HTML, TEXT, fault, fetched
from tests.corpus.web.server import Internet


async def test_a_page_is_fetched_with_its_metadata(web: Web, internet: Internet) -> None:
    modified = "Sun, 06 Nov 1994 08:49:37 GMT"
    internet.page(
        "news.example/ayam.html?a=1", TEXT, HTML, 'ETag: "7"', f"Last-Modified: {modified}"
    )

    assert await web.fetch("http://news.example/ayam.html?a=1#part") == Page(
        url="http://news.example/ayam.html?a=1",
        data=TEXT,
        media_type="text/html; charset=utf-8",
        name="ayam.html",
        etag='"7"',
        last_modified=modified,
    )


async def test_a_request_identifies_kutip_and_sends_nothing_else(
    web: Web, internet: Internet
) -> None:
    internet.page("news.example/", TEXT, HTML, "Set-Cookie: spy=1")
    for _ in range(2):
        await web.fetch("http://news.example/")

    for request in internet.requests:
        agent = "Kutip/1.2.3 (+self-hosted Discord bot; fetches a link a moderator gave)"
        assert request.headers["user-agent"] == agent
        assert set(request.headers) <= {
            *("host", "user-agent", "accept", "accept-encoding", "connection")
        }


async def test_a_proxy_in_the_environment_is_not_used(
    web: Web, internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:3128")
    internet.page("news.example/", TEXT, HTML)

    assert (await fetched(web, "http://news.example/")).data == TEXT


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, LinkFault.NOT_FOUND),
        (410, LinkFault.NOT_FOUND),
        (401, LinkFault.FORBIDDEN),
        (403, LinkFault.FORBIDDEN),
        (451, LinkFault.FORBIDDEN),
        (500, LinkFault.SERVER_ERROR),
        (503, LinkFault.SERVER_ERROR),
        (204, LinkFault.STATUS),
        (206, LinkFault.STATUS),
        (300, LinkFault.STATUS),
        (302, LinkFault.STATUS),  # It does not say where to.
        (304, LinkFault.STATUS),  # Nobody asked whether it changed.
        (418, LinkFault.STATUS),
        (429, LinkFault.STATUS),
    ],
)
async def test_a_status_without_a_page_is_reported(
    web: Web, internet: Internet, status: int, reason: LinkFault
) -> None:
    internet.page("news.example/", b"", HTML, status=f"{status} x")
    with pytest.raises(LinkError) as error:
        await web.fetch("http://news.example/")

    assert error.value.reason is reason
    assert error.value.status == status


async def test_an_unchanged_page_is_none(web: Web, internet: Internet) -> None:
    internet.page("news.example/", b"", status="304 Not Modified")
    date = "Sun, 06 Nov 1994 08:49:37 GMT"

    assert await web.fetch("http://news.example/", etag='"7"', last_modified=date) is None
    assert internet.requests[0].headers["if-none-match"] == '"7"'
    assert internet.requests[0].headers["if-modified-since"] == date


async def test_a_changed_page_is_returned_despite_its_old_etag(
    web: Web, internet: Internet
) -> None:
    internet.page("news.example/", TEXT, HTML, 'ETag: "8"')
    page = await web.fetch("http://news.example/", etag='"7"')

    assert page is not None
    assert page.etag == '"8"'
    assert "if-modified-since" not in internet.requests[0].headers


@pytest.mark.parametrize(
    "media_type",
    [
        "text/html",
        "TEXT/Plain; charset=ISO-8859-1",
        "text/markdown",
        "application/xhtml+xml",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/epub+zip",
        "application/octet-stream",
        "",
    ],
)
async def test_a_type_that_can_contain_an_article_is_accepted(
    web: Web, internet: Internet, media_type: str
) -> None:
    internet.page("news.example/", TEXT, *([f"Content-Type: {media_type}"] * bool(media_type)))

    assert (await fetched(web, "http://news.example/")).media_type == (media_type or None)


@pytest.mark.parametrize(
    "media_type",
    [
        *("image/png", "image/svg+xml", "video/mp4", "audio/mpeg", "application/json"),
        *("application/zip", "application/javascript", "font/woff2", "nonsense"),
    ],
)
async def test_any_other_type_is_refused_unread(
    web: Web, internet: Internet, media_type: str
) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n\r\n"
        writer.write(head.encode())
        await internet.pause()

    internet.serve("news.example/", endless)

    assert await fault(web, "http://news.example/") is LinkFault.WRONG_TYPE


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="ayam.pdf"', "ayam.pdf"),
        ("attachment; filename=ayam.pdf", "ayam.pdf"),
        ("attachment; filename*=UTF-8''ay%C3%A4m.pdf", "ayäm.pdf"),
        ('inline; filename="a\u0308yam.pdf"', "äyam.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="..\\\\..\\\\ayam.pdf"', "ayam.pdf"),
        ("attachment; filename*=UTF-8''..%2F..%2Fayam.pdf", "ayam.pdf"),
        ('attachment; filename="C:\\\\ayam.pdf"', "ayam.pdf"),
        ('attachment; filename="ayam\u202efdp.exe"', "ayamfdp.exe"),
        ("attachment; filename*=UTF-8''ayam%E2%80%AE%00%0A.pdf", "ayam.pdf"),
        ('attachment; filename="' + "a" * 300 + '.pdf"', "a" * 96 + ".pdf"),
        ('attachment; filename="..."', None),
        ("attachment; filename*=nonsense''%FF", "ÿ"),
        ("attachment", "artikel.html"),
        ("attachment; filename=", "artikel.html"),
        ("; = ;;", "artikel.html"),
        ("", "artikel.html"),
    ],
)
async def test_a_file_name_is_its_base_name_without_deceptive_characters(
    web: Web, internet: Internet, disposition: str, name: str | None
) -> None:
    internet.page("news.example/artikel.html", TEXT, f"Content-Disposition: {disposition}")

    assert (await fetched(web, "http://news.example/artikel.html")).name == name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", None),
        ("/berita/", None),
        ("/berita/ay%C3%A4m%20goreng.pdf?x=/y", "ayäm goreng.pdf"),
        ("/berita%2F..%2Fayam.pdf", "ayam.pdf"),
        ("/%E2%80%AEayam.pdf", "ayam.pdf"),
    ],
)
async def test_without_a_stated_name_it_comes_from_the_path(
    web: Web, internet: Internet, path: str, name: str | None
) -> None:
    internet.page(f"news.example{path}", TEXT, HTML)

    assert (await fetched(web, f"http://news.example{path}")).name == name


async def test_a_file_name_that_is_not_utf8_has_replacement_characters(
    web: Web, internet: Internet
) -> None:
    internet.serve("news.example/", HEAD + b"Content-Disposition: x; filename=ay\xffam\r\n\r\n")

    assert (await fetched(web, "http://news.example/")).name == "ay\ufffdam"


async def test_headers_that_could_not_be_sent_back_are_dropped(
    web: Web, internet: Internet
) -> None:
    internet.serve("news.example/", HEAD + b'ETag: "\xff"\r\nLast-Modified: \xc3\xa4\r\n\r\n')
    page = await fetched(web, "http://news.example/")

    assert page.etag is None
    assert page.last_modified is None


async def test_a_feed_is_taken_only_where_one_is_wanted(web: Web, internet: Internet) -> None:
    internet.page("news.example/feed", b"<rss/>", "Content-Type: application/rss+xml")
    link = "http://news.example/feed"

    assert await fault(web, link) is LinkFault.FEED
    page = await web.fetch(link, types=FEED_TYPES)
    assert page is not None
    assert page.data == b"<rss/>"
    with pytest.raises(LinkError, match="too_large"):
        await web.fetch(link, types=FEED_TYPES, largest=5)


@pytest.mark.parametrize(
    ("header", "seconds"), [("Retry-After: 120", 120), ("Retry-After: soon", None), ("X: 1", None)]
)
async def test_a_failure_says_when_to_ask_again(
    web: Web, internet: Internet, header: str, seconds: int | None
) -> None:
    internet.page("news.example/", b"", header, status="503 Later")

    with pytest.raises(LinkError) as error:
        await web.fetch("http://news.example/")
    assert error.value.retry_after == seconds

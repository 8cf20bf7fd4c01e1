import asyncio
import gzip
import logging
import tracemalloc
import zlib
from collections.abc import AsyncIterator

import aiohttp
import pytest

from corpus.addresses import LinkError, LinkFault
from corpus.web import LARGEST_PAGE, MAX_CONCURRENT, MAX_REDIRECTS, Page, Web
from tests.corpus.web_server import ALSO_PUBLIC, DOWN, PUBLIC, Internet, running_internet

HTML = "Content-Type: text/html; charset=utf-8"
TEXT = b"<p>Ayam berkokok.</p>"
PDF = "Content-Type: application/pdf"
SHORT = 0.2
"""Time limit in seconds for a response that never comes."""


@pytest.fixture
async def internet(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Internet]:
    """An internet that checks after every test that no private address was connected to."""
    async with running_internet(monkeypatch) as internet:
        yield internet
        assert set(internet.connected) <= {PUBLIC, ALSO_PUBLIC, DOWN}
        assert internet.visitors == 0


@pytest.fixture
async def web(internet: Internet) -> AsyncIterator[Web]:
    async with Web("1.2.3", resolver=internet) as web:
        yield web


@pytest.fixture
async def hasty_web(internet: Internet) -> AsyncIterator[Web]:
    async with Web("1.2.3", resolver=internet, total_seconds=SHORT) as web:
        yield web


async def fault(web: Web, url: str) -> LinkFault:
    """Return the reason why the link can't be fetched."""
    with pytest.raises(LinkError) as error:
        await web.fetch(url)
    return error.value.reason


async def fetched(web: Web, url: str) -> Page:
    page = await web.fetch(url)
    assert page is not None
    return page


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


# Addresses


async def test_an_unprotected_client_would_reach_the_private_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Otherwise the following tests would prove nothing."""
    async with running_internet(monkeypatch) as internet:
        internet.names["evil.example"] = [["127.0.0.1"]]
        connector = aiohttp.TCPConnector(resolver=internet)
        async with aiohttp.ClientSession(connector=connector) as session:
            for url in ("http://evil.example/", "http://127.0.0.1/"):
                async with session.get(url) as response:
                    assert await response.read() == b"secret"

        assert internet.connected == ["127.0.0.1", "127.0.0.1"]
        assert internet.visitors == 2


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0"),
        *(
            "100.64.0.1",
            "224.0.0.1",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "fe80::1%lo",
            "fd00:ec2::254",
        ),
        *("64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
async def test_a_name_that_resolves_to_a_private_address_is_refused(
    web: Web, internet: Internet, address: str
) -> None:
    internet.names["evil.example"] = [[address]]

    assert await fault(web, "http://evil.example/") is LinkFault.PRIVATE_ADDRESS
    assert await fault(web, "https://evil.example/") is LinkFault.PRIVATE_ADDRESS
    assert internet.connected == []


async def test_a_name_with_one_private_address_among_many_is_refused(
    web: Web, internet: Internet
) -> None:
    internet.names["evil.example"] = [[PUBLIC, ALSO_PUBLIC, "127.0.0.1"]]

    assert await fault(web, "http://evil.example/") is LinkFault.PRIVATE_ADDRESS
    assert internet.connected == []


async def test_dns_rebinding_after_the_check_reaches_no_private_address(
    web: Web, internet: Internet
) -> None:
    """The connection goes to the address that was checked; the next request checks again."""
    internet.page("evil.example/", TEXT, HTML)
    internet.names["evil.example"] = [[PUBLIC], ["127.0.0.1"]]

    assert (await fetched(web, "http://evil.example/")).data == TEXT
    assert internet.lookups == ["evil.example"]
    assert internet.connected == [PUBLIC]
    assert await fault(web, "http://evil.example/") is LinkFault.PRIVATE_ADDRESS


async def test_a_redirect_to_a_rebound_name_is_refused(web: Web, internet: Internet) -> None:
    internet.redirect("evil.example/", "/again")
    internet.names["evil.example"] = [[PUBLIC], ["169.254.169.254"]]

    assert await fault(web, "http://evil.example/") is LinkFault.PRIVATE_ADDRESS
    assert internet.connected == [PUBLIC]


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.1/", LinkFault.PRIVATE_ADDRESS),
        ("//127.1/", LinkFault.PRIVATE_ADDRESS),
        ("http://2852039166/latest/meta-data/", LinkFault.PRIVATE_ADDRESS),
        ("http://[::1]/", LinkFault.PRIVATE_ADDRESS),
        ("http://localhost/", LinkFault.PRIVATE_ADDRESS),
        ("http://private.example/", LinkFault.PRIVATE_ADDRESS),
        ("https://private.example/", LinkFault.PRIVATE_ADDRESS),
        ("http://user:password@news.example/", LinkFault.CREDENTIALS),
        ("http://news.example:6379/", LinkFault.PORT),
        ("file:///etc/passwd", LinkFault.SCHEME),
        ("ftp://news.example/", LinkFault.SCHEME),
        ("javascript:alert(1)", LinkFault.SCHEME),
        ("data:text/html,ayam", LinkFault.SCHEME),
        ("\\\\127.0.0.1\\", LinkFault.NOT_A_LINK),
        ("http://[::1", LinkFault.NOT_A_LINK),
        ("http://unknown.example/", LinkFault.UNKNOWN_HOST),
    ],
)
async def test_every_redirect_is_checked_like_the_link(
    web: Web, internet: Internet, location: str, reason: LinkFault
) -> None:
    internet.redirect("evil.example/", location)
    internet.names["private.example"] = [["192.168.0.1"]]

    assert await fault(web, "http://evil.example/") is reason
    assert internet.connected == [PUBLIC]


async def test_a_private_address_in_the_link_is_not_even_looked_up(
    web: Web, internet: Internet
) -> None:
    for url in ("http://127.0.0.1/", "http://[::1]/", "http://0x7f.1/", "http://localhost/"):
        assert await fault(web, url) is LinkFault.PRIVATE_ADDRESS
    assert internet.lookups == internet.connected == []


async def test_a_public_address_in_the_link_is_fetched(web: Web, internet: Internet) -> None:
    internet.page(f"{ALSO_PUBLIC}/", TEXT, HTML)

    assert (await fetched(web, "http://134744072/")).url == f"http://{ALSO_PUBLIC}/"


async def test_a_name_without_an_address_is_an_unknown_host(web: Web, internet: Internet) -> None:
    internet.names["empty.example"] = [[]]

    assert await fault(web, "http://empty.example/") is LinkFault.UNKNOWN_HOST
    assert await fault(web, "http://nowhere.example/") is LinkFault.UNKNOWN_HOST


async def test_a_host_that_refuses_connections_is_unreachable(web: Web, internet: Internet) -> None:
    internet.names["down.example"] = [[DOWN]]

    assert await fault(web, "http://down.example/") is LinkFault.UNREACHABLE


async def test_a_host_that_is_down_at_one_address_is_reached_at_another(
    web: Web, internet: Internet
) -> None:
    internet.page("news.example/", TEXT, HTML)
    internet.names["news.example"] = [[DOWN, PUBLIC]]

    assert (await fetched(web, "http://news.example/")).data == TEXT


async def test_an_international_name_is_looked_up_in_ascii(web: Web, internet: Internet) -> None:
    internet.page("xn--bcher-kva.example/", TEXT, HTML)

    assert (await fetched(web, "http://Bücher.example/")).data == TEXT


# Redirects


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
async def test_a_redirect_is_followed(web: Web, internet: Internet, status: str) -> None:
    internet.redirect("old.example/a/b", "../c?d=e#f", status)
    internet.page("old.example/c?d=e", TEXT, HTML)

    assert (await fetched(web, "http://old.example/a/b")).url == "http://old.example/c?d=e"


def chain(internet: Internet, redirects: int) -> None:
    """Serve a chain of redirects, each to another host, that ends with a page."""
    for number in range(redirects):
        internet.redirect(f"r{number}.example/", f"http://r{number + 1}.example/")
    internet.page(f"r{redirects}.example/", TEXT, HTML)


async def test_as_many_redirects_as_allowed_are_followed(web: Web, internet: Internet) -> None:
    chain(internet, MAX_REDIRECTS)

    assert (await fetched(web, "http://r0.example/")).data == TEXT


async def test_one_more_redirect_is_too_many(web: Web, internet: Internet) -> None:
    chain(internet, MAX_REDIRECTS + 1)

    assert await fault(web, "http://r0.example/") is LinkFault.TOO_MANY_REDIRECTS
    assert len(internet.requests) == MAX_REDIRECTS + 1


async def test_a_redirect_loop_is_given_up(web: Web, internet: Internet) -> None:
    internet.redirect("a.example/", "http://b.example/")
    internet.redirect("b.example/", "http://a.example/")

    assert await fault(web, "http://a.example/") is LinkFault.TOO_MANY_REDIRECTS


# Statuses and types


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


# Sizes


async def test_a_page_of_the_largest_size_is_accepted(web: Web, internet: Internet) -> None:
    internet.page("news.example/", bytes(LARGEST_PAGE), PDF)

    assert (await fetched(web, "http://news.example/")).data == bytes(LARGEST_PAGE)


async def test_a_page_with_a_larger_stated_size_is_refused_unread(
    web: Web, internet: Internet
) -> None:
    head = f"HTTP/1.1 200 OK\r\n{PDF}\r\nContent-Length: {LARGEST_PAGE + 1}\r\n\r\n".encode()

    async def sized(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        await internet.pause()

    internet.serve("news.example/", sized)

    assert await fault(web, "http://news.example/") is LinkFault.TOO_LARGE


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_an_endless_page_is_given_up_when_it_is_too_large(
    web: Web, internet: Internet, encoding: str
) -> None:
    """Both if it is uncompressed and if it is a decompression bomb."""

    async def endless(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 200 OK\r\n{HTML}\r\nContent-Encoding: {encoding}\r\n\r\n"
        writer.write(head.encode())
        piece = zeros = bytes(2**20)
        if encoding == "gzip":
            packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
            writer.write(packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH))
            piece = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)  # Nothing else lets the client in while its socket takes more.

    internet.serve("evil.example/", endless)

    assert await fault(web, "http://evil.example/") is LinkFault.TOO_LARGE


async def test_endless_compressed_data_without_content_is_given_up(
    web: Web, internet: Internet
) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 200 OK\r\n{HTML}\r\nContent-Encoding: gzip\r\n\r\n"
        writer.write(head.encode() + gzip.compress(b"")[:10])
        while True:
            writer.write(b"\x00\x00\x00\xff\xff" * 20000)  # blocks of no bytes
            await writer.drain()

    internet.serve("evil.example/", endless)

    assert await fault(web, "http://evil.example/") is LinkFault.TOO_LARGE


async def test_a_decompression_bomb_is_never_fully_in_memory(web: Web, internet: Internet) -> None:
    bomb = gzip.compress(bytes(4 * LARGEST_PAGE))
    internet.page("evil.example/", bomb, HTML, "Content-Encoding: gzip")
    tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        assert await fault(web, "http://evil.example/") is LinkFault.TOO_LARGE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak - before < 3 * LARGEST_PAGE


# Compression


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("GZIP", gzip.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("identity", TEXT),
    ],
)
async def test_a_compressed_page_is_decompressed(
    web: Web, internet: Internet, encoding: str, body: bytes
) -> None:
    internet.page("news.example/", body, HTML, f"Content-Encoding: {encoding}")

    assert (await fetched(web, "http://news.example/")).data == TEXT
    assert internet.requests[0].headers["accept-encoding"] == "gzip"


async def test_an_empty_page_declared_as_compressed_is_empty(web: Web, internet: Internet) -> None:
    internet.page("news.example/", b"", HTML, "Content-Encoding: gzip")

    assert (await fetched(web, "http://news.example/")).data == b""


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", TEXT),
        ("gzip", gzip.compress(TEXT)[:-9]),
        ("gzip", gzip.compress(TEXT)[:5]),
        ("gzip", gzip.compress(TEXT)[:-8] + bytes(8)),
        ("gzip", gzip.compress(TEXT) + b"more"),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("br", TEXT),
        ("zstd", TEXT),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT))),
    ],
)
async def test_invalid_or_truncated_compression_is_broken(
    web: Web, internet: Internet, encoding: str, body: bytes
) -> None:
    """Above all if it is truncated, because the rest would be missing from the article."""
    internet.page("news.example/", body, HTML, f"Content-Encoding: {encoding}")

    assert await fault(web, "http://news.example/") is LinkFault.BROKEN


# Servers that violate HTTP


HEAD = f"HTTP/1.1 200 OK\r\n{HTML}\r\n".encode()


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"Content-Length: 1000\r\n\r\n" + TEXT,
        HEAD + b"Content-Length: 5\r\n\r\n" + TEXT,
        HEAD + b"Content-Length: -1\r\n\r\n" + TEXT,
        HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n" + TEXT,
        HEAD + b"Content-Length: many\r\n\r\n" + TEXT,
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nAyam.\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nAyam.\r\n0\r\n\r\n",
        HEAD + b"X-Huge: " + b"a" * 100_000 + b"\r\n\r\n" + TEXT,
        HEAD + b"\xff: \xff\r\n\r\n" + TEXT,
        HEAD + b"X-Many: 1\r\n" * 1000 + b"\r\n" + TEXT,
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 999999 What\r\n\r\n",
        b"<p>Ayam.</p>",
    ],
)
async def test_invalid_http_or_a_wrong_length_is_broken(
    web: Web, internet: Internet, answer: bytes
) -> None:
    internet.serve("evil.example/", answer)

    assert await fault(web, "http://evil.example/") is LinkFault.BROKEN


async def test_a_page_without_a_stated_length_ends_with_the_connection(
    web: Web, internet: Internet
) -> None:
    internet.page("news.example/", TEXT, HTML, sized=False)

    assert (await fetched(web, "http://news.example/")).data == TEXT


async def test_a_chunked_page_is_reassembled(web: Web, internet: Internet) -> None:
    chunks = b"2\r\nAy\r\n3\r\nam.\r\n0\r\n\r\n"
    internet.serve("news.example/", HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)

    assert (await fetched(web, "http://news.example/")).data == b"Ayam."


async def reset(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def reset_in_the_body(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Content-Length: 1000\r\n\r\n" + TEXT)
    await writer.drain()
    writer.transport.abort()


async def test_a_connection_closed_before_the_response_is_unreachable(
    web: Web, internet: Internet
) -> None:
    internet.serve("evil.example/", reset)
    internet.serve("silent.example/", b"")

    assert await fault(web, "http://evil.example/") is LinkFault.UNREACHABLE
    assert await fault(web, "http://silent.example/") is LinkFault.UNREACHABLE


async def test_a_connection_closed_during_the_response_is_broken(
    web: Web, internet: Internet
) -> None:
    internet.serve("evil.example/", reset_in_the_body)

    assert await fault(web, "http://evil.example/") is LinkFault.BROKEN


async def test_a_server_without_tls_is_broken(web: Web, internet: Internet) -> None:
    internet.page("news.example/", TEXT, HTML)

    assert await fault(web, "https://news.example/") is LinkFault.BROKEN


# Time


async def test_a_server_that_never_responds_is_given_up(hasty_web: Web, internet: Internet) -> None:
    async def silent(_: asyncio.StreamWriter) -> None:
        await internet.pause()

    internet.serve("evil.example/", silent)

    assert await fault(hasty_web, "http://evil.example/") is LinkFault.TIMEOUT


@pytest.mark.parametrize("head", [b"", HEAD + b"\r\n"], ids=["in the headers", "in the body"])
async def test_a_server_that_responds_too_slowly_is_given_up(
    hasty_web: Web, internet: Internet, head: bytes
) -> None:
    """Continually sending data does not extend the time limit."""

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for byte in HEAD * 1000:
            writer.write(bytes([byte]))
            await writer.drain()
            await internet.pause(0.01)

    internet.serve("evil.example/", drip)

    assert await fault(hasty_web, "http://evil.example/") is LinkFault.TIMEOUT


async def test_a_name_that_never_resolves_is_given_up(
    hasty_web: Web, internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> list[aiohttp.abc.ResolveResult]:
        await internet.pause()
        return []

    monkeypatch.setattr(internet, "resolve", never)

    assert await fault(hasty_web, "http://evil.example/") is LinkFault.TIMEOUT


async def test_redirects_share_the_time_limit(internet: Internet) -> None:
    """Each takes less than the limit, but all together take longer."""
    asked = []

    def slow(number: int) -> None:
        async def answer(writer: asyncio.StreamWriter) -> None:
            asked.append(number)
            await internet.pause(0.15)
            writer.write(f"HTTP/1.1 302 x\r\nLocation: /{number + 1}\r\n\r\n".encode())

        internet.serve(f"evil.example/{number}", answer)

    for number in range(MAX_REDIRECTS + 1):
        slow(number)
    async with Web("1.2.3", resolver=internet, total_seconds=0.4) as hasty:
        assert await fault(hasty, "http://evil.example/0") is LinkFault.TIMEOUT
    assert len(asked) <= 3


# Load on servers


async def test_one_host_gets_one_request_at_a_time(web: Web, internet: Internet) -> None:
    internet.redirect("news.example/old", "/new")
    internet.page("news.example/new", TEXT, HTML)
    pages = await asyncio.gather(*(web.fetch("http://news.example/old") for _ in range(5)))

    assert [page.data for page in pages if page] == [TEXT] * 5
    assert internet.most_connections == 1


async def test_connections_are_not_reused(web: Web, internet: Internet) -> None:
    """Each address is checked for one request, and no server can keep a connection open."""

    async def linger(writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + f"Content-Length: {len(TEXT)}\r\n\r\n".encode() + TEXT)
        await internet.pause()

    internet.serve("news.example/", linger)
    for _ in range(2):
        assert (await fetched(web, "http://news.example/")).data == TEXT

    assert internet.connected == [PUBLIC, PUBLIC]


async def test_different_hosts_are_fetched_concurrently_up_to_a_limit(
    web: Web, internet: Internet
) -> None:
    enough = asyncio.Event()

    async def wait_for_others(writer: asyncio.StreamWriter) -> None:
        if internet.open_connections == MAX_CONCURRENT:
            enough.set()
        await enough.wait()
        writer.write(HEAD + b"\r\n" + TEXT)

    urls = [f"news{number}.example/" for number in range(2 * MAX_CONCURRENT)]
    for url in urls:
        internet.serve(url, wait_for_others)
    pages = await asyncio.gather(*(web.fetch(f"http://{url}") for url in urls))

    assert all(pages)
    assert internet.most_connections == MAX_CONCURRENT


async def test_waiting_for_other_fetches_does_not_count_as_time(internet: Internet) -> None:
    """Otherwise, of many links to one slow host, only the first would be fetched."""
    turns = 3

    async def slow(writer: asyncio.StreamWriter) -> None:
        await internet.pause(0.8)
        writer.write(HEAD + b"\r\n" + TEXT)

    internet.serve("news.example/", slow)
    async with Web("1.2.3", resolver=internet, total_seconds=2) as web:
        pages = await asyncio.gather(*(web.fetch("http://news.example/") for _ in range(turns)))

    assert all(pages)


async def test_a_cancelled_fetch_releases_its_host(web: Web, internet: Internet) -> None:
    reached = asyncio.Event()

    async def silent(_: asyncio.StreamWriter) -> None:
        reached.set()
        await internet.pause()

    internet.serve("news.example/slow", silent)
    internet.page("news.example/", TEXT, HTML)
    task = asyncio.create_task(web.fetch("http://news.example/slow"))
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert (await fetched(web, "http://news.example/")).data == TEXT


async def test_closing_leaves_no_connection(internet: Internet) -> None:
    internet.page("news.example/", TEXT, HTML)
    before = asyncio.all_tasks()
    async with Web("1.2.3", resolver=internet) as web:
        await web.fetch("http://news.example/")
        await fault(web, "http://nowhere.example/")

    assert internet.lookups[-1] == "closed"
    assert {task for task in asyncio.all_tasks() - before if not task.done()} == set()


async def test_a_link_appears_neither_in_logs_nor_in_errors(
    web: Web, internet: Internet, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    internet.serve("evil.example/?key=s3cret", b"SSH-2.0-OpenSSH_9.6\r\n")
    internet.page("news.example/?key=s3cret", TEXT, HTML, "Set-Cookie: a b=s3cret")
    await web.fetch("http://news.example/?key=s3cret")
    for url in ("http://evil.example/?key=s3cret", "http://nowhere.example/?key=s3cret"):
        with pytest.raises(LinkError) as error:
            await web.fetch(url)
        assert "s3cret" not in str(error.getrepr(style="short"))

    assert "s3cret" not in caplog.text


# File names and other headers


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

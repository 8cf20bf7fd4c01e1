import asyncio
import logging

import aiohttp
import pytest

from corpus.addresses import LinkError, LinkFault
from corpus.web import MAX_CONCURRENT, MAX_REDIRECTS, TOTAL_SECONDS, Web
from tests.clock import Clock
from tests.corpus.web.links import HEAD, HTML, TEXT, fault, fetched
from tests.corpus.web.server import PUBLIC, Internet


async def test_a_server_that_never_responds_is_given_up(
    web: Web, internet: Internet, clock: Clock
) -> None:
    async def silent(_: asyncio.StreamWriter) -> None:
        clock.move(TOTAL_SECONDS)
        await internet.pause()

    internet.serve("evil.example/", silent)

    assert await fault(web, "http://evil.example/") is LinkFault.TIMEOUT


@pytest.mark.parametrize("head", [b"", HEAD + b"\r\n"], ids=["in the headers", "in the body"])
async def test_a_server_that_responds_too_slowly_is_given_up(
    web: Web, internet: Internet, clock: Clock, head: bytes
) -> None:
    """Continually sending data does not extend the time limit."""

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for byte in HEAD * 1000:
            writer.write(bytes([byte]))
            await writer.drain()
            clock.move(TOTAL_SECONDS / 20)
            await asyncio.sleep(0)

    internet.serve("evil.example/", drip)

    assert await fault(web, "http://evil.example/") is LinkFault.TIMEOUT


async def test_a_name_that_never_resolves_is_given_up(
    web: Web, internet: Internet, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> list[aiohttp.abc.ResolveResult]:
        clock.move(TOTAL_SECONDS)
        await internet.pause()
        return []

    monkeypatch.setattr(internet, "resolve", never)

    assert await fault(web, "http://evil.example/") is LinkFault.TIMEOUT


async def test_redirects_share_the_time_limit(web: Web, internet: Internet, clock: Clock) -> None:
    """Each takes less than the limit, but all together take longer."""
    asked = []

    def slow(number: int) -> None:
        async def answer(writer: asyncio.StreamWriter) -> None:
            asked.append(number)
            clock.move(0.4 * TOTAL_SECONDS)
            writer.write(f"HTTP/1.1 302 x\r\nLocation: /{number + 1}\r\n\r\n".encode())

        internet.serve(f"evil.example/{number}", answer)

    for number in range(MAX_REDIRECTS + 1):
        slow(number)

    assert await fault(web, "http://evil.example/0") is LinkFault.TIMEOUT
    assert asked == [0, 1, 2]


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


async def test_waiting_for_other_fetches_does_not_count_as_time(
    web: Web, internet: Internet, clock: Clock
) -> None:
    """Otherwise, of many links to one slow host, only the first would be fetched."""
    turns = 3

    async def slow(writer: asyncio.StreamWriter) -> None:
        clock.move(0.4 * TOTAL_SECONDS)
        writer.write(HEAD + b"\r\n" + TEXT)

    internet.serve("news.example/", slow)
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

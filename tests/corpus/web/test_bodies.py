import asyncio
import gzip
import tracemalloc
import zlib

import pytest

from corpus.addresses import LinkFault
from corpus.web import LARGEST_PAGE, Web
from tests.corpus.web.links import HEAD, HTML, PDF, TEXT, fault, fetched
from tests.corpus.web.server import Internet

GZIPPED = gzip.compress(TEXT, mtime=0)


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


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", GZIPPED),
        ("x-gzip", GZIPPED),
        ("GZIP", GZIPPED),
        ("deflate", zlib.compress(TEXT)),
        ("identity", TEXT),
    ],
    ids=["gzip", "x-gzip", "GZIP", "deflate", "identity"],
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
        pytest.param("gzip", TEXT, id="not compressed"),
        pytest.param("gzip", GZIPPED[:-9], id="truncated in the data"),
        pytest.param("gzip", GZIPPED[:5], id="truncated in the header"),
        pytest.param("gzip", GZIPPED[:-8] + bytes(8), id="wrong checksum"),
        pytest.param("gzip", GZIPPED + b"more", id="more behind it"),
        pytest.param("deflate", zlib.compress(TEXT)[2:-4], id="without zlib's frame"),
        pytest.param("br", TEXT, id="brotli"),
        pytest.param("zstd", TEXT, id="zstd"),
        pytest.param("gzip, gzip", gzip.compress(GZIPPED, mtime=0), id="twice"),
    ],
)
async def test_invalid_or_truncated_compression_is_broken(
    web: Web, internet: Internet, encoding: str, body: bytes
) -> None:
    """Above all if it is truncated, because the rest would be missing from the article."""
    internet.page("news.example/", body, HTML, f"Content-Encoding: {encoding}")

    assert await fault(web, "http://news.example/") is LinkFault.BROKEN


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
    ids=[
        *("too short", "too long", "negative length", "two lengths", "length in words"),
        *("chunk missing", "chunk without size", "huge header", "odd header", "many headers"),
        *("SSH", "odd status", "no HTTP"),
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

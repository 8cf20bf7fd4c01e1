"""Fetch web pages, with limits on time and size, and never from a private address."""

import asyncio
import re
import unicodedata
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.message import Message
from socket import AddressFamily
from types import TracebackType
from typing import Self, TypeAlias
from urllib.parse import urljoin
from weakref import WeakValueDictionary

from aiohttp import (
    ClientConnectionError,
    ClientConnectorDNSError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientSSLError,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
    ThreadedResolver,
    hdrs,
)
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from corpus.addresses import LinkError, LinkFault, checked_url, is_public

TOTAL_SECONDS = 20.0
"""How long a link may take, including redirects but not waiting for other fetches."""

LARGEST_PAGE = 25 * 2**20
"""Bytes, both received and decompressed; about the limit of a Discord attachment."""

MAX_REDIRECTS = 5
"""How many redirects of a link are followed."""

MAX_CONCURRENT = 4
"""How many links are fetched at a time. This limits the memory, because each can take LARGEST_PAGE,
and leaves threads free: asyncio's pool has five or more, and each fetch can use one for DNS."""

WANTED_TYPES = frozenset(
    {
        "application/xhtml+xml",
        "application/xml",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/epub+zip",
        # Could be anything, so the reader checks the bytes. The second is Amazon S3's default.
        "application/octet-stream",
        "binary/octet-stream",
        "",
    }
)
"""The media types, besides `text/*`, that can contain an article."""

_ONLY_FEEDS = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json")
)
FEED_TYPES = WANTED_TYPES | {
    *_ONLY_FEEDS,
    "application/json",
    *("application/gzip", "application/x-gzip"),  # packed sitemaps
}
"""The same for a feed."""

Permit: TypeAlias = Callable[[str], Awaitable[None]]
"""Waits until a link may be fetched; raises LinkError if it must not be."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FAULTS = {
    401: LinkFault.FORBIDDEN,
    403: LinkFault.FORBIDDEN,
    404: LinkFault.NOT_FOUND,
    410: LinkFault.NOT_FOUND,
    451: LinkFault.FORBIDDEN,
}
_LONGEST_NAME = 100  # characters of a file name
_ANY_HEADER = 32  # added to zlib's window size: detect a gzip or zlib header


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page."""

    url: str
    """The final URL, after redirects, without a fragment."""
    data: bytes = field(repr=False)
    """The decompressed body; at most LARGEST_PAGE bytes."""
    media_type: str | None
    """The Content-Type header as received, None if there was none."""
    name: str | None
    """The file name, from the Content-Disposition header or the URL; to display, not to open."""
    etag: str | None
    """The ETag header, to pass to the next `fetch`."""
    last_modified: str | None
    """The Last-Modified header, to pass to the next `fetch`."""


class Web:
    """Fetches links. Use it as an async context manager.

    async with Web("1.0") as web:
        page = await web.fetch("https://example.org/")
    """

    def __init__(
        self,
        version: str,
        *,
        resolver: AbstractResolver | None = None,
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        """Set Kutip's version for the User-Agent header, and optionally a DNS resolver."""
        self._user_agent = (
            f"Kutip/{version} (+self-hosted Discord bot; fetches a link a moderator gave)"
        )
        self._given_resolver = resolver
        self._total_seconds = total_seconds
        self._slots = asyncio.Semaphore(MAX_CONCURRENT)
        self._host_locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def __aenter__(self) -> Self:
        self._resolver = _PublicResolver(self._given_resolver or ThreadedResolver())
        self._session = ClientSession(
            connector=TCPConnector(
                resolver=self._resolver,
                # A cached address would be used for ten seconds without being checked again.
                use_dns_cache=False,
                # A new connection for each request, to an address checked for that request.
                force_close=True,
                limit=0,  # _slots and _host_locks limit it, without using up a link's time.
            ),
            cookie_jar=DummyCookieJar(),
            headers={hdrs.USER_AGENT: self._user_agent, hdrs.ACCEPT_ENCODING: "gzip"},
            timeout=ClientTimeout(),  # none, because _get has one for everything
            trust_env=False,  # A proxy would resolve names itself.
            auto_decompress=False,  # aiohttp doesn't notice a truncated gzip stream.
        )
        return self

    async def __aexit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        await self._session.close()
        await self._resolver.close()

    async def fetch(  # noqa: PLR0913 - what to send, to take, and to ask before
        self,
        url: str,
        etag: str | None = None,
        last_modified: str | None = None,
        *,
        types: frozenset[str] = WANTED_TYPES,
        largest: int = LARGEST_PAGE,
        permit: Permit | None = None,
    ) -> Page | None:
        """Return the page at the link, or None if it is unchanged (304 Not Modified).

        The server can report that only if `etag` or `last_modified` of an earlier Page is given.
        `types` are the media types taken besides `text/*`, `largest` is in bytes. `permit` is asked
        about the link, and about each that it redirects to. Raises LinkError if the link can't or
        may not be fetched.
        """
        conditions = {hdrs.IF_NONE_MATCH: etag, hdrs.IF_MODIFIED_SINCE: last_modified}
        headers = {str(name): value for name, value in conditions.items() if value is not None}
        target = checked_url(url)
        seconds, loop = self._total_seconds, asyncio.get_running_loop()
        for _ in range(1 + MAX_REDIRECTS):
            if permit is not None:
                await permit(str(target))
            async with self._host_lock(target), self._slots:
                begun = loop.time()
                found = await self._get(target, headers, seconds, types, largest)
                seconds -= loop.time() - begun
            if not isinstance(found, URL):
                return found
            target = found
        raise LinkError(LinkFault.TOO_MANY_REDIRECTS)

    def _host_lock(self, url: URL) -> asyncio.Lock:
        """Return the lock of the URL's host, which exists only while it is held or awaited."""
        return self._host_locks.setdefault(str(url.raw_host), asyncio.Lock())

    async def _get(
        self,
        url: URL,
        headers: dict[str, str],
        seconds: float,
        types: frozenset[str],
        largest: int,
    ) -> Page | URL | None:
        """Return the page, None if it is unchanged, or the URL it redirects to."""
        # Without aiohttp's errors as the cause, because they contain the link: see LinkError.
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.get(url, headers=headers, allow_redirects=False) as response,
            ):
                if response.status == 304 and headers:
                    return None
                if response.status in _REDIRECTS and hdrs.LOCATION in response.headers:
                    return _target(response)
                return await _page(response, types, largest)
        except TimeoutError:
            raise LinkError(LinkFault.TIMEOUT) from None
        except ClientError as error:
            raise LinkError(_fault(error)) from None


class _PublicResolver(AbstractResolver):
    """Resolves only names that have nothing but public addresses.

    aiohttp connects to exactly the addresses it returns, so DNS rebinding between the check and the
    connection is not possible.
    """

    def __init__(self, resolver: AbstractResolver) -> None:
        self._resolver = resolver

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if not found:
            raise LinkError(LinkFault.UNKNOWN_HOST)
        if not all(is_public(each["host"]) for each in found):
            raise LinkError(LinkFault.PRIVATE_ADDRESS)
        return found

    async def close(self) -> None:
        await self._resolver.close()


def _target(response: ClientResponse) -> URL:
    try:
        target = urljoin(str(response.url), response.headers[hdrs.LOCATION])
    except ValueError:
        raise LinkError(LinkFault.NOT_A_LINK) from None
    return checked_url(target)


async def _page(response: ClientResponse, types: frozenset[str], largest: int) -> Page:
    if response.status != 200:
        other = LinkFault.SERVER_ERROR if response.status >= 500 else LinkFault.STATUS
        reason = _FAULTS.get(response.status, other)
        raise LinkError(reason, response.status, _retry_after(response))
    media_type = _header(response, hdrs.CONTENT_TYPE)
    essence = (media_type or "").partition(";")[0].strip().lower()
    if not essence.startswith("text/") and essence not in types:
        raise LinkError(LinkFault.FEED if essence in _ONLY_FEEDS else LinkFault.WRONG_TYPE)
    return Page(
        url=str(response.url),
        data=await _data(response, largest),
        media_type=media_type,
        name=_name(response),
        etag=_header(response, hdrs.ETAG),
        last_modified=_header(response, hdrs.LAST_MODIFIED),
    )


async def _data(response: ClientResponse, largest: int) -> bytes:
    """Read and decompress the body in chunks, to stop a decompression bomb before it is large."""
    if (response.content_length or 0) > largest:
        raise LinkError(LinkFault.TOO_LARGE)
    decoder = _decoder(response)
    received, data = 0, bytearray()
    async for chunk in response.content.iter_any():
        received += len(chunk)
        if decoder is None:
            data += chunk
        else:
            data += await _decoded(decoder, chunk, limit=largest + 1 - len(data))
        if max(received, len(data)) > largest:
            raise LinkError(LinkFault.TOO_LARGE)
    if received and decoder is not None and not decoder.eof:
        raise LinkError(LinkFault.BROKEN)
    return bytes(data)


def _decoder(response: ClientResponse) -> "zlib._Decompress | None":
    encoding = response.headers.get(hdrs.CONTENT_ENCODING, "identity").strip().lower()
    if encoding == "identity":
        return None
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return zlib.decompressobj(zlib.MAX_WBITS | _ANY_HEADER)
    raise LinkError(LinkFault.BROKEN)


async def _decoded(decoder: "zlib._Decompress", chunk: bytes, limit: int) -> bytes:
    """Decompress up to `limit` bytes, in a thread because there can be millions."""
    try:
        decoded = await asyncio.to_thread(decoder.decompress, chunk, limit)
    except zlib.error:
        raise LinkError(LinkFault.BROKEN) from None
    if decoder.unused_data:
        raise LinkError(LinkFault.BROKEN)
    return decoded


def _retry_after(response: ClientResponse) -> int | None:
    """Return for how many seconds the server asks not to be asked again, if it does."""
    value = response.headers.get(hdrs.RETRY_AFTER, "").strip()
    # The other form, a date, is hardly ever sent. RFC 9110, section 10.2.3.
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 9 else None


def _header(response: ClientResponse, name: str) -> str | None:
    """Return a header; None if it is missing or not ASCII, and so can't be sent back."""
    value = response.headers.get(name, "")
    return value if value.isascii() and value else None


def _name(response: ClientResponse) -> str | None:
    """Return the file's base name, without invisible or bidirectional control characters."""
    disposition = response.headers.get(hdrs.CONTENT_DISPOSITION, "")
    message = Message()
    # aiohttp decodes bytes that are not UTF-8 as surrogates, on which Message fails.
    message[hdrs.CONTENT_DISPOSITION] = disposition.encode(errors="surrogateescape").decode(
        errors="replace"
    )
    given = message.get_filename() or response.url.name
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    visible = "".join(char for char in base if not unicodedata.category(char).startswith("C"))
    return visible.strip(" .")[-_LONGEST_NAME:] or None  # Keep the end, where the suffix is.


def _fault(error: ClientError) -> LinkFault:
    match error:
        case ClientConnectorDNSError():
            return LinkFault.UNKNOWN_HOST
        case ClientSSLError():
            return LinkFault.BROKEN
        case ClientConnectionError():
            return LinkFault.UNREACHABLE
        case _:
            return LinkFault.BROKEN

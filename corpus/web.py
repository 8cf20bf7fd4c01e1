"""The web: a link's page, fetched within bounds and never from a private address."""

import asyncio
import re
import time
import unicodedata
import zlib
from dataclasses import dataclass, field
from email.message import Message
from socket import AddressFamily
from types import TracebackType
from typing import Self
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
"""How long a link may take, its redirects included; waiting for one's turn is not counted."""

LARGEST_PAGE = 25 * 2**20
"""In bytes, as received and as decompressed; about what Discord takes as an attachment."""

MOST_REDIRECTS = 5
"""How often one link may lead to another."""

MOST_AT_ONCE = 4
"""How many links are fetched at a time. It bounds the memory, for each may hold LARGEST_PAGE, and
leaves a thread to others: asyncio has five or more, and each may hold one to resolve a name."""

WANTED_TYPES = frozenset(
    {
        "application/xhtml+xml",
        "application/xml",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/epub+zip",
        # Anything: the reader looks at the bytes. The second is what Amazon's S3 says.
        "application/octet-stream",
        "binary/octet-stream",
        "",
    }
)
"""The media types, besides those of text, that can hold an article."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FAULTS = {
    401: LinkFault.FORBIDDEN,
    403: LinkFault.FORBIDDEN,
    404: LinkFault.NOT_FOUND,
    410: LinkFault.NOT_FOUND,
    451: LinkFault.FORBIDDEN,
}
_LONGEST_NAME = 100  # characters of a file's name


@dataclass(frozen=True, slots=True)
class Page:
    """What a link gave."""

    url: str
    """Where it was found in the end, after redirects; without a fragment."""
    data: bytes = field(repr=False)
    """Decompressed; at most LARGEST_PAGE bytes."""
    media_type: str | None
    """The header Content-Type as it came, None if there was none."""
    name: str | None
    """The file's name, from the header Content-Disposition or the path; to show, not to open."""
    etag: str | None
    """What to ask with next time, as is `last_modified`."""
    last_modified: str | None


class Web:
    """Fetches links; an async context manager, usable within."""

    def __init__(
        self,
        version: str,
        *,
        resolver: AbstractResolver | None = None,
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        """Take Kutip's version, to name it to servers, and a resolver if not the system's."""
        self._user_agent = (
            f"Kutip/{version} (+self-hosted Discord bot; fetches a link a moderator gave)"
        )
        self._given_resolver = resolver
        self._total_seconds = total_seconds
        self._slots = asyncio.Semaphore(MOST_AT_ONCE)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def __aenter__(self) -> Self:
        self._resolver = _PublicResolver(self._given_resolver or ThreadedResolver())
        self._session = ClientSession(
            connector=TCPConnector(
                resolver=self._resolver,
                # Else an answer of the resolver's would serve again for ten seconds, unvetted.
                use_dns_cache=False,
                # Each request a connection of its own, to an address vetted for it.
                force_close=True,
                limit=0,  # _slots and _turns do it, so that waiting takes none of a link's time.
            ),
            cookie_jar=DummyCookieJar(),
            headers={hdrs.USER_AGENT: self._user_agent, hdrs.ACCEPT_ENCODING: "gzip"},
            timeout=ClientTimeout(),  # none: _get has one for all
            trust_env=False,  # A proxy would resolve names itself.
            auto_decompress=False,  # aiohttp takes a gzip stream that is cut off for a whole one.
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

    async def fetch(
        self, url: str, etag: str | None = None, last_modified: str | None = None
    ) -> Page | None:
        """Return what the link gives, None if that is unchanged.

        It is unchanged if the server says so when it is told the `etag` or `last_modified` of the
        page that it gave before. Raises LinkError if the link gives nothing or may not be fetched.
        """
        conditions = {hdrs.IF_NONE_MATCH: etag, hdrs.IF_MODIFIED_SINCE: last_modified}
        headers = {str(name): value for name, value in conditions.items() if value is not None}
        target = checked_url(url)
        seconds = self._total_seconds
        for _ in range(1 + MOST_REDIRECTS):
            async with self._turn(target), self._slots:
                begun = time.monotonic()
                found = await self._get(target, headers, seconds)
                seconds -= time.monotonic() - begun
            if not isinstance(found, URL):
                return found
            target = found
        raise LinkError(LinkFault.TOO_MANY_REDIRECTS)

    def _turn(self, url: URL) -> asyncio.Lock:
        """Return the lock of the URL's host, which is kept only while somebody holds it."""
        return self._turns.setdefault(str(url.raw_host), asyncio.Lock())

    async def _get(self, url: URL, headers: dict[str, str], seconds: float) -> Page | URL | None:
        """Return the page, None if it is unchanged, or the URL it redirects to."""
        # The errors of aiohttp stay behind, for their texts hold the link: see LinkError.
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.get(url, headers=headers, allow_redirects=False) as response,
            ):
                if response.status == 304 and headers:
                    return None
                if response.status in _REDIRECTS and hdrs.LOCATION in response.headers:
                    return _target(response)
                return await _page(response)
        except TimeoutError:
            raise LinkError(LinkFault.TIMEOUT) from None
        except ClientError as error:
            raise LinkError(_fault(error)) from None


class _PublicResolver(AbstractResolver):
    """Resolves names whose every address is public, and no others.

    aiohttp connects to exactly what it returns, so there is no moment between check and use in
    which a name could change its answer.
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


async def _page(response: ClientResponse) -> Page:
    if response.status != 200:
        other = LinkFault.SERVER_ERROR if response.status >= 500 else LinkFault.STATUS
        raise LinkError(_FAULTS.get(response.status, other), response.status)
    media_type = _header(response, hdrs.CONTENT_TYPE)
    essence = (media_type or "").partition(";")[0].strip().lower()
    if not essence.startswith("text/") and essence not in WANTED_TYPES:
        raise LinkError(LinkFault.WRONG_TYPE)
    return Page(
        url=str(response.url),
        data=await _data(response),
        media_type=media_type,
        name=_name(response),
        etag=_header(response, hdrs.ETAG),
        last_modified=_header(response, hdrs.LAST_MODIFIED),
    )


async def _data(response: ClientResponse) -> bytes:
    """Read and decompress the body, in pieces, so that a bomb is noticed before it is large."""
    if (response.content_length or 0) > LARGEST_PAGE:
        raise LinkError(LinkFault.TOO_LARGE)
    decoder = _decoder(response)
    received, data = 0, bytearray()
    async for piece in response.content.iter_any():
        received += len(piece)
        if decoder is None:
            data += piece
        else:
            data += await _decoded(decoder, piece, most=LARGEST_PAGE + 1 - len(data))
        if max(received, len(data)) > LARGEST_PAGE:
            raise LinkError(LinkFault.TOO_LARGE)
    if received and decoder is not None and not decoder.eof:
        raise LinkError(LinkFault.BROKEN)
    return bytes(data)


def _decoder(response: ClientResponse) -> "zlib._Decompress | None":
    encoding = response.headers.get(hdrs.CONTENT_ENCODING, "identity").strip().lower()
    if encoding == "identity":
        return None
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return zlib.decompressobj(zlib.MAX_WBITS | 32)  # 32: whichever header it has
    raise LinkError(LinkFault.BROKEN)


async def _decoded(decoder: "zlib._Decompress", piece: bytes, most: int) -> bytes:
    """Return the next bytes, at most so many; off the event loop, for they may be millions."""
    try:
        decoded = await asyncio.to_thread(decoder.decompress, piece, most)
    except zlib.error:
        raise LinkError(LinkFault.BROKEN) from None
    if decoder.unused_data:
        raise LinkError(LinkFault.BROKEN)
    return decoded


def _header(response: ClientResponse, name: str) -> str | None:
    """Return a header, None if it is missing or can't be kept or sent back, not being ASCII."""
    value = response.headers.get(name, "")
    return value if value.isascii() and value else None


def _name(response: ClientResponse) -> str | None:
    """Return the last part of the file's name, without what can't be seen or turns text around."""
    disposition = response.headers.get(hdrs.CONTENT_DISPOSITION, "")
    message = Message()
    # aiohttp keeps bytes that are not UTF-8 as surrogates, on which Message fails.
    message[hdrs.CONTENT_DISPOSITION] = disposition.encode(errors="surrogateescape").decode(
        errors="replace"
    )
    given = message.get_filename() or response.url.name
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(char for char in last if not unicodedata.category(char).startswith("C"))
    return seen.strip(" .")[-_LONGEST_NAME:] or None  # The end, where the suffix is.


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

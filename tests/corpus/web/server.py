"""A small internet in this process: names, addresses and a scripted web server.

Kutip's own code runs unchanged, with its own checks and ports. Only the event loop's connections
are redirected: those to public addresses reach the web server here, all others a second server,
which stands for a private service and counts its visitors.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

PUBLIC = "93.184.216.34"
"""The address of every name unless a test changes it."""

ALSO_PUBLIC = "8.8.8.8"

DOWN = "1.1.1.1"
"""A public address where nothing answers."""

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

TLS = b"\x16"
"""The first byte of a TLS client; the server has no TLS."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request to the server."""

    url: str
    """Host and path, with the query."""
    headers: dict[str, str]
    """Keyed by their names in lower case."""


Script = Callable[[asyncio.StreamWriter], Awaitable[None]]
"""Writes a response piece by piece."""


@dataclass
class Internet(AbstractResolver):
    """Names and pages set up by a test, and a record of the requests."""

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    """The addresses of each name: a list for each lookup, the last of which is then repeated."""
    pages: dict[str, bytes | Script] = field(default_factory=dict)
    """The server's exact responses, by host and path."""
    lookups: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)
    """Every address to which a connection was opened."""
    requests: list[Request] = field(default_factory=list)
    visitors: int = 0
    """How often the private service was reached, which must never happen."""
    open_connections: int = 0
    most_connections: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """Set at the end of the test, for scripts that wait for it."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.lookups.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        answers = self.names[host]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in (answers.pop(0) if len(answers) > 1 else answers[0])
        ]

    async def close(self) -> None:
        self.lookups.append("closed")

    def page(
        self,
        url: str,
        body: bytes = b"<p>Ayam.</p>",
        *headers: str,
        status: str = "200 OK",
        sized: bool = True,
    ) -> None:
        """Serve a page at the URL (host and path), whose host gets a public address."""
        size = [f"Content-Length: {len(body)}"] if sized else []
        head = "\r\n".join([f"HTTP/1.1 {status}", *headers, *size, "", ""])
        self.serve(url, head.encode() + body)

    def redirect(self, url: str, location: str, status: str = "302 Found") -> None:
        """Redirect requests for the URL (host and path)."""
        self.page(url, b"", f"Location: {location}", status=status)

    def serve(self, url: str, answer: bytes | Script) -> None:
        """Respond with these bytes, valid HTTP or not, at the URL (host and path)."""
        self.pages[url] = answer
        self.names.setdefault(url.partition("/")[0], [[PUBLIC]])

    async def pause(self) -> None:
        """Let a script wait for the end of the test."""
        await self.over.wait()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        self.open_connections += 1
        self.most_connections = max(self.most_connections, self.open_connections)
        # The client may close the connection before the response is complete.
        with suppress(ConnectionError, asyncio.IncompleteReadError), closing(writer):
            first = await reader.readexactly(1)
            if first == TLS:
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            lines = (line.partition(": ") for line in head[1:-2])
            headers = {name.lower(): value for name, _, value in lines}
            request = Request(headers["host"] + head[0].split()[1], headers)
            self.requests.append(request)
            answer = self.pages.get(request.url, NOT_FOUND)
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(writer)
        self.open_connections -= 1

    async def answer_visitor(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Serve one connection to the private service."""
        self.visitors += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError), closing(writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")


@asynccontextmanager
async def running_internet(patch: pytest.MonkeyPatch) -> AsyncIterator[Internet]:
    """Yield an internet to which all connections of this event loop lead."""
    internet = Internet()
    loop = asyncio.get_running_loop()
    connect = loop.sock_connect
    async with (
        await asyncio.start_server(internet.answer, "127.0.0.1", 0) as server,
        await asyncio.start_server(internet.answer_visitor, "127.0.0.1", 0) as secret,
    ):

        async def led(sock: socket.socket, address: tuple[str, int]) -> None:
            internet.connected.append(address[0])
            if address[0] == DOWN:
                raise ConnectionRefusedError
            reached = server if address[0] in {PUBLIC, ALSO_PUBLIC} else secret
            await connect(sock, reached.sockets[0].getsockname())

        patch.setattr(loop, "sock_connect", led)
        yield internet
        internet.over.set()

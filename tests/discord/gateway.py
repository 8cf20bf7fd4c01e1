"""Discord's gateway: sends events over a WebSocket, and again after a resume."""

import json
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from secrets import token_hex

from aiohttp import web

from tests.discord import payloads
from tests.discord.payloads import JSON
from tests.discord.transcript import Request, Transcript

HEARTBEAT_MILLISECONDS = 41_250
PRIVILEGED_INTENTS = 1 << 1 | 1 << 8 | 1 << 15
"""Members, presences and message content, which the application is not granted."""


class Opcode(IntEnum):
    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    RESUME = 6
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class CloseCode(IntEnum):
    UNKNOWN_OPCODE = 4001
    AUTHENTICATION_FAILED = 4004
    DISALLOWED_INTENTS = 4014


Compress = Callable[[bytes], bytes]


def _zlib_stream() -> Compress:
    stream = zlib.compressobj()
    return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)


STREAMS = {"zlib-stream": _zlib_stream}
"""Factories of a connection's compressed stream."""

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdCompressor

    def _zstd_stream() -> Compress:
        stream = ZstdCompressor()
        return lambda data: stream.compress(data, ZstdCompressor.FLUSH_BLOCK)

    STREAMS["zstd-stream"] = _zstd_stream


class Connection:
    """One WebSocket to the bot."""

    def __init__(self, request: web.Request) -> None:
        asked = request.query.get("compress")
        if asked is not None and asked not in STREAMS:
            raise web.HTTPBadRequest(text=f"compress={asked} is not supported")
        self._compress = None if asked is None else STREAMS[asked]()
        self._request = request
        self.socket = web.WebSocketResponse()

    async def open(self) -> None:
        await self.socket.prepare(self._request)
        await self.send(Opcode.HELLO, {"heartbeat_interval": HEARTBEAT_MILLISECONDS})

    async def send(
        self, opcode: Opcode, data: JSON | bool | None = None, **event: str | int
    ) -> None:
        text = json.dumps({"op": opcode, "d": data, "s": None, "t": None} | event)
        # A disconnected bot gets its events when it resumes.
        with suppress(ConnectionError):
            if self._compress is None:
                await self.socket.send_str(text)
            else:
                await self.socket.send_bytes(self._compress(text.encode()))

    def cut(self) -> None:
        """Abort the connection without a close frame."""
        if self._request.transport is not None:
            self._request.transport.abort()


class Session:
    """The events so far, which outlive a connection."""

    def __init__(self, connection: Connection) -> None:
        self.id = token_hex(16)
        self.connection = connection
        self._events: list[tuple[str, JSON]] = []

    async def dispatch(self, name: str, data: JSON) -> None:
        self._events.append((name, data))
        await self._send(len(self._events))

    async def resume(self, connection: Connection, seen: int) -> None:
        self.connection = connection
        for number in range(seen + 1, len(self._events) + 1):
            await self._send(number)
        await self.dispatch("RESUMED", {})

    async def _send(self, number: int) -> None:
        name, data = self._events[number - 1]
        await self.connection.send(Opcode.DISPATCH, data, s=number, t=name)


class Gateway:
    """The gateway for one bot with one shard."""

    def __init__(self, token: str, url: Callable[[], str], transcript: Transcript) -> None:
        self._token = token
        self._url = url
        self._transcript = transcript
        self._connections: set[Connection] = set()
        self._session: Session | None = None

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        connection = Connection(request)
        self._connections.add(connection)
        try:
            await connection.open()
            async for frame in connection.socket:
                await self._handle(connection, frame.json())
        finally:
            self._connections.remove(connection)
        return connection.socket

    async def dispatch(self, name: str, data: JSON) -> None:
        """Send an event to the bot that identified last; store it for a resume."""
        assert self._session is not None, "no bot has identified"
        await self._session.dispatch(name, data)

    def cut(self) -> None:
        """Abort every connection without a close frame."""
        for connection in self._connections:
            connection.cut()

    async def _handle(self, connection: Connection, payload: JSON) -> None:
        data = payload["d"]
        match payload["op"]:
            case Opcode.HEARTBEAT:
                await connection.send(Opcode.HEARTBEAT_ACK)
                await self._record("heartbeat", {"seq": data})
            case Opcode.IDENTIFY:
                await self._identify(connection, data)
                await self._record("identify", data)
            case Opcode.RESUME:
                await self._resume(connection, data)
                await self._record("resume", data)
            case Opcode.PRESENCE:
                await self._record("presence", data)
            case _:
                await connection.socket.close(code=CloseCode.UNKNOWN_OPCODE)

    async def _identify(self, connection: Connection, data: JSON) -> None:
        if data["token"] != self._token:
            await connection.socket.close(code=CloseCode.AUTHENTICATION_FAILED)
        elif data["intents"] & PRIVILEGED_INTENTS:
            await connection.socket.close(code=CloseCode.DISALLOWED_INTENTS)
        else:
            self._session = session = Session(connection)
            ready = {
                "v": 10,
                "user": payloads.BOT,
                "guilds": [{"id": payloads.GUILD_ID, "unavailable": True}],
                "session_id": session.id,
                "resume_gateway_url": self._url(),
                "shard": data.get("shard", [0, 1]),
                "application": {"id": payloads.APPLICATION_ID, "flags": 0},
            }
            await session.dispatch("READY", ready)
            await session.dispatch("GUILD_CREATE", payloads.guild())

    async def _resume(self, connection: Connection, data: JSON) -> None:
        if data["token"] != self._token:
            await connection.socket.close(code=CloseCode.AUTHENTICATION_FAILED)
        elif self._session is None or data["session_id"] != self._session.id:
            await connection.send(Opcode.INVALID_SESSION, data=False)
        else:
            await self._session.resume(connection, data["seq"])

    async def _record(self, what: str, data: JSON) -> None:
        hidden = {"token": "…"} if "token" in data else {}
        await self._transcript.record(Request("GATEWAY", f"/{what}", data | hidden))

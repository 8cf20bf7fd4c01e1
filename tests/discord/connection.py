"""One WebSocket between the gateway and the bot."""

import asyncio
import json
import struct
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from typing import TypeAlias

from aiohttp import web

from tests.discord.payloads import JSON


class Opcode(IntEnum):
    """Opcodes and Status Codes, Gateway Opcodes."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class CloseCode(IntEnum):
    """Opcodes and Status Codes, Gateway Close Event Codes."""

    UNKNOWN_ERROR = 4000
    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQUENCE = 4007
    RATE_LIMITED = 4008
    SESSION_TIMED_OUT = 4009
    INVALID_SHARD = 4010
    SHARDING_REQUIRED = 4011
    INVALID_VERSION = 4012
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


ENDS_SESSION = frozenset({1000, 1001})
"""Codes with which a bot closes a connection for good."""
Compress: TypeAlias = Callable[[bytes], bytes]


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
    """A WebSocket; what is sent after the bot has disconnected is dropped."""

    def __init__(self, request: web.Request, muted: Callable[[], bool]) -> None:
        """Send nothing while `muted` returns True."""
        asked = request.query.get("compress")
        if asked is not None and asked not in STREAMS:
            raise web.HTTPBadRequest(text=f"compress={asked} is not supported")
        self._compress = None if asked is None else STREAMS[asked]()
        self._request = request
        self._muted = muted
        self.shard: int | None = None
        """Once it has identified or resumed."""
        self.pong = asyncio.Event()
        """Set at a pong, and at the end."""
        self.cut_at: int | None = None
        """After how many bytes of its next event the connection is cut."""
        self._closing = False
        self.socket = web.WebSocketResponse(autoping=False)

    @property
    def port(self) -> int:
        """The port of the stand-in that the bot has connected to."""
        port = self._request.url.port
        assert port is not None
        return port

    async def open(self, heartbeat_interval: int) -> None:
        await self.socket.prepare(self._request)
        await self.send(Opcode.HELLO, {"heartbeat_interval": heartbeat_interval})

    async def send(
        self, opcode: Opcode, data: JSON | bool | None = None, **event: str | int
    ) -> None:
        text = json.dumps({"op": opcode, "d": data, "s": None, "t": None} | event)
        if opcode is Opcode.DISPATCH and self.cut_at is not None:
            self.cut_within(text, self.cut_at)
        else:
            await self.send_text(text)

    async def send_text(self, text: str) -> None:
        """Send any text, JSON or not."""
        if self._muted():
            return
        # A disconnected bot gets its events when it resumes.
        with suppress(ConnectionError):
            if self._compress is None:
                await self.socket.send_str(text)
            else:
                await self.socket.send_bytes(self._compress(text.encode()))

    async def ping(self) -> None:
        """Send a ping, and wait for the pong or the end of the connection."""
        self.pong.clear()
        with suppress(ConnectionError):
            await self.socket.ping()
            await self.pong.wait()

    async def close(self, code: int) -> None:
        self._closing = True
        await self.socket.close(code=code)

    @property
    def ended(self) -> bool:
        """Whether the bot closed the connection for good, which ends its session."""
        return not self._closing and self.socket.prepared and self.socket.close_code in ENDS_SESSION

    def cut(self) -> None:
        """Abort the connection without a close frame."""
        if self._request.transport is not None:
            self._request.transport.abort()

    def cut_within(self, text: str, at: int) -> None:
        """Send the first `at` bytes of a frame with this text, then abort the connection."""
        if self._compress is None:
            frame = _frame(1, text.encode())
        else:
            frame = _frame(2, self._compress(text.encode()))
        if self._request.transport is not None:
            self._request.transport.write(frame[:at])
        self.cut()


def _frame(opcode: int, data: bytes) -> bytes:
    """Return a WebSocket frame of a server. RFC 6455, section 5.2."""
    length = len(data)
    if length < 126:
        head = struct.pack("!BB", 0x80 | opcode, length)
    elif length < 1 << 16:
        head = struct.pack("!BBH", 0x80 | opcode, 126, length)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 127, length)
    return head + data

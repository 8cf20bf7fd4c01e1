"""What may go wrong between the bot and the gateway, on demand: of one shard, or of all."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from tests.discord.connection import CloseCode, Connection, Opcode
from tests.discord.sessions import Sessions

HEARTBEAT_MILLISECONDS = 41_250


class Disruptions:
    """The open connections and the sessions, and how to disturb them."""

    def __init__(self) -> None:
        self.heartbeat_interval = HEARTBEAT_MILLISECONDS
        """Of the next connections."""
        self.connections: set[Connection] = set()
        self.sessions = Sessions()
        self._acknowledges = True
        self._muted = False
        self._refuses: int | None = None
        self._rejects: int | None = None

    def cut(self, shard: int | None = None) -> None:
        """Abort connections without a close frame."""
        for connection in self.of(shard):
            connection.cut()

    def cut_within(self, at: int, shard: int | None = None) -> None:
        """Send the first `at` bytes of a frame, then abort connections."""
        text = json.dumps({"op": Opcode.HEARTBEAT_ACK, "d": None, "s": None, "t": None})
        for connection in self.of(shard):
            connection.cut_within(text, at)

    def cut_next_event(self, at: int, shard: int | None = None) -> None:
        """Abort connections within their next event, after the first `at` bytes of its frame."""
        for connection in self.of(shard):
            connection.cut_at = at

    async def close(self, code: int, shard: int | None = None) -> None:
        """Close connections with a code; Discord forgets the session after some of them."""
        for connection in self.of(shard):
            if code in {CloseCode.INVALID_SEQUENCE, CloseCode.SESSION_TIMED_OUT}:
                self.sessions.forget(connection.shard)
            await connection.close(code)

    async def reconnect(self, shard: int | None = None) -> None:
        """Ask the bot to connect again and resume (op 7)."""
        for connection in self.of(shard):
            await connection.send(Opcode.RECONNECT)

    async def invalidate(self, *, resumable: bool, shard: int | None = None) -> None:
        """Invalidate sessions (op 9); without `resumable`, the bot must identify again."""
        for connection in self.of(shard):
            if not resumable:
                self.sessions.forget(connection.shard)
            await connection.send(Opcode.INVALID_SESSION, resumable)

    async def send_text(self, text: str, shard: int | None = None) -> None:
        """Send any text, e.g. malformed JSON; a resume does not repeat it."""
        for connection in self.of(shard):
            await connection.send_text(text)

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Send nothing on any connection within the block; events are kept for a resume."""
        self._muted = True
        try:
            yield
        finally:
            self._muted = False

    @contextmanager
    def unacknowledging(self) -> Iterator[None]:
        """Acknowledge no heartbeat within the block."""
        self._acknowledges = False
        try:
            yield
        finally:
            self._acknowledges = True

    @contextmanager
    def refusing(self, status: int = 503) -> Iterator[None]:
        """Refuse new connections with this status of HTTP within the block."""
        self._refuses = status
        try:
            yield
        finally:
            self._refuses = None

    @contextmanager
    def rejecting(self, code: int) -> Iterator[None]:
        """Close each connection with this code when it identifies or resumes, within the block."""
        self._rejects = code
        try:
            yield
        finally:
            self._rejects = None

    def of(self, shard: int | None) -> list[Connection]:
        """Return the open connections of a shard, or all."""
        return [each for each in self.connections if shard is None or each.shard == shard]

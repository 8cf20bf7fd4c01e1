"""Sessions of the gateway: the events of a shard so far, which outlive a connection."""

from collections.abc import Collection
from secrets import token_hex

from tests.discord.connection import Connection, Opcode
from tests.discord.payloads import JSON


class Session:
    """The session of a shard, which a new connection may resume."""

    def __init__(self, shard: int, intents: int, connection: Connection) -> None:
        self.id = token_hex(16)
        self.shard = shard
        self.intents = intents
        self.connection = connection
        self.events: list[tuple[str, JSON]] = []

    async def dispatch(self, name: str, data: JSON) -> None:
        """Send an event, and store it for a resume."""
        self.events.append((name, data))
        await self._send(len(self.events))

    def is_among(self, connections: Collection[Connection]) -> bool:
        """Return whether the session is one of these connections'."""
        return self.connection in connections and self.connection.shard == self.shard

    async def resume(self, connection: Connection, seen: int) -> None:
        """Send the events after number `seen` to a new connection."""
        self.connection = connection
        for number in range(seen + 1, len(self.events) + 1):
            await self._send(number)
        await self.dispatch("RESUMED", {})

    async def _send(self, number: int) -> None:
        name, data = self.events[number - 1]
        await self.connection.send(Opcode.DISPATCH, data, s=number, t=name)


class Sessions:
    """The session of each shard, and those that may be resumed."""

    def __init__(self) -> None:
        self.current: dict[int, Session] = {}
        """By shard."""
        self.resumable: dict[str, Session] = {}
        """By id."""

    def start(self, session: Session) -> None:
        self.current[session.shard] = self.resumable[session.id] = session

    def forget(self, shard: int | None = None) -> None:
        """Let no session so far be resumed, of one shard or of all."""
        for session in list(self.resumable.values()):
            if shard is None or session.shard == shard:
                del self.resumable[session.id]

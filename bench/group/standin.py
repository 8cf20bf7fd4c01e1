"""A stand-in of Discord that knows which process does what: each has a port of its own."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.discord.wire import WireDiscord


@dataclass(slots=True)
class Question:
    """A question that was asked."""

    shard: int
    asked_at: float
    answers: int = 0


@dataclass(slots=True)
class Seen:
    """What was seen so far."""

    questions: dict[str, Question] = field(default_factory=dict)
    """By the id of their messages."""
    former: list[str] = field(default_factory=list)
    """What a process did for a shard of which another one had begun a session."""
    doubled: list[str] = field(default_factory=list)
    """Sessions that began while another running process had one of the same shard."""


class GroupDiscord(WireDiscord):
    """The stand-in."""

    def __init__(self, shards: int) -> None:
        super().__init__(shards=shards, check=False)
        self.shards = shards
        self.seen = Seen()
        self.stopped: set[int] = set()
        """The ports of processes that are stopped or gone, whose sessions are nobody's."""

    async def listen_also(self) -> int:
        """Take connections on a further port; return it."""
        before = {address[1] for address in self._runner.addresses}
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        [port] = {address[1] for address in self._runner.addresses} - before
        return int(port)

    def holder(self, shard: int) -> int | None:
        """Return the port of the process with the newest session of a shard, if it is connected."""
        session = self.gateway.sessions.current.get(shard)
        if session is None or not session.is_among(self.gateway.connections):
            return None
        return session.connection.port

    def holders(self) -> dict[int, list[int]]:
        """Return the shards of each process, by its port."""
        found: dict[int, list[int]] = {}
        for shard in range(self.shards):
            if (port := self.holder(shard)) is not None:
                found.setdefault(port, []).append(shard)
        return found

    def connections_of(self, shard: int) -> list[int]:
        """Return the ports of the running processes that have a session of a shard."""
        sessions = [*self.gateway.others(shard)]
        newest = self.gateway.sessions.current.get(shard)
        if newest is not None and newest.is_among(self.gateway.connections):
            sessions.append(newest)
        return [
            each.connection.port for each in sessions if each.connection.port not in self.stopped
        ]

    async def exchange(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request, and note a reply."""
        before = len(self.messages)
        response = await super().exchange(request, handler)
        if request.method == "POST" and request.path.endswith("/messages"):
            self._note(request, before)
        return response

    def _note(self, request: web.Request, before: int) -> None:
        port = request.url.port
        for message in self.messages[before:]:
            question = (message.get("message_reference") or {}).get("message_id")
            known = self.seen.questions.get(str(question))
            if known is None:
                continue
            known.answers += 1
            holder = self.holder(known.shard)
            if holder not in {None, port}:
                self.seen.former.append(f"shard {known.shard}: {port} answered, {holder} has it")


async def watched(discord: GroupDiscord) -> None:
    """Note shards that two running processes have at once, until this is cancelled."""
    while True:
        for shard in range(discord.shards):
            ports = discord.connections_of(shard)
            if len(set(ports)) > 1:
                discord.seen.doubled.append(f"shard {shard}: {sorted(set(ports))}")
        await asyncio.sleep(0.1)

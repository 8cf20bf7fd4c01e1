"""Discord's gateway: sends each shard its events over a WebSocket, and again after a resume."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord import payloads
from tests.discord.connection import CloseCode, Connection, Opcode
from tests.discord.disruptions import Disruptions
from tests.discord.payloads import JSON
from tests.discord.sessions import Session
from tests.discord.transcript import Request, Transcript
from tests.discord.world import Guild, World

PRIVILEGED_INTENTS = 1 << 1 | 1 << 8 | 1 << 15
"""Members, presences and message content, which the application is not granted."""
_GUILD_MESSAGES, _DIRECT_MESSAGES = 1 << 9, 1 << 12
LONGEST_PAYLOAD = 4096
"""Bytes that a bot may send at once."""
SETTLING_PINGS = 5


class Gateway(Disruptions):
    """The gateway for one bot."""

    def __init__(
        self,
        world: World,
        token: str,
        url: Callable[[int], str],
        transcript: Transcript,
        shards: int,
    ) -> None:
        super().__init__()
        self._world = world
        self._token = token
        self._url = url
        self._transcript = transcript
        self._shards = shards

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self._refuses is not None:
            return web.Response(status=self._refuses)
        connection = Connection(request, lambda: self._muted)
        self.connections.add(connection)
        try:
            await connection.open(self.heartbeat_interval)
            async for frame in connection.socket:
                if frame.type is WSMsgType.PONG:
                    connection.pong.set()
                else:
                    await self._receive(connection, str(frame.data))
        finally:
            self.connections.remove(connection)
            connection.pong.set()
            if connection.ended:
                self.sessions.forget(connection.shard)
        return connection.socket

    async def dispatch(self, name: str, data: JSON) -> None:
        """Send an event to the shard that it belongs to; store it for a resume."""
        shard = self.shard_of(name, data)
        if shard not in self.sessions.current and data.get("author") == payloads.BOT:
            return  # It sent this by HTTP alone.
        assert shard in self.sessions.current, f"no bot has identified as shard {shard}"
        for session in (self.sessions.current[shard], *self.others(shard)):
            if _wanted(name, data, session.intents):
                await session.dispatch(name, data)

    def others(self, shard: int) -> list[Session]:
        """Return the connected sessions of a shard besides its newest: of other processes."""
        newest = self.sessions.current.get(shard)
        sessions = [each for each in self.sessions.resumable.values() if each is not newest]
        return [
            each for each in sessions if each.shard == shard and each.is_among(self.connections)
        ]

    def shard_of(self, name: str, data: JSON) -> int:
        """Return the shard for an event; all that is on no server belongs to the first."""
        of_guild = "guild_id" if "guild_id" in data else "id"
        guild_id = data[of_guild] if name.startswith("GUILD_") else data.get("guild_id", 0)
        return (int(guild_id) >> 22) % self._shards

    async def settle(self) -> None:
        """Wait until the bot has handled what it was sent before, also by HTTP.

        A ping takes it one or two turns of its event loop, a response a few. A heartbeat would
        count towards its limit of 120 events a minute.
        """
        for _ in range(SETTLING_PINGS):
            for connection in self.of(None):
                there = connection in self.connections and connection.shard is not None
                if there and not self._muted:
                    await connection.ping()

    async def _receive(self, connection: Connection, text: str) -> None:
        try:
            payload = json.loads(text)
            opcode, data = payload["op"], payload["d"]
        except (ValueError, TypeError, KeyError):
            opcode = None
        if opcode is None or len(text.encode()) > LONGEST_PAYLOAD:
            await connection.close(CloseCode.DECODE_ERROR)
        elif opcode in {Opcode.PRESENCE, Opcode.REQUEST_MEMBERS} and connection.shard is None:
            await connection.close(CloseCode.NOT_AUTHENTICATED)
        else:
            await self._handle(connection, opcode, data)

    async def _handle(self, connection: Connection, opcode: int, data: Any) -> None:  # noqa: ANN401
        match opcode:
            case Opcode.HEARTBEAT:
                if self._acknowledges:
                    await connection.send(Opcode.HEARTBEAT_ACK)
                await self._record("heartbeat", {"seq": data})
            case Opcode.IDENTIFY:
                await self._authenticate(connection, data, self._identify)
                await self._record("identify", data)
            case Opcode.RESUME:
                await self._authenticate(connection, data, self._resume)
                await self._record("resume", data)
            case Opcode.PRESENCE:
                await self._record("presence", data)
            case Opcode.REQUEST_MEMBERS:
                await self._record("members", data)
            case _:
                await connection.close(CloseCode.UNKNOWN_OPCODE)

    async def _authenticate(
        self,
        connection: Connection,
        data: JSON,
        go_on: Callable[[Connection, JSON], Awaitable[None]],
    ) -> None:
        if data["token"] != self._token:
            await connection.close(CloseCode.AUTHENTICATION_FAILED)
        elif connection.shard is not None:
            await connection.close(CloseCode.ALREADY_AUTHENTICATED)
        elif self._rejects is not None:
            await connection.close(self._rejects)
        else:
            await go_on(connection, data)

    async def _identify(self, connection: Connection, data: JSON) -> None:
        shard, shards = data.get("shard", [0, 1])
        if data["intents"] & PRIVILEGED_INTENTS:
            await connection.close(CloseCode.DISALLOWED_INTENTS)
        elif shards != self._shards or shard >= shards:
            await connection.close(CloseCode.INVALID_SHARD)
        else:
            session = Session(shard, data["intents"], connection)
            self.sessions.start(session)
            connection.shard = shard
            guilds = [each for each in self._world.joined() if self._serves(shard, each)]
            await session.dispatch("READY", self._ready(session, guilds))
            for guild in guilds:
                if guild.available:
                    await session.dispatch("GUILD_CREATE", guild.payload())

    def _serves(self, shard: int, guild: Guild) -> bool:
        return (int(guild.id) >> 22) % self._shards == shard

    def _ready(self, session: Session, guilds: list[Guild]) -> JSON:
        return {
            "v": 10,
            "user": payloads.BOT,
            "guilds": [{"id": each.id, "unavailable": True} for each in guilds],
            "session_id": session.id,
            "resume_gateway_url": self._url(session.connection.port),
            "shard": [session.shard, self._shards],
            "application": {"id": payloads.APPLICATION_ID, "flags": 0},
        }

    async def _resume(self, connection: Connection, data: JSON) -> None:
        session = self.sessions.resumable.get(data["session_id"])
        if session is None:
            await connection.send(Opcode.INVALID_SESSION, data=False)
        elif data["seq"] > len(session.events):
            await connection.close(CloseCode.INVALID_SEQUENCE)
        else:
            connection.shard = session.shard
            await session.resume(connection, data["seq"])

    async def _record(self, what: str, data: JSON) -> None:
        hidden = {"token": "…"} if "token" in data else {}
        await self._transcript.record(Request("GATEWAY", f"/{what}", data | hidden))


def _wanted(name: str, data: JSON, intents: int) -> bool:
    """Return whether a session gets an event by its intents."""
    if name.startswith("MESSAGE_"):
        return bool(intents & (_GUILD_MESSAGES if "guild_id" in data else _DIRECT_MESSAGES))
    return True

"""Discord on a socket: its HTTP API, its gateway and the attachments."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.discord.answers import RefusedError
from tests.discord.gateway import Gateway
from tests.discord.payloads import JSON
from tests.discord.people import Person
from tests.discord.rest import FILES, Rest
from tests.discord.state import State
from tests.discord.transcript import Transcript
from tests.moved_clock import MovedClock

TOKEN = "the.right.token"
API = "/api/v10"
LARGEST_BODY = 32 << 20


def rest_url(port: int) -> str:
    return f"http://127.0.0.1:{port}{API}"


def gateway_url(port: int) -> str:
    return f"ws://127.0.0.1:{port}/gateway"


class ServedDiscord:
    """A Discord on a socket, which accepts the token TOKEN only: its HTTP API and its gateway."""

    def __init__(
        self,
        transcript: Transcript,
        *,
        shards: int = 1,
        clock: Callable[[], float] | None = None,
    ) -> None:
        """Record in a transcript what happens.

        Interactions expire by this clock, in seconds; without one by `clock`, which a test moves.
        """
        self.port = 0
        self.clock = MovedClock()
        self.state = State.empty(clock or self.clock, self._dispatch, self._settle)
        self.world = self.state.world
        self.gateway = Gateway(self.world, TOKEN, gateway_url, transcript, shards)
        self._rest = Rest(self.state, TOKEN, gateway_url, shards)
        api, files = (
            web.Application(middlewares=[self._middleware], client_max_size=LARGEST_BODY)
            for _ in range(2)
        )
        api.add_routes(self._rest.routes())
        files.add_routes([web.get("/{attachment}/{name}", self._rest.file)])
        app = web.Application()
        app.add_subapp(API, api)
        app.add_subapp(FILES, files)
        app.add_routes([web.get("/gateway", self.gateway.serve)])
        self._runner = web.AppRunner(app, access_log=None)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await self.listen()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.gateway.cut()
        await self._runner.cleanup()

    async def listen(self) -> None:
        """Take connections, on the same port as before."""
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await self._site.start()
        self.port = self._runner.addresses[0][1]
        self.state.messages.base = f"http://127.0.0.1:{self.port}{FILES}"

    async def vanish(self) -> None:
        """Cut all connections, and take no new ones."""
        assert self._runner.server is not None
        self.gateway.cut()
        for connection in self._runner.server.connections:
            if connection.transport is not None:
                connection.transport.abort()
        await self._site.stop()

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Be gone within the block, and back on the same port after it."""
        await self.vanish()
        try:
            yield
        finally:
            await self.listen()

    def person(
        self,
        user: JSON,
        channel: JSON | None = None,
        *,
        locale: str = "id",
        installed: bool = False,
    ) -> Person:
        """Return somebody in a channel, or else in their direct messages with the bot."""
        channel = channel or self.world.direct(user)
        guild = self.world.guild_of(channel["id"])
        return Person(self.state, user, channel, guild, locale, installed)

    async def exchange(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request of the bot."""
        try:
            self._rest.check_sender(request)
            return await handler(request)
        except RefusedError as error:
            return error.response
        except web.HTTPException as error:
            return RefusedError(error.status, f"{error.status}: {error.reason}").response

    @web.middleware
    async def _middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        return await self.exchange(request, handler)

    async def _dispatch(self, name: str, data: JSON) -> None:
        await self.gateway.dispatch(name, data)

    async def _settle(self) -> None:
        await self.gateway.settle()

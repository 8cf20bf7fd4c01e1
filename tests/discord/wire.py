"""A fake Discord server for a bot in a separate process.

It speaks HTTP and WebSocket as far as discord.py needs them for login, command sync, one server
with one channel, slash commands and mentions, replies, disconnects and resumes. It checks neither
permissions nor Discord's limits.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.discord import payloads
from tests.discord.gateway import Gateway
from tests.discord.payloads import JSON
from tests.discord.rest import Interaction, RefusedError, Rest, body_of
from tests.discord.transcript import Request, Transcript, Wanted, shows_message, to
from tests.patience import LONG

TOKEN = "the.right.token"
API = "/api/v10"
OPTION_TYPES = {str: 3, int: 4, bool: 5}


def rest_url(port: int) -> str:
    return f"http://127.0.0.1:{port}{API}"


def gateway_url(port: int) -> str:
    return f"ws://127.0.0.1:{port}/gateway"


class ServedDiscord:
    """A Discord on a socket, which accepts the token TOKEN only: its HTTP API and its gateway."""

    def __init__(self, transcript: Transcript) -> None:
        """Record in a transcript what happens."""
        self.port = 0
        self._rest = Rest(TOKEN, self._gateway_url)
        self._gateway = Gateway(TOKEN, self._gateway_url, transcript)
        api = web.Application(middlewares=[self._middleware])
        api.add_routes(self._rest.routes())
        app = web.Application()
        app.add_subapp(API, api)
        app.add_routes([web.get("/gateway", self._gateway.serve)])
        self._runner = web.AppRunner(app, access_log=None)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._gateway.cut()
        await self._runner.cleanup()

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

    def _gateway_url(self) -> str:
        return gateway_url(self.port)


class WireDiscord(ServedDiscord):
    """A Discord that keeps a transcript.

    Waiting for the bot fails the test after `seconds`, with a transcript.
    """

    def __init__(self, seconds: float = LONG) -> None:
        self._transcript = Transcript(seconds)
        super().__init__(self._transcript)
        self._holds: list[tuple[Wanted, asyncio.Event]] = []

    @property
    def requests(self) -> list[Request]:
        """All requests of the bot so far."""
        return self._transcript.requests

    @property
    def syncs(self) -> list[Request]:
        """The requests so far that set the application's commands."""
        return list(filter(to("PUT", "/applications/*/commands"), self.requests))

    @property
    def messages(self) -> list[JSON]:
        """The bot's messages in their current form, oldest first."""
        return list(self._rest.messages.values())

    async def request(self, wanted: Wanted) -> Request:
        """Return the earliest wanted request not returned before, waiting for it if necessary."""
        return await self._transcript.next(wanted)

    async def answer_to(self, request: Request) -> int:
        """Wait until a request is answered, held back or not; return the answer's status."""
        return await self._transcript.answer_to(request)

    async def ready(self) -> None:
        """Wait until a bot has identified; each call waits for another bot or session."""
        await self.request(to("GATEWAY", "/identify"))

    async def reply(self) -> JSON:
        """Wait until the bot sends or edits a message; return it as it was sent."""
        message = (await self.request(shows_message)).message
        assert message is not None
        return message

    async def slash(self, name: str, **options: str | int | bool) -> Interaction:
        """Use a slash command of the application."""
        commands = {command["name"]: command["id"] for command in self._rest.commands}
        interaction = self._rest.interact()
        data = {
            "id": commands[name],
            "name": name,
            "type": 1,
            "options": [
                {"name": key, "type": OPTION_TYPES[type(value)], "value": value}
                for key, value in options.items()
            ],
        }
        await self._gateway.dispatch(
            "INTERACTION_CREATE", payloads.command(interaction.id, interaction.token, data)
        )
        return interaction

    async def mention(self, text: str) -> str:
        """Send a message that mentions the bot; return its id."""
        message = payloads.mention(text)
        await self._gateway.dispatch("MESSAGE_CREATE", message)
        return str(message["id"])

    @contextmanager
    def hold(self, wanted: Wanted) -> Iterator[None]:
        """Hold back the answers to wanted requests until the end of the block."""
        hold = (wanted, asyncio.Event())
        self._holds.append(hold)
        try:
            yield
        finally:
            self._holds.remove(hold)
            hold[1].set()

    def cut(self) -> None:
        """Abort the bot's gateway connections without a close frame."""
        self._gateway.cut()

    async def exchange(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request of the bot, once nothing holds it back, and record both."""
        record = Request(request.method, request.path.removeprefix(API), await body_of(request))
        await self._transcript.record(record)
        for wanted, released in tuple(self._holds):
            if wanted(record):
                await released.wait()
        response = await super().exchange(request, handler)
        if request.transport is not None and not request.transport.is_closing():
            await self._transcript.record_answer(record, response.status)
        return response

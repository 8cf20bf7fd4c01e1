"""A Discord with several servers, whose people use the bot and see what it replies.

It is the wire-level stand-in of tests/discord. Every use of the bot is an Exchange, which collects
what came of it.
"""

import asyncio
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from reliability.people import Server, open_server
from tests.discord.components import texts, walk
from tests.discord.faults import Faults
from tests.discord.filling import Value
from tests.discord.interactions import Interaction, Response
from tests.discord.limits import LOADING
from tests.discord.payloads import JSON
from tests.discord.people import Person
from tests.discord.rest import body_of
from tests.discord.transcript import Request, Transcript
from tests.discord.wire import API, ServedDiscord

SERVERS = 3
SHARDS = 2
_SHOWN = {Response.MESSAGE, Response.UPDATE, Response.THINKING}
"""Responses with a message of their own, or one that is being thought about."""
REFUSED = 400
"""The lowest status of an answer that refuses a request."""


class NoReplyError(Exception):
    """The bot did not do in time what somebody waits for, or it has ended."""


@dataclass(slots=True, eq=False)
class Exchange:
    """What somebody did, and what came of it so far."""

    server: Server
    person: Person
    what: str
    discord: "StandIn"
    interaction: Interaction | None = None
    """None for a message that mentions the bot."""
    sent: float = field(default_factory=time.perf_counter)
    replied: float | None = None
    """Times by time.perf_counter; None: not yet."""
    mention: str = ""
    """The id of that message."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    given_up: bool = False

    @property
    def form(self) -> JSON | None:
        """The form that was opened."""
        return None if self.interaction is None else self.interaction.form

    @property
    def messages(self) -> list[JSON]:
        """The messages in reply, in their current form, oldest first."""
        ids = list(self.discord.replies[self.mention])
        if self.interaction is not None:
            shown = self.interaction.response in _SHOWN
            if shown or self.interaction.token in self.discord.edited:
                ids.append(self.interaction.message_id)
            ids += self.interaction.followups
        stored = self.discord.state.messages.stored
        return [
            stored[each] for each in ids if each in stored and not stored[each]["flags"] & LOADING
        ]

    @property
    def text(self) -> str:
        """All that the messages in reply say, without marks of markdown."""
        return "\n".join(text_of(each) for each in self.messages)

    async def until(self, done: "Callable[[Exchange], bool]", seconds: float = 30) -> None:
        """Wait until something has come of it; raise NoReplyError if it doesn't in time."""
        try:
            async with asyncio.timeout(seconds):
                while not done(self):
                    if self.given_up:
                        raise NoReplyError(f"{self.what}: the bot has ended")
                    self.news.clear()
                    await self.news.wait()
        except TimeoutError:
            raise NoReplyError(f"{self.what}: nothing in {seconds} s, but {self.text!r}") from None

    def has(self, pattern: str) -> bool:
        """Return whether there is a button or menu, not disabled, whose custom id matches."""
        return next(self._components(pattern), None) is not None

    def custom_id(self, pattern: str) -> str:
        """Return the custom id of the latest such button or menu; raise NoReplyError without."""
        return str(self.component(pattern)[1]["custom_id"])

    def options(self, pattern: str) -> list[JSON]:
        """Return the options, with label and value, that such a menu offers."""
        options: list[JSON] = self.component(pattern)[1]["options"]
        return options

    def component(self, pattern: str) -> tuple[JSON, JSON]:
        """Return the message and the component; raise NoReplyError if there is none."""
        found = next(self._components(pattern), None)
        if found is None:
            raise NoReplyError(f"{self.what}: no {pattern} in {self.text!r}")
        return found

    def _components(self, pattern: str) -> Iterator[tuple[JSON, JSON]]:
        for message in reversed(self.messages):
            for part in walk(message["components"]):
                if re.match(pattern, part.get("custom_id") or "") and not part.get("disabled"):
                    yield message, part


def text_of(message: JSON) -> str:
    """Return what a message says, without its marks of markdown."""
    return re.sub(r"[*\\>]|(?<=\s)-# ", "", "\n".join(texts(message)))


class _Arrivals(Transcript):
    """Keeps no requests, and notes when the bot identifies and resumes."""

    def __init__(self, shards: int) -> None:
        super().__init__(0)
        self._shards = shards
        self.identified: set[int] = set()
        self.all_identified = asyncio.Event()
        self.connections: list[tuple[float, str]] = []
        """When the bot identified or resumed, by time.perf_counter, and which."""
        self._another = asyncio.Event()

    async def record(self, request: Request) -> None:
        if request.path in {"/identify", "/resume"}:
            self.connections.append((time.perf_counter(), request.path))
            self._another.set()
        if request.path == "/identify" and isinstance(request.body, dict):
            self.identified.add(request.body.get("shard", [0])[0])
            if len(self.identified) == self._shards:
                self.all_identified.set()

    async def next_connection(self, seconds: float) -> None:
        """Wait until the bot identifies or resumes once more."""
        self._another.clear()
        async with asyncio.timeout(seconds):
            await self._another.wait()

    def forget(self) -> None:
        """Wait for another bot."""
        self.identified.clear()
        self.all_identified.clear()


class StandIn(ServedDiscord):
    """A Discord for one bot, whose people see what comes of what they do."""

    def __init__(self, servers: int = SERVERS, shards: int = SHARDS) -> None:
        self.arrivals = _Arrivals(shards)
        super().__init__(self.arrivals, shards=shards)
        self.faults = Faults()
        del self.world.guilds[self.world.library.id]
        self.servers = [open_server(self, number, shards) for number in range(servers)]
        self.refused: list[str] = []
        """Requests of the bot that Discord refused."""
        self.gone = False
        """Whether the bot has ended, so that nobody need wait."""
        self.edited: set[str] = set()
        """The tokens of interactions whose message the bot has filled in."""
        self.replies: defaultdict[str, list[str]] = defaultdict(list)
        """The ids of the bot's messages that reply to a message, by its id."""
        self.notices: list[str] = []
        """The ids of those that reply to nothing, oldest first."""
        self._exchanges: list[Exchange] = []

    def expect(self) -> None:
        """Let people wait again, for a bot that is being started."""
        self.arrivals.forget()
        self.gone = False

    async def ready(self, seconds: float = 300) -> None:
        """Wait until all shards of a bot have identified."""
        async with asyncio.timeout(seconds):
            await self.arrivals.all_identified.wait()

    def give_up(self) -> None:
        """Let nobody wait any longer for a bot that has ended."""
        self.gone = True
        for exchange in self._exchanges:
            exchange.given_up = True
            exchange.news.set()

    def finished(self) -> list[Exchange]:
        """Return the exchanges so far, and forget them."""
        finished, self._exchanges = self._exchanges, []
        return finished

    # What people do

    async def use(self, server: Server, person: Person, command: str, **options: Value) -> Exchange:
        """Use a slash command, e.g. `article add`."""
        interaction = await person.slash(command, **options)
        return self._begin(server, person, f"/{command}", interaction)

    async def press(self, shown: Exchange, pattern: str, by: Person | None = None) -> Exchange:
        """Press a button below a reply."""
        message, button = shown.component(pattern)
        person = by or shown.person
        interaction = await person.press(message, button["custom_id"])
        return self._begin(shown.server, person, button["custom_id"], interaction)

    async def choose(self, shown: Exchange, pattern: str, value: str) -> Exchange:
        """Choose a value of a menu below a reply."""
        message, menu = shown.component(pattern)
        interaction = await shown.person.choose(message, value, menu["custom_id"])
        return self._begin(shown.server, shown.person, menu["custom_id"], interaction)

    async def submit(self, opened: Exchange, **values: str) -> Exchange:
        """Submit the form that somebody opened."""
        assert opened.interaction is not None
        interaction = await opened.person.submit(opened.interaction, **values)
        return self._begin(opened.server, opened.person, f"form of {opened.what}", interaction)

    async def say(self, server: Server, person: Person, text: str) -> Exchange:
        """Mention the bot in the server's channel."""
        message = await person.mention(text)
        return self._keep(Exchange(server, person, "mention", self, mention=message["id"]))

    def _begin(
        self, server: Server, person: Person, what: str, interaction: Interaction
    ) -> Exchange:
        return self._keep(Exchange(server, person, what, self, interaction))

    def _keep(self, exchange: Exchange) -> Exchange:
        exchange.given_up = self.gone
        self._exchanges.append(exchange)
        return exchange

    # What the bot does

    async def exchange(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request of the bot, and note what it shows to people."""
        path = request.path.removeprefix(API).split("/")[1:]
        record = Request(request.method, request.path.removeprefix(API), await body_of(request))

        async def handle() -> web.StreamResponse:
            response = await super(StandIn, self).exchange(request, handler)
            self._note(request.method, path, response)
            return response

        fault = self.faults.find(record)
        return await (handle() if fault is None else fault(request, handle))

    def _note(self, method: str, path: list[str], response: web.StreamResponse) -> None:
        if response.status >= REFUSED:
            self.refused.append(f"{method} /{'/'.join(path)}: {response.status}")
            return
        match method, path:
            case "PATCH", ["webhooks", _, token, "messages", _]:
                self.edited.add(token)
            case "POST", ["channels", _, "messages"]:
                self._note_message(_message_in(response))
        for exchange in self._exchanges:
            if exchange.replied is None and exchange.messages:
                exchange.replied = time.perf_counter()
            exchange.news.set()

    def _note_message(self, message_id: str) -> None:
        """Note a message in a channel, unless Discord has had it before, by its nonce."""
        reference = self.state.messages.stored[message_id].get("message_reference") or {}
        noted = self.replies[str(reference["message_id"])] if reference else self.notices
        if message_id not in noted:
            noted.append(message_id)


def _message_in(response: web.StreamResponse) -> str:
    assert isinstance(response, web.Response)
    assert isinstance(response.body, bytes)
    return str(json.loads(response.body)["id"])

"""A fake Discord server for a bot in a separate process, with a transcript."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.discord import payloads
from tests.discord.faults import Fault, Faults
from tests.discord.filling import Value
from tests.discord.interactions import Interaction
from tests.discord.limits import LOADING
from tests.discord.openapi import discords_own
from tests.discord.payloads import JSON
from tests.discord.rest import body_of
from tests.discord.served import API, TOKEN, ServedDiscord, gateway_url, rest_url
from tests.discord.transcript import Request, Transcript, Wanted, shows_message, to
from tests.discord.world import Guild
from tests.patience import LONG

__all__ = ["API", "TOKEN", "ServedDiscord", "WireDiscord", "gateway_url", "rest_url"]


class WireDiscord(ServedDiscord):
    """A Discord that keeps a transcript.

    Waiting for the bot fails the test after `seconds`, with a transcript.
    """

    def __init__(
        self,
        seconds: float = LONG,
        *,
        shards: int = 1,
        clock: Callable[[], float] | None = None,
        check: bool = True,
    ) -> None:
        """Check requests by Discord's description if it is there, at some milliseconds each."""
        self._transcript = Transcript(seconds)
        super().__init__(self._transcript, shards=shards, clock=clock)
        self._holds: list[tuple[Wanted, asyncio.Event]] = []
        self._faults = Faults()
        self._description = discords_own() if check else None
        self._violations: list[str] = []
        self.asker = self.person(payloads.ASKER, self.world.library.general)
        """The owner of the server that is always there."""

    @property
    def requests(self) -> list[Request]:
        """All requests of the bot so far."""
        return self._transcript.requests

    @property
    def violations(self) -> list[str]:
        """What Discord's description forbids in the requests so far, and unknown fields."""
        unknown = [f"messages have no {key}" for key in self.state.messages.unknown]
        return [*self._violations, *unknown]

    def forget_requests(self) -> None:
        """Forget the requests so far, which otherwise fill the memory in a long run."""
        self._transcript.forget()

    @property
    def syncs(self) -> list[Request]:
        """The requests so far that set the application's commands."""
        return list(filter(to("PUT", "/applications/*/commands"), self.requests))

    @property
    def identified(self) -> list[int]:
        """The shards that have identified so far, in order."""
        requests = filter(to("GATEWAY", "/identify"), self.requests)
        return [each.body["shard"][0] for each in requests if isinstance(each.body, dict)]

    @property
    def messages(self) -> list[JSON]:
        """The bot's messages in their current form, oldest first."""
        stored = self.state.messages.stored.values()
        return [each for each in stored if each["author"]["id"] == payloads.APPLICATION_ID]

    # What the bot does

    async def request(self, wanted: Wanted) -> Request:
        """Return the earliest wanted request not returned before, waiting for it if necessary."""
        return await self._transcript.next(wanted)

    async def answer_to(self, request: Request) -> int:
        """Wait until a request is answered, held back or not; return the answer's status."""
        return await self._transcript.answer_to(request)

    async def ready(self) -> None:
        """Wait until a bot has identified; each call waits for another bot, session or shard."""
        await self.request(to("GATEWAY", "/identify"))

    async def reply(self) -> JSON:
        """Wait until the bot sends or edits a message; return it as it was sent."""
        message = (await self.request(shows_message)).message
        assert message is not None
        return message

    async def shown(self, interaction: Interaction) -> JSON:
        """Wait until an interaction is answered by a message, and no longer thinking; return it."""
        return await self._transcript.wait_for(lambda: self._answer_to(interaction))

    async def followup(self, interaction: Interaction, number: int = 0) -> JSON:
        """Wait for a further message that answers an interaction; return it."""
        await self._transcript.wait_for(lambda: interaction.followups[number:] or None)
        return self.state.messages.get(interaction.followups[number])

    async def form(self, interaction: Interaction) -> JSON:
        """Wait until an interaction opens a form; return it."""
        return await self._transcript.wait_for(lambda: interaction.form)

    async def choices(self, interaction: Interaction) -> list[JSON]:
        """Wait for the choices that are offered for an option; return them."""
        return await self._transcript.wait_for(lambda: interaction.choices)

    # What happens to the bot

    async def slash(self, name: str, **options: Value) -> Interaction:
        """Use a slash command of the application, as the asker."""
        return await self.asker.slash(name, **options)

    async def mention(self, text: str) -> str:
        """Send a message that mentions the bot, as the asker; return its id."""
        return str((await self.asker.mention(text))["id"])

    async def join(self, guild: Guild) -> None:
        """Let the bot join a server."""
        guild.join(payloads.BOT)
        self.world.guilds[guild.id] = guild
        event = guild.payload()
        del event["unavailable"]  # Only a server that was known has it.
        await self.gateway.dispatch("GUILD_CREATE", event)

    async def leave(self, guild: Guild) -> None:
        """Let the bot be removed from a server."""
        del guild.members[payloads.APPLICATION_ID]
        await self.gateway.dispatch("GUILD_DELETE", {"id": guild.id})

    async def set_available(self, guild: Guild, available: bool) -> None:
        """Let a server have an outage, or be back from it."""
        guild.available = available
        if available:
            await self.gateway.dispatch("GUILD_CREATE", guild.payload())
        else:
            await self.gateway.dispatch("GUILD_DELETE", {"id": guild.id, "unavailable": True})

    @contextmanager
    def hold(self, wanted: Wanted) -> Iterator[None]:
        """Hold back wanted requests until the end of the block; they are handled after it."""
        hold = (wanted, asyncio.Event())
        self._holds.append(hold)
        try:
            yield
        finally:
            self._holds.remove(hold)
            hold[1].set()

    def fault(
        self, wanted: Wanted, fault: Fault, times: int | None = None
    ) -> AbstractContextManager[list[Request]]:
        """Let wanted requests meet a fault within the block, at most so many times.

        The context manager returns the requests that met it so far.
        """
        return self._faults.plan(wanted, fault, times)

    def cut(self) -> None:
        """Abort the bot's gateway connections without a close frame."""
        self.gateway.cut()

    async def exchange(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request of the bot, once nothing holds it back, and record both."""
        record = Request(request.method, request.path.removeprefix(API), await body_of(request))
        await self._transcript.record(record)
        if self._description is not None and "attachment" not in request.match_info:
            self._violations += self._description.violations(
                record.method, record.path, request.query, record.body
            )
        for wanted, released in tuple(self._holds):
            if wanted(record):
                await released.wait()

        async def handle() -> web.StreamResponse:
            return await super(WireDiscord, self).exchange(request, handler)

        fault = self._faults.find(record)
        response = await (handle() if fault is None else fault(request, handle))
        gone = request.transport is None or request.transport.is_closing()
        await self._transcript.record_answer(record, None if gone else response.status)
        return response

    def _answer_to(self, interaction: Interaction) -> JSON | None:
        message = self.state.messages.stored.get(interaction.message_id)
        return None if message is None or message["flags"] & LOADING else message

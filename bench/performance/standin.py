"""A Discord that times the bot: the wire-level stand-in of tests/discord with a clock.

It serves HTTP and a gateway over a socket to a real discord.py client in another process, for many
servers and askers, and notes when each interaction was sent, acknowledged and replied to.
"""

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.discord import payloads
from tests.discord.payloads import JSON
from tests.discord.rest import Interaction, body_of
from tests.discord.transcript import Request, Transcript
from tests.discord.wire import API, ServedDiscord

LOCALE = "id"


@dataclass(slots=True, eq=False)
class Timed:
    """A slash command, and when what came of it, by time.perf_counter."""

    sent: float = 0.0
    acknowledged: float | None = None
    replied: float | None = None
    answered: bool = False
    """Whether there was a reply after the acknowledgement; one in its place says "busy"."""
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def acknowledging(self) -> float:
        """The time until it was acknowledged, in milliseconds; infinite if it wasn't."""
        return 1000 * (self.acknowledged - self.sent) if self.acknowledged else float("inf")

    @property
    def replying(self) -> float:
        """The time until the reply, in milliseconds; infinite if there was none."""
        return 1000 * (self.replied - self.sent) if self.replied else float("inf")


class _Arrivals(Transcript):
    """Keeps no requests, and notes that the bot has logged in."""

    def __init__(self) -> None:
        super().__init__(0)
        self.identified = asyncio.Event()

    async def record(self, request: Request) -> None:
        """Note a gateway event."""
        if request.path == "/identify":
            self.identified.set()


class StandIn(ServedDiscord):
    """A Discord with these servers, for one bot."""

    def __init__(self, guild_ids: Sequence[int]) -> None:
        self._arrivals = _Arrivals()
        super().__init__(self._arrivals)
        self._guild_ids = guild_ids
        self._timed: dict[str, Timed] = {}
        self._askers = itertools.count(10**17)

    async def ready(self) -> None:
        """Wait until a bot has logged in, and send it the servers."""
        await self._arrivals.identified.wait()
        self._arrivals.identified.clear()
        for guild_id in self._guild_ids:
            await self._gateway.dispatch("GUILD_CREATE", _guild(guild_id))

    async def ask(self, guild_id: int, question: str, seconds: float) -> Timed:
        """Use the command for asking as somebody new, and wait for the reply, at most so long."""
        interaction = self._rest.interact()
        timed = self._timed[interaction.token] = Timed()
        event = self._command(interaction, guild_id, question)
        timed.sent = time.perf_counter()
        await self._gateway.dispatch("INTERACTION_CREATE", event)
        try:
            async with asyncio.timeout(seconds):
                await timed.done.wait()
        except TimeoutError:
            pass  # It has no time of a reply.
        return timed

    def _command(self, interaction: Interaction, guild_id: int, question: str) -> JSON:
        command = next(each for each in self._rest.commands if each["name"] == "ask")
        options = [{"name": "question", "type": 3, "value": question}]
        data = {"id": command["id"], "name": "ask", "type": 1, "options": options}
        asker = payloads.user(str(next(self._askers)), "asker")
        return payloads.command(interaction.id, interaction.token, data) | {
            "guild_id": str(guild_id),
            "guild": {"id": str(guild_id), "locale": LOCALE, "features": []},
            "channel_id": _channel(guild_id)["id"],
            "channel": _channel(guild_id),
            "member": payloads.MEMBER | {"user": asker},
            "authorizing_integration_owners": {"0": str(guild_id)},
        }

    async def exchange(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request of the bot, and note when it came."""
        arrived = time.perf_counter()
        body = await body_of(request)
        match request.path.removeprefix(API).split("/")[1:]:
            case ["interactions", _, token, "callback"]:
                self._timed[token].acknowledged = arrived
                if isinstance(body, dict) and body["type"] == 4:
                    self._reply(token, arrived)
            case ["webhooks", _, token, *_] if request.method in {"PATCH", "POST"}:
                self._timed[token].answered = True
                self._reply(token, arrived)
        return await super().exchange(request, handler)

    def _reply(self, token: str, arrived: float) -> None:
        timed = self._timed[token]
        if timed.replied is None:
            timed.replied = arrived
            timed.done.set()


def _channel(guild_id: int) -> JSON:
    return payloads.channel() | {"id": str(guild_id + 1), "guild_id": str(guild_id)}


def _guild(guild_id: int) -> JSON:
    everyone = payloads.guild()["roles"][0] | {"id": str(guild_id)}
    return payloads.guild() | {
        "id": str(guild_id),
        "roles": [everyone],
        "channels": [_channel(guild_id)],
    }

"""A Discord that times the bot: the wire-level stand-in of tests/discord with a clock.

It serves HTTP and a gateway over a socket to a real discord.py client in another process, for many
servers and askers, and notes when each interaction was sent, acknowledged and replied to.
"""

import asyncio
import itertools
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.discord import payloads
from tests.discord.rest import body_of
from tests.discord.served import API, ServedDiscord
from tests.discord.transcript import Request, Transcript
from tests.discord.world import Guild

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
        guilds = [_guild(guild_id) for guild_id in guild_ids]
        self.world.guilds = {guild.id: guild for guild in guilds}
        self._timed: defaultdict[str, Timed] = defaultdict(Timed)
        """By token; the bot may be faster than what sends it the command."""
        self._has_commands = asyncio.Event()
        self._askers = itertools.count(10**17)

    async def ready(self) -> None:
        """Wait until a bot has logged in and, at its first start, set its commands."""
        await self._arrivals.identified.wait()
        self._arrivals.identified.clear()
        await self._has_commands.wait()  # With PostgreSQL, it sets them after that.

    async def ask(self, guild_id: int, question: str, seconds: float) -> Timed:
        """Use the command for asking as somebody new, and wait for the reply, at most so long."""
        guild = self.world.guilds[str(guild_id)]
        asker = payloads.user(str(next(self._askers)), "asker")
        guild.join(asker)
        sent = time.perf_counter()
        interaction = await self.person(asker, guild.general).slash("ask", question=question)
        timed = self._timed[interaction.token]
        timed.sent = sent
        try:
            async with asyncio.timeout(seconds):
                await timed.done.wait()
        except TimeoutError:
            pass  # It has no time of a reply.
        return timed

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
        response = await super().exchange(request, handler)
        if self.state.commands.stored:
            self._has_commands.set()
        return response

    def _reply(self, token: str, arrived: float) -> None:
        timed = self._timed[token]
        if timed.replied is None:
            timed.replied = arrived
            timed.done.set()


def _guild(guild_id: int) -> Guild:
    return Guild("Library", guild_id=str(guild_id), channel_id=str(guild_id + 1), locale=LOCALE)

"""Connections to Discord's gateway that outlast outages, and frames that discord.py can't parse.

discord.py has no setting for any of this, so `use_lasting_connections` replaces its classes.
"""

import asyncio
import contextlib
import logging
import time
import traceback
from collections.abc import Callable
from typing import Any, Self

import aiohttp
import discord
import discord.shard
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, ReconnectWebSocket, WebSocketClosure
from discord.shard import EventItem, EventType, Shard

log = logging.getLogger(__name__)

MOST_DOUBLED = 4
"""How often the longest pause between two tries is doubled, from one second: up to 16 s."""
CONNECT_SECONDS = 15
"""How long a try may take, of which discord.py waits for five before it identifies."""
SHORT_SECONDS = 5
"""A session that was resumed and ended within this time counts as a failed try, with a pause before
the next: discord.py would try again at once. Before it identifies, it pauses anyway."""
DISALLOWED_INTENTS = 4014
"""The gateway's close code for a privileged intent that is not switched on."""
CLOSE_SECONDS = 1
"""How long Discord may take to close a connection on which it has sent nothing."""

_LOST = (
    ReconnectWebSocket,
    WebSocketClosure,
    discord.DiscordException,
    aiohttp.ClientError,
    OSError,
)
"""After these errors, discord.py connects again."""


def use_lasting_connections() -> None:
    """Let the clients of this process use these classes."""
    discord.shard.Shard = LastingShard  # type: ignore[assignment, misc]
    discord.shard.DiscordWebSocket = LastingConnection  # type: ignore[misc]


class LastingShard(Shard):
    """A shard that tries again soon, and resumes its session however long an outage takes."""

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments)
        self._backoff = Backoff()
        self._refused_intents = False
        self.given_up = False
        """True once this process does not run the shard any more: it never connects again."""

    async def _handle_disconnect(self, e: Exception) -> None:
        """Connect again without the Message Content Intent if Discord refuses it, once.

        discord.py would end the client.
        """
        closed = isinstance(e, discord.ConnectionClosed) and e.code == DISALLOWED_INTENTS
        if not closed or self._refused_intents:
            await super()._handle_disconnect(e)
            return
        self._refused_intents = True
        intents = self._client._connection._intents  # Of all shards.
        if intents.message_content:
            intents.message_content = False
            log.error(
                "Discord doesn't grant the Message Content Intent: every question is answered in "
                "no channel, everything else goes on. Switch the intent on in Discord's developer "
                "portal (Bot) and start Kutip again, or set KUTIP_MESSAGE_CONTENT=off."
            )
        self._dispatch("disconnect")
        self._dispatch("shard_disconnect", self.id)
        self._queue_put(EventItem(EventType.reconnect, self, e))

    async def reconnect(self) -> None:
        """Connect again after a failed try, so that Discord sends the events since the last one.

        discord.py would begin another session, without them. Where Discord doesn't know the session
        any more, it says so, and discord.py begins another one then.
        """
        if self.given_up:
            return
        if self.ws.session_id is None:
            await super().reconnect()
        else:
            # The session's own address could not be reached.
            self.ws.gateway = DiscordWebSocket.DEFAULT_GATEWAY
            await super().reidentify(ReconnectWebSocket(self.id, resume=True))
        await self._close_if_given_up()

    async def reidentify(self, exc: ReconnectWebSocket) -> None:
        """Resume, or begin another session; pause first if the last connection ended at once."""
        if self.given_up:
            return
        if exc.resume and _age(self.ws) < SHORT_SECONDS:
            await asyncio.sleep(self._backoff.delay())
        await super().reidentify(exc)
        await self._close_if_given_up()

    async def _close_if_given_up(self) -> None:
        if self.given_up:  # Meanwhile.
            await self.close()


class Backoff(ExponentialBackoff[Any]):
    """Pauses of random length, up to 16 s: discord.py's grow to 17 minutes."""

    def __init__(self) -> None:
        super().__init__()
        self._max = MOST_DOUBLED


class LastingConnection(DiscordWebSocket):
    """A connection with a limit on how long connecting takes; a malformed frame ends it."""

    heard_at: float | None = None
    """When the last frame came, as `time.monotonic`."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(*arguments, **settings)
        self.made_at = time.monotonic()

    @classmethod
    async def from_client(cls, client: discord.Client, **settings: Any) -> Self:  # noqa: ANN401
        """Connect and identify, or resume; raise TimeoutError after CONNECT_SECONDS."""
        async with asyncio.timeout(CONNECT_SECONDS):
            return await super().from_client(client, **settings)

    async def identify(self) -> None:
        """Begin a session; close the connection if that is refused or given up."""
        try:
            await super().identify()
        except BaseException:
            # discord.py would keep it open, with a thread that sends heartbeats.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self.close()
            raise

    async def poll_event(self) -> None:
        """Wait for a frame and handle it."""
        try:
            await super().poll_event()
        except asyncio.CancelledError:
            if self.heard_at is None:  # Nobody else knows this connection yet.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(CLOSE_SECONDS):
                        await self.close()
            raise

    async def received_message(self, msg: Any, /) -> None:  # noqa: ANN401
        """Handle a frame; raise ConnectionResetError if it is malformed."""
        self.heard_at = time.monotonic()
        try:
            await super().received_message(msg)
        except _LOST:
            raise
        except Exception as error:  # A decoder may raise anything for malformed bytes.
            log.warning("Shard %s got a malformed frame: %s", self.shard_id, _place_of(error))
            await self.close()
            # discord.py pauses after this, and connects again.
            raise ConnectionResetError("malformed frame") from None


def heard_at(shard: discord.ShardInfo) -> float | None:
    """Return when a shard's last frame came, as `time.monotonic`; None if that is unknown."""
    connection = shard._parent.ws
    return connection.heard_at if isinstance(connection, LastingConnection) else None


def _age(connection: DiscordWebSocket) -> float:
    """Return how many seconds ago a connection was made."""
    assert isinstance(connection, LastingConnection)
    return time.monotonic() - connection.made_at


def act_only(client: discord.Client, on: Callable[[int | None], bool]) -> None:
    """From now on, skip messages and interactions of servers, given their id, that `on` is not for.

    A process that was stopped may find what others have answered in its sockets.
    """
    parsers = client._connection.parsers
    for event in ("MESSAGE_CREATE", "INTERACTION_CREATE"):
        parsers[event] = _acting_only(on, parsers[event])


def _acting_only(
    on: Callable[[int | None], bool], parse: Callable[[Any], None]
) -> Callable[[Any], None]:
    def parse_if_ours(data: Any) -> None:  # noqa: ANN401
        guild_id = data.get("guild_id")
        if on(None if guild_id is None else int(guild_id)):
            parse(data)

    return parse_if_ours


def outlast_malformed_events(client: discord.Client) -> None:
    """From now on, skip and log an event that discord.py can't parse; it would end the client."""
    parsers = client._connection.parsers
    for event, parse in parsers.items():
        parsers[event] = _outlasting(event, parse)


def _outlasting(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    def parse_or_log(data: Any) -> None:  # noqa: ANN401
        try:
            parse(data)
        except Exception as error:
            log.error("Skipped an event %s that can't be parsed: %s", event, _place_of(error))  # noqa: TRY400

    return parse_or_log


def _place_of(error: Exception) -> str:
    """Return an error's type and where it was raised: its text may quote what a person wrote."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name} ({frame.filename}:{frame.lineno})"

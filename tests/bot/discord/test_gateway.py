import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any, cast

import aiohttp
import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.shard import Shard

from bot.discord.gateway import (
    Backoff,
    LastingConnection,
    LastingShard,
    act_only,
    heard_at,
    outlast_malformed_events,
    use_lasting_connections,
)
from tests.discord.parrot import running
from tests.discord.payloads import JSON, snowflake
from tests.discord.transcript import to
from tests.discord.wire import TOKEN, WireDiscord, gateway_url, rest_url
from tests.discord.world import Guild

SECRET = "what a person wrote"


class Echo(discord.AutoShardedClient):
    """A bot that keeps what it is sent."""

    def __init__(self, *, message_content: bool = False) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, message_content=message_content)
        super().__init__(intents=intents, guild_ready_timeout=0)
        outlast_malformed_events(self)
        self.heard: asyncio.Queue[str] = asyncio.Queue()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Don't wait: the stand-in lets all shards identify at once."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.put_nowait(message.content.partition(" ")[2])


@pytest.fixture
def shards() -> int:
    return 1


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch, shards: int) -> AsyncIterator[WireDiscord]:
    monkeypatch.setattr(discord.shard, "Shard", Shard)  # So that they are put back at the end.
    monkeypatch.setattr(discord.shard, "DiscordWebSocket", DiscordWebSocket)
    use_lasting_connections()
    monkeypatch.setattr(Backoff, "delay", lambda _: 0)
    async with WireDiscord(shards=shards) as wire:
        monkeypatch.setattr(Route, "BASE", rest_url(wire.port))
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(gateway_url(wire.port)))
        yield wire


def shard_of(client: discord.AutoShardedClient) -> Shard:
    info = client.get_shard(0)
    assert info is not None
    return info._parent


def identified(wire: WireDiscord) -> int:
    return len(list(filter(to("GATEWAY", "/identify"), wire.requests)))


def longest(backoff: discord.backoff.ExponentialBackoff[Any]) -> float:
    """Return the longest of the pauses after many failed tries."""
    return max(backoff.delay() for _ in range(2000))


async def test_what_is_not_for_this_process_is_skipped(wire: WireDiscord) -> None:
    client = Echo()
    ours: list[int] = []
    act_only(client, lambda guild_id: guild_id in ours)
    async with running(client, wire):
        await wire.mention("one")
        await wire.gateway.settle()
        ours.append(int(wire.world.library.id))
        await wire.mention("two")

        assert await client.heard.get() == "two"


async def test_a_connection_that_may_not_identify_is_closed(
    wire: WireDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: discord.Client, _shard_id: int | None, *, initial: bool = False) -> None:
        raise TimeoutError

    monkeypatch.setattr(Echo, "before_identify_hook", refuse)
    async with Echo() as client:
        await client.login(TOKEN)
        with pytest.raises(TimeoutError):
            await LastingConnection.from_client(client, shard_id=0)
        await wire.gateway.settle()

        assert identified(wire) == 0
        assert not wire.gateway.connections


async def test_every_shard_pauses_for_less_than_half_a_minute(wire: WireDiscord) -> None:
    async with running(Echo(), wire) as client:
        shard = shard_of(client)
    assert isinstance(shard, LastingShard)
    assert isinstance(shard._backoff, Backoff)


def test_pauses_stay_below_half_a_minute_where_those_of_discord_py_grow() -> None:
    assert longest(Backoff()) <= 16
    assert longest(discord.backoff.ExponentialBackoff()) > 500


@pytest.mark.parametrize("shards", [1, 2])
async def test_sessions_are_resumed_after_an_outage_and_no_event_lost(
    wire: WireDiscord, monkeypatch: pytest.MonkeyPatch, shards: int
) -> None:
    guilds = [Guild(str(shard), guild_id=snowflake(shard, shards)) for shard in range(shards)]
    wire.world.guilds = {guild.id: guild for guild in guilds}
    async with running(Echo(), wire) as client:
        connect, tries, enough = client.http.ws_connect, 0, asyncio.Event()

        async def connect_and_count(url: str) -> aiohttp.ClientWebSocketResponse:
            nonlocal tries
            tries += 1
            if tries > 4 * shards:
                enough.set()
            return await connect(url)

        monkeypatch.setattr(client.http, "ws_connect", connect_and_count)
        async with wire.outage():
            for guild in guilds:
                await wire.person(guild.owner, guild.general).mention(f"hello {guild.name}")
            await enough.wait()

        heard = {await client.heard.get() for _ in guilds}
        assert heard == {f"hello {guild.name}" for guild in guilds}

    assert identified(wire) == shards


async def test_a_gateway_that_ends_each_connection_at_once_gets_pauses(
    wire: WireDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = 0

    def delay(_: object) -> float:
        nonlocal pauses
        pauses += 1
        if pauses == 3:
            rejecting.__exit__(None, None, None)
        return 0

    monkeypatch.setattr(Backoff, "delay", delay)
    rejecting = wire.gateway.rejecting(4000)
    async with running(Echo(), wire) as client:
        rejecting.__enter__()
        wire.cut()
        await wire.mention("hello")

        assert await client.heard.get() == "hello"

    assert pauses == 3


async def test_without_the_message_content_intent_it_connects_once_more_and_goes_on(
    wire: WireDiscord, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(Echo(message_content=True), wire) as client:
        await wire.mention("hello")

        assert await client.heard.get() == "hello"
        assert not client.intents.message_content

    assert identified(wire) == 2
    [record] = [each for each in caplog.records if "Message Content Intent" in each.message]
    assert record.levelno == logging.ERROR


async def test_intents_refused_a_second_time_end_the_client(wire: WireDiscord) -> None:
    with wire.gateway.rejecting(4014):
        async with Echo(message_content=True) as client:
            with pytest.raises(discord.PrivilegedIntentsRequired):
                await client.start(TOKEN)

    assert identified(wire) == 2


async def test_a_session_that_discord_forgot_is_begun_anew(wire: WireDiscord) -> None:
    async with running(Echo(), wire) as client:
        wire.gateway.sessions.forget()
        wire.cut()
        await wire.ready()
        await wire.mention("hello")

        assert await client.heard.get() == "hello"


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("MESSAGE_CREATE", {"content": SECRET}),
        ("MESSAGE_CREATE", {"id": SECRET, "channel_id": "1"}),
        ("INTERACTION_CREATE", {"type": SECRET}),
        ("GUILD_CREATE", {SECRET: None}),
        ("READY", {"session_id": "1", "resume_gateway_url": "ws://127.0.0.1"}),
    ],
)
async def test_an_event_that_cannot_be_parsed_is_logged_without_its_content_and_skipped(
    wire: WireDiscord, caplog: pytest.LogCaptureFixture, event: str, data: JSON
) -> None:
    async with running(Echo(), wire) as client:
        await wire.gateway.sessions.current[0].dispatch(event, data)
        await wire.mention("hello")

        assert await client.heard.get() == "hello"

    [record] = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert f"Skipped an event {event} that can't be parsed" in record.message
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "frame", [b"no stream\x00\x00\xff\xff", "no JSON", "[]", '{"op": 10, "d": null}']
)
async def test_after_a_malformed_frame_the_session_is_resumed(
    wire: WireDiscord, caplog: pytest.LogCaptureFixture, frame: bytes | str
) -> None:
    async with running(Echo(), wire) as client:
        [socket] = [connection.socket for connection in wire.gateway.of(0)]
        await (socket.send_bytes(frame) if isinstance(frame, bytes) else socket.send_str(frame))
        await wire.request(to("GATEWAY", "/resume"))
        await wire.mention("hello")

        assert await client.heard.get() == "hello"

    assert "Shard 0 got a malformed frame" in caplog.text
    assert identified(wire) == 1


async def test_a_gateway_that_does_not_greet_is_given_up_in_time(
    wire: WireDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    async with running(Echo(), wire) as client:
        opened: list[aiohttp.ClientWebSocketResponse] = []
        connect = client.http.ws_connect

        async def connect_and_give_up(url: str) -> aiohttp.ClientWebSocketResponse:
            opened.append(await connect(url))
            give_up.reschedule(0)
            return opened[0]

        monkeypatch.setattr(client.http, "ws_connect", connect_and_give_up)
        monkeypatch.setattr(LastingConnection, "received_message", never)
        real = asyncio.timeout
        give_up = real(None)
        limits = iter([give_up])
        monkeypatch.setattr(asyncio, "timeout", lambda seconds: next(limits, None) or real(seconds))
        with pytest.raises(TimeoutError):
            await LastingConnection.from_client(client, shard_id=0)
        assert opened[0].closed


async def test_a_shard_knows_when_its_last_frame_came(wire: WireDiscord) -> None:
    async with running(Echo(), wire) as client:
        before = heard_at(client.shards[0])
        assert before is not None
        await wire.mention("hello")
        await client.heard.get()

        assert cast("float", heard_at(client.shards[0])) > before

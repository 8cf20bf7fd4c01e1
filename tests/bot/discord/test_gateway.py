import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
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
    heard_at,
    outlast_malformed_events,
    use_lasting_connections,
)
from tests.discord import payloads
from tests.discord.transcript import to
from tests.discord.wire import TOKEN, WireDiscord, gateway_url, rest_url

SECRET = "what a person wrote"


class Echo(discord.AutoShardedClient):
    """A bot that keeps what it is sent."""

    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True)
        super().__init__(intents=intents, guild_ready_timeout=0)
        outlast_malformed_events(self)
        self.heard: asyncio.Queue[str] = asyncio.Queue()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.put_nowait(message.content.partition(" ")[2])


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[WireDiscord]:
    monkeypatch.setattr(discord.shard, "Shard", Shard)  # So that they are put back at the end.
    monkeypatch.setattr(discord.shard, "DiscordWebSocket", DiscordWebSocket)
    use_lasting_connections()
    monkeypatch.setattr(Backoff, "delay", lambda _: 0)
    async with WireDiscord() as wire:
        monkeypatch.setattr(Route, "BASE", rest_url(wire.port))
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(gateway_url(wire.port)))
        yield wire


@asynccontextmanager
async def running(wire: WireDiscord) -> AsyncIterator[Echo]:
    async with Echo() as client:
        task = asyncio.create_task(client.start(TOKEN))
        await wire.ready()
        await client.wait_until_ready()
        yield client
    await task


def shard_of(client: discord.AutoShardedClient) -> Shard:
    info = client.get_shard(0)
    assert info is not None
    return info._parent


def identified(wire: WireDiscord) -> int:
    return len(list(filter(to("GATEWAY", "/identify"), wire.requests)))


def longest(backoff: discord.backoff.ExponentialBackoff[Any]) -> float:
    """Return the longest of the pauses after many failed tries."""
    return max(backoff.delay() for _ in range(2000))


async def test_every_shard_pauses_for_less_than_half_a_minute(wire: WireDiscord) -> None:
    async with running(wire) as client:
        shard = shard_of(client)
    assert isinstance(shard, LastingShard)
    assert isinstance(shard._backoff, Backoff)


def test_pauses_stay_below_half_a_minute_where_those_of_discord_py_grow() -> None:
    assert longest(Backoff()) <= 16
    assert longest(discord.backoff.ExponentialBackoff()) > 500


async def test_a_session_is_resumed_after_an_outage_and_no_event_lost(
    wire: WireDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(wire) as client:
        connect, tries = client.http.ws_connect, iter(range(10))

        async def connect_at_last(url: str) -> aiohttp.ClientWebSocketResponse:
            if next(tries) < 5:
                raise ConnectionRefusedError(111, "nobody is there")
            return await connect(url)

        monkeypatch.setattr(client.http, "ws_connect", connect_at_last)
        wire.cut()
        await wire.mention("hello")

        assert await client.heard.get() == "hello"

    assert next(tries) == 6
    assert identified(wire) == 1


async def test_a_session_that_discord_forgot_is_begun_anew(
    wire: WireDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(wire) as client:
        client._connection.guild_ready_timeout = 0
        shard_of(client).ws.session_id = "unknown"
        monkeypatch.setattr(client, "before_identify_hook", _at_once)
        wire.cut()
        await wire.ready()
        await wire.mention("hello")

        assert await client.heard.get() == "hello"


async def _at_once(_shard_id: int | None, *, initial: bool = False) -> None:
    del initial


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("MESSAGE_CREATE", {"content": SECRET}),
        ("MESSAGE_CREATE", payloads.mention(SECRET) | {"id": SECRET}),
        ("INTERACTION_CREATE", {"type": SECRET}),
        ("GUILD_CREATE", {SECRET: None}),
        ("READY", {"session_id": "1", "resume_gateway_url": "ws://127.0.0.1"}),
    ],
)
async def test_an_event_that_cannot_be_parsed_is_logged_without_its_content_and_skipped(
    wire: WireDiscord, caplog: pytest.LogCaptureFixture, event: str, data: payloads.JSON
) -> None:
    async with running(wire) as client:
        await wire._gateway.dispatch(event, data)
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
    async with running(wire) as client:
        assert wire._gateway._session is not None
        socket = wire._gateway._session.connection.socket
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

    async with running(wire) as client:
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
        monkeypatch.setattr(
            asyncio, "timeout", lambda seconds: next(limits, None) or real(seconds)
        )
        with pytest.raises(TimeoutError):
            await LastingConnection.from_client(client, shard_id=0)
        assert opened[0].closed


async def test_a_shard_knows_when_its_last_frame_came(wire: WireDiscord) -> None:
    async with running(wire) as client:
        before = heard_at(client.shards[0])
        assert before is not None
        await wire.mention("hello")
        await client.heard.get()

        assert cast("float", heard_at(client.shards[0])) > before

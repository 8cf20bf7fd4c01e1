import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from discord.http import Route

from bot.terminal import probes
from bot.terminal.probes import probe_discord, probe_intent, probe_port
from tests.discord.wire import TOKEN, WireDiscord, rest_url
from tests.patience import LONG


@pytest.fixture(autouse=True)
def _as_long_as_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "DISCORD_SECONDS", LONG)
    monkeypatch.setattr(probes, "HERE_SECONDS", LONG)


@asynccontextmanager
async def answering(path: str, body: str) -> AsyncIterator[int]:
    """Answer with this JSON, or what is none, on a port."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=body, content_type="application/json")

    application = web.Application()
    application.add_routes([web.get(path, answer)])
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


@pytest.mark.parametrize(
    ("body", "fine", "told"),
    [
        ({"gateway_ready": True, "database_readable": True}, True, "and is healthy"),
        ({"gateway_ready": False, "database_readable": True}, False, "see its log"),
        ({"status": "fine"}, False, "another program uses port"),
        ("no object", False, "another program uses port"),
    ],
)
async def test_the_program_on_the_port_is_probed(body: object, fine: bool, told: str) -> None:
    async with answering("/health", json.dumps(body)) as port:
        sentence, is_fine = await probe_port(port)

    assert is_fine is fine
    assert told in sentence


async def test_a_token_that_discord_refuses_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    async with WireDiscord() as wire:
        monkeypatch.setattr(Route, "BASE", rest_url(wire.port))
        sentence, fine = await probe_discord("a.wrong.token")

    assert not fine
    assert sentence.startswith("refuses the token")


@pytest.mark.parametrize(
    ("flags", "granted"), [(0, False), (1 << 18, True), (1 << 19 | 1, True), (1 << 17, False)]
)
async def test_whether_discord_lets_the_bot_read_messages_is_reported(
    flags: int, granted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with answering("/{path:.*}/applications/@me", json.dumps({"flags": flags})) as port:
        monkeypatch.setattr(Route, "BASE", rest_url(port))
        sentence, fine = await probe_intent(TOKEN)

    assert fine is granted
    assert ("KUTIP_MESSAGE_CONTENT=off" in sentence) is not granted


async def test_a_missing_network_is_reported(
    unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Route, "BASE", rest_url(unused_tcp_port))
    sentence, fine = await probe_discord(TOKEN)

    assert not fine
    assert sentence.startswith("can't be reached")
    assert TOKEN not in sentence


@pytest.mark.parametrize("body", ["no JSON", "[]", "{}"])
async def test_a_server_that_is_not_discord_is_reported(
    body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with answering("/{path:.*}", body) as port:
        monkeypatch.setattr(Route, "BASE", rest_url(port))
        sentence, fine = await probe_discord(TOKEN)

    assert not fine
    assert sentence.startswith("another server answers")


async def test_the_bots_name_cant_control_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    async with answering("/{path:.*}", json.dumps({"username": "ku\x1b[2Jtip"})) as port:
        monkeypatch.setattr(Route, "BASE", rest_url(port))
        sentence, fine = await probe_discord(TOKEN)

    assert fine
    assert "\x1b" not in sentence

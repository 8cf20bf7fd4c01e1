"""Each fault happens as planned, to whom it is meant for, and as often."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from tests.discord import faults, payloads
from tests.discord.answers import answer
from tests.discord.parrot import Parrot, parrot, running
from tests.discord.ratelimits import Bucket
from tests.discord.transcript import Request, to
from tests.discord.wire import TOKEN, WireDiscord, gateway_url, rest_url
from tests.moved_clock import MovedClock

ME = "/users/@me"
SAY = f"/channels/{payloads.CHANNEL_ID}/messages"
HEADERS = {"Authorization": f"Bot {TOKEN}"}


@pytest.fixture
async def http(wire: WireDiscord) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(headers=HEADERS) as session:
        yield session


def everything(_: Request) -> bool:
    return True


@pytest.mark.parametrize(
    ("fault", "handled"),
    [(faults.cut_before, 0), (faults.cut_after, 1), (faults.cut_within(20), 1)],
    ids=["before", "after", "within"],
)
async def test_a_connection_is_cut_before_a_request_is_handled_or_after(
    wire: WireDiscord, http: aiohttp.ClientSession, fault: faults.Fault, handled: int
) -> None:
    with wire.fault(to("POST", SAY), fault, times=1) as met:
        with pytest.raises(aiohttp.ClientError):
            await http.post(rest_url(wire.port) + SAY, json={"content": "hello"})
        assert len(wire.messages) == handled
        assert [request.status for request in met] == [None]
        async with http.post(rest_url(wire.port) + SAY, json={"content": "again"}) as response:
            assert response.status == 200


async def test_an_answer_is_cut_at_any_byte(wire: WireDiscord, http: aiohttp.ClientSession) -> None:
    whole = faults.raw(answer(payloads.BOT))
    assert whole.endswith(b"}")
    for at in (0, 1, 12, whole.index(b"\r\n\r\n") + 4, len(whole) - 1, -1):
        with wire.fault(everything, faults.cut_within(at)), pytest.raises(aiohttp.ClientError):
            async with http.get(rest_url(wire.port) + ME) as response:
                await response.read()
    with wire.fault(everything, faults.cut_within(len(whole))):
        async with http.get(rest_url(wire.port) + ME) as response:
            assert await response.json() == payloads.BOT


async def test_errors_of_the_server_come_with_or_without_effect(
    wire: WireDiscord, http: aiohttp.ClientSession
) -> None:
    for handled in (False, True):
        with wire.fault(everything, faults.fails(502, handled=handled)):
            async with http.post(rest_url(wire.port) + SAY, json={"content": "x"}) as response:
                assert response.status == 502
        assert len(wire.messages) == handled


async def test_an_answer_comes_late(wire: WireDiscord, http: aiohttp.ClientSession) -> None:
    released = asyncio.Event()
    with wire.fault(everything, faults.late(released)):
        sending = asyncio.create_task(http.post(rest_url(wire.port) + SAY, json={"content": "x"}))
        request = await wire.request(to("POST", SAY))
        await wire.state.settle()
        assert request.status is None
        released.set()
        async with await sending as response:
            assert response.status == 200


async def test_discord_py_waits_out_a_limit_and_is_told_of_a_ban(wire: WireDiscord) -> None:
    async with parrot(wire) as bot:
        for scope in ("user", "shared", "global"):
            with wire.fault(to("GET", "/users/*"), faults.too_many(0, scope), times=2) as met:
                await bot.fetch_user(int(payloads.ASKER["id"]))
            assert len(met) == 2
        for fault, code in ((faults.banned, "1015"), (faults.refuses(403, 50001), "50001")):
            with (
                wire.fault(to("GET", "/users/*"), fault),
                pytest.raises(discord.HTTPException, match=code),
            ):
                await bot.fetch_user(int(payloads.ASKER["id"]))


async def test_a_bucket_lets_so_many_through_for_each_channel(
    wire: WireDiscord, http: aiohttp.ClientSession
) -> None:
    clock = MovedClock()
    direct = wire.world.direct(payloads.ASKER)["id"]
    with wire.fault(to("POST", "/channels/*/messages"), Bucket(2, 5, clock)):

        async def send(channel: str) -> tuple[int, str, str | None]:
            url = f"{rest_url(wire.port)}/channels/{channel}/messages"
            async with http.post(url, json={"content": "x"}) as response:
                left = response.headers["X-RateLimit-Remaining"]
                return response.status, left, response.headers.get("Retry-After")

        assert [await send(payloads.CHANNEL_ID) for _ in range(3)] == [
            (200, "1", None),
            (200, "0", None),
            (429, "0", "5.0"),
        ]
        assert (await send(direct))[0] == 200
        clock.move(5)
        assert (await send(payloads.CHANNEL_ID))[0] == 200


async def test_an_outage_ends_on_the_same_port(wire: WireDiscord) -> None:
    async with parrot(wire) as bot:
        port = wire.port
        async with wire.outage(), aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.ClientConnectorError):
                await session.get(rest_url(port))
            await wire.mention("hello")
        assert wire.port == port
        assert (await bot.fetch_user(int(payloads.ASKER["id"]))).name == "asker"


async def resumed(wire: WireDiscord) -> None:
    """Check that a bot resumes and misses no event."""
    await wire.mention("hello")
    await wire.request(to("GATEWAY", "/resume"))
    assert "hello" in (await wire.reply())["content"]


async def identified(wire: WireDiscord) -> None:
    """Check that a bot identifies again."""
    await wire.ready()
    await wire.mention("hello")
    assert "hello" in (await wire.reply())["content"]


@pytest.mark.parametrize("code", [4000, 4001, 4002, 4003, 4005, 4008, 1000])
async def test_a_session_is_resumed_after_a_close(wire: WireDiscord, code: int) -> None:
    async with parrot(wire):
        await wire.gateway.close(code)
        await resumed(wire)


@pytest.mark.parametrize("code", [4007, 4009])
async def test_a_session_ends_with_a_close(wire: WireDiscord, code: int) -> None:
    async with parrot(wire):
        await wire.gateway.close(code)
        await identified(wire)


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
async def test_discord_py_gives_up_after_a_close(wire: WireDiscord, code: int) -> None:
    async with Parrot() as bot:
        running = asyncio.create_task(bot.start(TOKEN))
        await wire.ready()
        await bot.wait_until_ready()
        await wire.gateway.close(code)
        with pytest.raises((discord.ConnectionClosed, discord.PrivilegedIntentsRequired)):
            await running


async def test_a_bot_is_asked_to_connect_again(wire: WireDiscord) -> None:
    async with parrot(wire):
        await wire.gateway.reconnect()
        await resumed(wire)


async def test_a_session_is_invalidated(wire: WireDiscord) -> None:
    async with parrot(wire):
        await wire.gateway.invalidate(resumable=True)
        await resumed(wire)
        await wire.gateway.invalidate(resumable=False)
        await identified(wire)


@pytest.mark.parametrize("at", [0, 1, 2, 4, 20, 10_000])
async def test_a_frame_is_cut_at_any_byte(wire: WireDiscord, at: int) -> None:
    async with parrot(wire):
        wire.gateway.cut_next_event(at)
        await resumed(wire)
        wire.gateway.cut_within(min(at, 8))
        await resumed(wire)
    assert len(wire.messages) == 2


async def test_a_connection_is_closed_when_it_identifies(wire: WireDiscord) -> None:
    async with Parrot() as bot:
        with wire.gateway.rejecting(4013), pytest.raises(discord.ConnectionClosed, match="4013"):
            await bot.start(TOKEN)


async def test_new_connections_are_refused(wire: WireDiscord, http: aiohttp.ClientSession) -> None:
    with (
        wire.gateway.refusing(503),
        pytest.raises(aiohttp.WSServerHandshakeError, match="503"),
    ):
        await http.ws_connect(gateway_url(wire.port))


async def test_heartbeats_are_left_without_acknowledgement(wire: WireDiscord) -> None:
    wire.gateway.heartbeat_interval = 10
    with wire.gateway.unacknowledging():
        async with running(Parrot(), wire) as bot:
            for _ in range(3):
                await wire.request(to("GATEWAY", "/heartbeat"))
            assert bot.latency == float("inf")


async def test_a_muted_gateway_keeps_events_for_a_resume(wire: WireDiscord) -> None:
    async with parrot(wire):
        with wire.gateway.muted():
            await wire.mention("hello")
            await wire.gateway.settle()
            assert wire.messages == []
        wire.cut()
        await wire.request(to("GATEWAY", "/resume"))
        assert "hello" in (await wire.reply())["content"]


async def test_malformed_text_reaches_the_bot(wire: WireDiscord) -> None:
    async with Parrot() as bot:
        running = asyncio.create_task(bot.start(TOKEN))
        await wire.ready()
        await bot.wait_until_ready()
        await wire.gateway.send_text("{")
        with pytest.raises(ValueError, match="Expecting"):
            await running
